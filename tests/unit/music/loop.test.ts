import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInside, loopBetween, loopFrames, moved, nudge, SHORTEST_LOOP } from '../../../src/lib/music/loop';
import { frames, SAMPLE_RATE, type Frames } from '../../../src/lib/units/units';

const LENGTH = frames(10_000_000);
const between = (one: number, other: number, length = LENGTH) =>
	loopBetween(frames(one), frames(other), length);

/** Places in and beside a song, and songs from nothing to half an hour; the edges often. */
const length = fc.oneof(
	fc.integer({ min: 1, max: 3 * SHORTEST_LOOP }),
	fc.integer({ min: 1, max: 80_000_000 })
);
const place = fc.oneof(fc.integer({ min: -5000, max: 5000 }), fc.integer({ min: -1e8, max: 1e8 }));

function expectLoop({ start, end }: { start: Frames; end: Frames }, inSongOf: number): void {
	expect(start).toBeGreaterThanOrEqual(0);
	expect(end).toBeLessThanOrEqual(inSongOf);
	expect(end - start).toBeGreaterThanOrEqual(Math.min(SHORTEST_LOOP, inSongOf));
}

describe('a loop', () => {
	it('is at least 50 ms', () => {
		expect(SHORTEST_LOOP / SAMPLE_RATE).toBe(0.05);
	});

	it('lies between two places, whichever comes first', () => {
		expect(between(1000, 50_000)).toEqual({ start: 1000, end: 50_000 });
		expect(between(50_000, 1000)).toEqual({ start: 1000, end: 50_000 });
	});

	it('grows to 50 ms where it is shorter: on from its start, at the end of the song back from there', () => {
		expect(between(1000, 1000)).toEqual({ start: 1000, end: 3205 });
		expect(between(1000, 3205)).toEqual({ start: 1000, end: 3205 });
		expect(between(1000, 3206)).toEqual({ start: 1000, end: 3206 });
		expect(between(LENGTH - 10, LENGTH)).toEqual({ start: LENGTH - 2205, end: LENGTH });
		expect(between(LENGTH - 2000, LENGTH - 1000)).toEqual({ start: LENGTH - 2205, end: LENGTH });
	});

	it('is cut to the song', () => {
		expect(between(-500, LENGTH + 500)).toEqual({ start: 0, end: LENGTH });
		expect(between(-900, -500)).toEqual({ start: 0, end: 2205 });
		expect(between(LENGTH + 500, LENGTH + 900)).toEqual({ start: LENGTH - 2205, end: LENGTH });
		expect(between(500, 900, frames(1000))).toEqual({ start: 0, end: 1000 });
	});

	it('is always one, whatever the places and the song', () => {
		fc.assert(
			fc.property(place, place, length, (one, other, long) => {
				const loop = between(one, other, frames(long));
				expectLoop(loop, long);
				expect(between(other, one, frames(long))).toEqual(loop);
				expect(between(loop.end, loop.start, frames(long))).toEqual(loop);
				if (Math.abs(one - other) < SHORTEST_LOOP || one < 0 || other < 0 || one > long || other > long)
					return;
				expect(loop).toEqual({ start: Math.min(one, other), end: Math.max(one, other) });
			})
		);
	});

	it('holds its first frame and not its end', () => {
		const loop = between(1000, 50_000);
		expect([999, 1000, 49_999, 50_000].map((frame) => isInside(loop, frames(frame)))).toEqual([
			false,
			true,
			true,
			false
		]);
		expect(loopFrames(loop)).toBe(49_000);
	});
});

describe('nudging an end of a loop', () => {
	const loop = between(10_000, 50_000);
	const nudged = (side: 'start' | 'end', by: number) => nudge(loop, side, frames(by), LENGTH);

	it('moves that end alone', () => {
		expect(nudged('start', 441)).toEqual({ start: 10_441, end: 50_000 });
		expect(nudged('start', -441)).toEqual({ start: 9559, end: 50_000 });
		expect(nudged('end', 441)).toEqual({ start: 10_000, end: 50_441 });
		expect(nudged('end', -441)).toEqual({ start: 10_000, end: 49_559 });
	});

	it('stops before the other end and at the ends of the song', () => {
		expect(nudged('start', 39_000)).toEqual({ start: 50_000 - 2205, end: 50_000 });
		expect(nudged('start', 90_000)).toEqual({ start: 50_000 - 2205, end: 50_000 });
		expect(nudged('end', -90_000)).toEqual({ start: 10_000, end: 10_000 + 2205 });
		expect(nudged('start', -90_000)).toEqual({ start: 0, end: 50_000 });
		expect(nudged('end', LENGTH)).toEqual({ start: 10_000, end: LENGTH });
	});

	it('never makes anything but a loop, and never moves the other end', () => {
		fc.assert(
			fc.property(
				place,
				place,
				length,
				fc.constantFrom('start', 'end'),
				place,
				(one, other, long, side, by) => {
					const before = between(one, other, frames(long));
					const after = nudge(before, side, frames(by), frames(long));
					expectLoop(after, long);
					const still = side === 'start' ? 'end' : 'start';
					expect(after[still]).toBe(before[still]);
				}
			)
		);
	});
});

describe('moving a loop', () => {
	it('keeps its length, and stops at the ends of the song', () => {
		const loop = between(10_000, 50_000);
		expect(moved(loop, frames(500), LENGTH)).toEqual({ start: 10_500, end: 50_500 });
		expect(moved(loop, frames(-500), LENGTH)).toEqual({ start: 9500, end: 49_500 });
		expect(moved(loop, frames(-20_000), LENGTH)).toEqual({ start: 0, end: 40_000 });
		expect(moved(loop, LENGTH, LENGTH)).toEqual({ start: LENGTH - 40_000, end: LENGTH });
	});

	it('so it is with all loops', () => {
		fc.assert(
			fc.property(place, place, length, place, (one, other, long, by) => {
				const before = between(one, other, frames(long));
				const after = moved(before, frames(by), frames(long));
				expectLoop(after, long);
				expect(loopFrames(after)).toBe(loopFrames(before));
				const wanted = before.start + by;
				if (wanted >= 0 && wanted + loopFrames(before) <= long) expect(after.start).toBe(wanted);
			})
		);
	});
});
