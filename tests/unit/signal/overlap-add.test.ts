import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossFade, weigh } from '../../../src/lib/signal/overlap-add';
import { triangle } from '../../../src/lib/signal/triangle';

describe('triangle', () => {
	it('rises from 1 and falls to 1, over its maximum', () => {
		expect([...triangle(6)]).toEqual([1, 2, 3, 3, 2, 1].map((weight) => Math.fround(weight / 3)));
		expect([...triangle(5)]).toEqual([1, 2, 3, 2, 1].map((weight) => Math.fround(weight / 3)));
		const weights = triangle(343980);
		expect(weights[0]).toBe(Math.fround(1 / 171990));
		expect(weights[171989]).toBe(1);
		expect(weights[171990]).toBe(1);
		expect(weights[343979]).toBe(weights[0]);
	});
});

describe('overlap-add', () => {
	it('leaves one and the same signal as it was: the weights sum to 1', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 8, max: 400 }),
				fc.double({ min: 0.5, max: 1, noNaN: true }),
				(size, part) => {
					const weights = triangle(size);
					const stride = Math.ceil(size * part);
					const signal = Float32Array.from({ length: stride + size }, (_, i) => i + 1);
					const head = new Float32Array(stride);
					const tail = new Float32Array(size - stride);
					weigh(head, signal.subarray(stride), weights);
					weigh(tail, signal.subarray(stride), weights.subarray(stride));
					crossFade(head, weights, tail, weights.subarray(stride));
					head.forEach((value, i) => expect(value / signal[stride + i]!).toBeCloseTo(1, 5));
				}
			)
		);
	});

	it('fades from the one to the other by the weights', () => {
		const head = Float32Array.of(1 * 0, 2 * 0, 3 * 0);
		crossFade(head, Float32Array.of(1, 2, 3), Float32Array.of(3 * 8, 2 * 8), Float32Array.of(3, 2));
		expect([...head]).toEqual([6, 4, 0]);
	});
});
