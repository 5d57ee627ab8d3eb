import { describe, expect, it } from 'vitest';
import { createRealFft } from '../../../src/lib/signal/fft';
import { fourier } from '../../reference/fourier';
import { noise } from '../../tools/noise';

describe('real Fourier transform', () => {
	for (const size of [32, 160, 512, 4096]) {
		it(`is undone by its inverse, times its size (${size})`, async () => {
			const fft = await createRealFft(size, 3);
			const samples = noise(size, size);
			for (const row of [2, 0, 1]) {
				const at = row * fft.stride;
				fft.data.set(samples, at);
				fft.forward(row);
				fft.inverse(row);
				const error = samples.map((sample, n) => Math.abs(fft.data[at + n]! / size - sample));
				expect(Math.max(...error)).toBeLessThan(1e-6);
			}
		});

		it(`keeps the energy (Parseval, ${size})`, async () => {
			const fft = await createRealFft(size, 1);
			const samples = noise(size, size + 1);
			fft.data.set(samples);
			fft.forward(0);
			const spectrum = fft.data.subarray(0, size);
			const inTime = samples.reduce((sum, sample) => sum + sample ** 2, 0);
			const twice = spectrum.subarray(2).reduce((sum, value) => sum + 2 * value ** 2, 0);
			expect((spectrum[0]! ** 2 + spectrum[1]! ** 2 + twice) / size / inTime).toBeCloseTo(1, 5);
		});
	}

	it('agrees with the textbook in sign, scale and order', async () => {
		const size = 4096;
		const fft = await createRealFft(size, 1);
		const samples = noise(size, 9);
		const re = Float64Array.from(samples);
		const im = new Float64Array(size);
		fourier(re, im, 1);
		fft.data.set(samples);
		fft.forward(0);
		expect(fft.data[0]).toBeCloseTo(re[0]!, 3);
		expect(fft.data[1]).toBeCloseTo(re[size / 2]!, 3);
		for (let bin = 1; bin < size / 2; bin++) {
			expect(Math.abs(fft.data[2 * bin]! - re[bin]!)).toBeLessThan(1e-4);
			expect(Math.abs(fft.data[2 * bin + 1]! - im[bin]!)).toBeLessThan(1e-4);
		}
	});

	it('keeps its memory when another transform is made', async () => {
		const fft = await createRealFft(64, 1);
		await createRealFft(4096, 512);
		expect(fft.data.length).toBe(fft.stride);
	});

	it('refuses a size it does not know', async () => {
		for (const size of [100, 32 * 7]) await expect(createRealFft(size, 1)).rejects.toThrow(RangeError);
	});
});
