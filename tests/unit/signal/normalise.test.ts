import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { denormalise, normaliseInto } from '../../../src/lib/signal/normalise';
import { TrackMeter } from '../../../src/lib/signal/track-meter';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/noise';
import { trackLevel } from '../../tools/track-level';

describe('track level', () => {
	it('is the mean and the n-1 deviation of the mono mean', () => {
		expect(trackLevel(Float32Array.of(1, 2, 4), Float32Array.of(3, 2, 0))).toEqual({ mean: 2, std: 0 });
		const { mean, std } = trackLevel(Float32Array.of(0, 2, 4, 6), Float32Array.of(2, 4, 6, 8));
		expect(mean).toBe(4);
		expect(std).toBeCloseTo(Math.sqrt(20 / 3), 12);
	});

	it('stays exact over a long track', () => {
		const long = new Float32Array(3_000_000).fill(0.1);
		const { mean, std } = trackLevel(long, long);
		expect(Math.abs(mean - Math.fround(0.1))).toBeLessThan(1e-10);
		expect(std).toBeLessThan(1e-10);
	});

	it('is finite for silence, one frame and none', () => {
		for (const frames of [0, 1, 1000]) {
			const silence = new Float32Array(frames);
			expect(trackLevel(silence, silence)).toEqual({ mean: 0, std: 0 });
		}
		expect(trackLevel(Float32Array.of(0.5), Float32Array.of(0.25))).toEqual({ mean: 0.375, std: 0 });
	});

	it('is the same in whatever stretches the track comes', () => {
		fc.assert(
			fc.property(
				fc.integer(),
				fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 5 }),
				(seed, cuts) => {
					const [left, right] = [noise(400, seed, 0.5).map((x) => x + 0.3), noise(400, seed + 1, 0.2)];
					const whole = trackLevel(left, right);
					const meter = new TrackMeter();
					const borders = [0, ...cuts.toSorted((a, b) => a - b), 400];
					for (let i = 1; i < borders.length; i++)
						meter.add(left.subarray(borders[i - 1], borders[i]), right.subarray(borders[i - 1], borders[i]));
					expect(meter.level.mean).toBeCloseTo(whole.mean, 14);
					expect(meter.level.std).toBeCloseTo(whole.std, 14);
				}
			)
		);
	});

	it('is undone, at any level', () => {
		fc.assert(
			fc.property(fc.integer(), fc.double({ min: 1e-3, max: 1, noNaN: true }), (seed, amplitude) => {
				const audio = noise(500, seed, amplitude);
				const level = trackLevel(audio, audio);
				const moved = new Float32Array(500);
				normaliseInto(moved, 0, audio, 0, 500, level);
				const { mean, std } = trackLevel(moved, moved);
				expect(Math.abs(mean)).toBeLessThan(1e-6);
				expect(std).toBeCloseTo(1, 3);
				denormalise(moved, level);
				expect(parity([audio], [moved])).toBeGreaterThan(75);
			})
		);
	});

	it('moves exactly the asked range', () => {
		const target = new Float32Array(6).fill(9);
		normaliseInto(target, 2, Float32Array.of(0, 1, 2, 3, 4), 1, 3, { mean: 1, std: 1 - 1e-8 });
		expect([...target]).toEqual([9, 9, 0, 1, 2, 9]);
	});
});
