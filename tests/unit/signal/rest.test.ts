import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stemPeaks } from '../../../src/lib/signal/peaks';
import { dequantise, quantise } from '../../../src/lib/signal/quantise';
import { reflectInto } from '../../../src/lib/signal/reflect';
import { hann } from '../../../src/lib/signal/window';
import { noise } from '../../tools/noise';

describe('quantise', () => {
	it('comes back within half a step, whatever the level', () => {
		fc.assert(
			fc.property(
				fc.float32Array({ minLength: 2, maxLength: 200, noNaN: true, noDefaultInfinity: true }),
				(audio) => {
					const block = quantise(audio);
					const back = dequantise(block);
					audio.forEach((sample, i) =>
						expect(Math.abs(back[i]! - sample)).toBeLessThanOrEqual(block.scale * 0.5 * (1 + 1e-3) + 1e-45)
					);
					if (block.scale > 0) expect(Math.max(...block.pcm.map(Math.abs))).toBe(32767);
				}
			)
		);
	});

	it('keeps silence and uses the whole range above full scale', () => {
		expect(quantise(new Float32Array(4))).toEqual({ pcm: new Int16Array(4), scale: 0 });
		const loud = quantise(Float32Array.of(2, -4));
		expect([...loud.pcm]).toEqual([16384, -32767]);
		expect(loud.scale).toBeCloseTo(4 / 32767, 12);
	});
});

describe('peaks', () => {
	it('are the minimum and maximum over both channels of each 256 frames', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1500 }), fc.integer(), (frames, seed) => {
				const audio = noise(2 * frames, seed, 1.5);
				const peaks = stemPeaks(audio);
				expect(peaks.length).toBe(2 * Math.ceil(frames / 256));
				for (let bucket = 0; 2 * bucket < peaks.length; bucket++) {
					const [from, to] = [bucket * 256, Math.min(frames, (bucket + 1) * 256)];
					const both = [...audio.slice(from, to), ...audio.slice(frames + from, frames + to)];
					const shown = (value: number) => Math.round(Math.min(1, Math.max(-1, value)) * 32767);
					expect(peaks[2 * bucket]).toBe(shown(Math.min(...both)));
					expect(peaks[2 * bucket + 1]).toBe(shown(Math.max(...both)));
				}
			}),
			{ numRuns: 40 }
		);
	});
});

describe('reflect', () => {
	it('mirrors without repeating the ends', () => {
		const target = new Float32Array(8);
		reflectInto(target, Float32Array.of(1, 2, 3, 4), 2);
		expect([...target]).toEqual([3, 2, 1, 2, 3, 4, 3, 2]);
	});

	it('refuses to mirror further than the signal goes', () => {
		expect(() => reflectInto(new Float32Array(9), Float32Array.of(1, 2, 3), 3)).toThrow(RangeError);
		expect(() => reflectInto(new Float32Array(8), Float32Array.of(1, 2, 3), 2)).toThrow(RangeError);
	});
});

describe('hann', () => {
	it('is periodic, and its squares a quarter apart sum up to 1.5', () => {
		const window = hann(16);
		expect(window[0]).toBe(0);
		expect(window[8]).toBe(1);
		for (let n = 0; n < 4; n++) {
			const sum = [0, 4, 8, 12].reduce((total, shift) => total + window[n + shift]! ** 2, 0);
			expect(sum).toBeCloseTo(1.5, 6);
		}
		expect([...hann(16, 2)]).toEqual([...window].map((value) => Math.fround(2 * value)));
	});
});
