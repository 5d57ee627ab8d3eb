import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount } from '../../../src/lib/music/block';
import {
	neededSegments,
	segmentAt,
	segmentPlan,
	strideFor,
	tailFrames
} from '../../../src/lib/separation/plan';
import { frames } from '../../../src/lib/units/units';
import golden from '../../fixtures/segments.json' with { type: 'json' };

const SEGMENT = frames(343980);

describe('segment plan', () => {
	it('has the strides of the official program', () => {
		expect(strideFor(0.25, SEGMENT)).toBe(257985);
		expect(strideFor(0.1, SEGMENT)).toBe(309582);
		expect(strideFor(0.5, SEGMENT)).toBe(171990);
	});

	for (const { frames: total, segments, listed, plan } of golden.cases)
		it(`is the official program's for ${total} frames`, () => {
			const ours = segmentPlan(frames(total), frames(golden.segment), frames(golden.stride));
			expect(ours.length).toBe(segments);
			expect(listed === 'all' ? ours : [...ours.slice(0, 3), ...ours.slice(-3)]).toEqual(plan);
		});

	it('gives the model exactly one segment each time, and covers the song', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 5_000_000 }),
				fc.constantFrom(0, 0.1, 0.25, 0.5),
				(total, overlap) => {
					const stride = strideFor(overlap, SEGMENT);
					const plan = segmentPlan(frames(total), SEGMENT, stride);
					expect(plan.length).toBe(blockCount({ frames: frames(total), stride }));
					plan.forEach(({ offset, length, padLeft, padRight, firstFrame, lastFrame }, index) => {
						expect(padLeft + (lastFrame - firstFrame + 1) + padRight).toBe(SEGMENT);
						expect(offset).toBe(index * stride);
						expect(firstFrame).toBeLessThanOrEqual(offset);
						expect(lastFrame).toBeGreaterThanOrEqual(offset + length - 1);
						expect(offset + length).toBe(Math.min(total, offset + SEGMENT));
					});
					expect(plan.at(-1)!.offset + plan.at(-1)!.length).toBe(total);
				}
			)
		);
	});

	it('has no segments outside the song', () => {
		const layout = { frames: frames(1000), stride: frames(257985) };
		for (const index of [-1, 1]) expect(() => segmentAt(layout, SEGMENT, index)).toThrow(RangeError);
	});

	it('knows what of a segment lies in the next block', () => {
		const layout = (total: number) => ({ frames: frames(total), stride: frames(257985) });
		expect(tailFrames(layout(1_000_000), SEGMENT, 0)).toBe(85995);
		expect(tailFrames(layout(257986), SEGMENT, 0)).toBe(1);
		expect(tailFrames(layout(257985), SEGMENT, 0)).toBe(0);
		expect(tailFrames(layout(257986), SEGMENT, 1)).toBe(0);
	});
});

describe('what is still to be separated', () => {
	const needed = (finished: number[], heads: number[] = [], tails: number[] = []) =>
		neededSegments(Uint8Array.from(finished), { heads: new Set(heads), tails: new Set(tails) });

	it('is everything at first and nothing in the end', () => {
		expect(needed([0, 0, 0])).toEqual([0, 1, 2]);
		expect(needed([1, 1, 1])).toEqual([]);
	});

	it('is what follows the waiting tail, or the last stored segment anew where none waits', () => {
		expect(needed([1, 1, 0, 0], [], [1])).toEqual([2, 3]);
		expect(needed([1, 1, 0, 0])).toEqual([1, 2, 3]);
	});

	it('leaves out a segment both of whose ends wait or have become blocks', () => {
		expect(needed([0, 0, 0, 0], [2], [2])).toEqual([0, 1, 3]);
		expect(needed([0, 0, 1, 0], [1], [2])).toEqual([0, 3]);
		expect(needed([0, 0, 0], [2])).toEqual([0, 1]);
	});

	it('asks again for a segment of which one end got lost', () => {
		expect(needed([0, 0, 0, 0], [2])).toEqual([0, 1, 2, 3]);
		expect(needed([0, 0, 0, 0], [], [2])).toEqual([0, 1, 2, 3]);
	});

	it('needs both neighbours of a hole', () => {
		expect(needed([1, 0, 1, 1])).toEqual([0, 1]);
		expect(needed([0, 1, 1, 0], [], [2])).toEqual([0, 3]);
	});
});
