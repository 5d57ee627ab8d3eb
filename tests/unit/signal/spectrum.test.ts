import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RealFft } from '../../../src/lib/signal/fft';
import { SegmentIstft } from '../../../src/lib/signal/istft';
import { BINS, createSegmentFft, spectralFrames, spectrumLength } from '../../../src/lib/signal/spectrum';
import { SegmentStft } from '../../../src/lib/signal/stft';
import { ispec, spec } from '../../reference/spectrogram';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/noise';

const SEGMENT = 343980;

describe('spectrogram of a segment', () => {
	let fft: RealFft;
	beforeAll(async () => void (fft = await createSegmentFft()));

	const transform = (audio: Float32Array): Float32Array<ArrayBuffer> => {
		const spectrum = new Float32Array(spectrumLength(audio.length / 2));
		new SegmentStft(fft, audio.length / 2).transform(audio, spectrum);
		return spectrum;
	};
	const invert = (spectrum: Float32Array, frames: number): Float32Array<ArrayBuffer> => {
		const audio = new Float32Array(2 * frames);
		new SegmentIstft(fft, frames).addTo(audio, spectrum);
		return audio;
	};
	/** Without the Nyquist bin nothing at half the sample rate comes back: test signals hold none. */
	const smooth = (audio: Float32Array) => audio.map((sample, i) => (sample + (audio[i - 1] ?? 0)) / 2);
	const lengths = fc.oneof(
		fc.integer({ min: 3000, max: 40000 }),
		fc.constantFrom(4096, 8192, 16384, 17 * 1024 + 1)
	);

	it('has 336 frames of 2048 bins', () => {
		expect(spectralFrames(SEGMENT)).toBe(336);
		expect(spectrumLength(SEGMENT)).toBe(4 * 2048 * 336);
	});

	it('is undone by its inverse, away from the edges', () => {
		fc.assert(
			fc.property(lengths, fc.integer(), (frames, seed) => {
				const audio = smooth(noise(2 * frames, seed));
				const back = invert(transform(audio), frames);
				for (let i = 3072; i < frames - 3072; i++) {
					expect(Math.abs(back[i]! - audio[i]!)).toBeLessThan(2e-3);
					expect(Math.abs(back[frames + i]! - audio[frames + i]!)).toBeLessThan(2e-3);
				}
			}),
			{ numRuns: 15 }
		);
	});

	it('is linear', () => {
		fc.assert(
			fc.property(
				lengths,
				fc.integer(),
				fc.double({ min: -4, max: 4, noNaN: true }),
				(frames, seed, factor) => {
					const a = noise(2 * frames, seed);
					const b = noise(2 * frames, seed + 1);
					const ofSum = transform(a.map((sample, i) => sample + factor * b[i]!));
					const [ofA, ofB] = [transform(a), transform(b)];
					expect(parity([ofA.map((value, i) => value + factor * ofB[i]!)], [ofSum])).toBeGreaterThan(110);
				}
			),
			{ numRuns: 10 }
		);
	});

	it('spreads an impulse over all bins alike', () => {
		const frames = 16 * 1024;
		const audio = new Float32Array(2 * frames);
		// In the middle of frame 8's window, which is 1 there.
		audio[8 * 1024 - 1536 + 2048] = 1;
		const spectrum = transform(audio);
		const columns = spectralFrames(frames);
		for (let bin = 1; bin < BINS; bin++) {
			const re = spectrum[bin * columns + 8]!;
			const im = spectrum[(BINS + bin) * columns + 8]!;
			expect(Math.hypot(re, im)).toBeCloseTo(1 / 64, 6);
		}
		expect(spectrum.subarray(2 * BINS * columns).every((value) => value === 0)).toBe(true);
	});

	it('keeps a constant in the two lowest bins', () => {
		const spectrum = transform(new Float32Array(2 * 20000).fill(0.5));
		const columns = spectralFrames(20000);
		for (let frame = 0; frame < columns; frame++) {
			expect(spectrum[frame]).toBeCloseTo((0.5 * 2048) / 64, 4);
			expect(spectrum[columns + frame]).toBeCloseTo((-0.5 * 1024) / 64, 4);
			for (let bin = 2; bin < BINS; bin++)
				expect(Math.abs(spectrum[bin * columns + frame]!)).toBeLessThan(1e-5);
		}
	});

	it('has no imaginary part in the lowest bin, and ignores one', () => {
		const frames = 10000;
		const columns = spectralFrames(frames);
		const spectrum = transform(noise(2 * frames));
		const imaginary = spectrum.subarray(BINS * columns, BINS * columns + columns);
		expect(imaginary.every((value) => value === 0)).toBe(true);
		const sound = invert(spectrum, frames);
		imaginary.fill(7);
		expect(invert(spectrum, frames)).toEqual(sound);
	});

	it('adds to what is there', () => {
		const frames = 9000;
		const spectrum = transform(noise(2 * frames));
		const alone = invert(spectrum, frames);
		const audio = new Float32Array(2 * frames).fill(1);
		new SegmentIstft(fft, frames).addTo(audio, spectrum);
		expect(parity([alone.map((sample) => sample + 1)], [audio])).toBeGreaterThan(130);
	});

	it('gives the same in a used instance as in a new one', () => {
		const frames = 12345;
		const stft = new SegmentStft(fft, frames);
		const istft = new SegmentIstft(fft, frames);
		const run = (seed: number) => {
			const spectrum = new Float32Array(spectrumLength(frames));
			const audio = new Float32Array(2 * frames);
			stft.transform(noise(2 * frames, seed), spectrum);
			istft.addTo(audio, spectrum);
			return { spectrum, audio };
		};
		const first = run(1);
		run(2);
		expect(run(1)).toEqual(first);
	});

	for (const frames of [SEGMENT, 5000, 16384])
		it(`agrees with the official program's steps, there and back (${frames} frames)`, () => {
			const audio = noise(2 * frames, 3);
			const spectrum = transform(audio);
			const back = invert(spectrum, frames);
			const columns = spectralFrames(frames);
			for (const channel of [0, 1]) {
				const expected = spec(Float64Array.from(audio.subarray(channel * frames, (channel + 1) * frames)));
				const plane = (part: number) => spectrum.subarray((2 * channel + part) * BINS * columns);
				const flat = (parts: readonly Float64Array[]) =>
					Float64Array.from(
						{ length: BINS * columns },
						(_, i) => parts[i % columns]![Math.floor(i / columns)]!
					);
				const planes = [plane(0).subarray(0, BINS * columns), plane(1).subarray(0, BINS * columns)];
				expect(parity([flat(expected.re), flat(expected.im)], planes)).toBeGreaterThan(120);
				const sound = back.subarray(channel * frames, (channel + 1) * frames);
				expect(parity([ispec(expected, frames)], [sound])).toBeGreaterThan(120);
			}
		});
});
