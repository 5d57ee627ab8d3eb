import { describe, expect, it } from 'vitest';
import { levelOf } from '../../../src/lib/signal/level';
import { noise } from '../../tools/noise';

describe('the level of a signal', () => {
	it('is its mean and its n-1 deviation', () => {
		const { mean, std } = levelOf(Float32Array.of(1, 2, 3, 4, 10));
		expect(mean).toBe(4);
		expect(std).toBeCloseTo(Math.sqrt(50 / 4), 12);
	});

	it('does not hang on where the signal lies', () => {
		const audio = noise(10_007, 1, 0.5);
		const { mean, std } = levelOf(audio);
		const moved = levelOf(audio.map((sample) => sample + 8));
		expect(moved.mean).toBeCloseTo(mean + 8, 6);
		expect(moved.std / std).toBeCloseTo(1, 5);
	});

	it('stays exact over as many values as a segment has, far from zero', () => {
		const values = Float32Array.from({ length: 2_752_512 }, (_, i) => 1000 + (i % 2));
		const { mean, std } = levelOf(values);
		expect(mean).toBe(1000.5);
		expect(std).toBeCloseTo(0.5 * Math.sqrt(2_752_512 / 2_752_511), 12);
	});

	it('is finite for silence, one value and none', () => {
		for (const length of [0, 1, 1000]) expect(levelOf(new Float32Array(length))).toEqual({ mean: 0, std: 0 });
		expect(levelOf(Float32Array.of(0.5))).toEqual({ mean: 0.5, std: 0 });
	});
});
