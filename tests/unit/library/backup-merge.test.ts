import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { earlier, isSame, later, mergedLoop } from '../../../src/lib/library/backup/merge';
import type { Achievement } from '../../../src/lib/music/achievement';
import type { Marker, MarkerId } from '../../../src/lib/music/marker';
import type { LoopId, SavedLoop } from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { speed } from '../../../src/lib/music/tuning';
import { frames } from '../../../src/lib/units/units';

const song = 'a'.repeat(64) as SongId;
const few = fc.nat(2);

const marker: fc.Arbitrary<Marker> = fc
	.record({ name: fc.constantFrom('A', 'B'), at: few.map(frames), changedAt: few })
	.map((row) => ({ song, id: 'm' as MarkerId, ...row }));

const loop: fc.Arbitrary<SavedLoop> = fc
	.record({
		name: fc.constantFrom('A', 'B'),
		end: fc.integer({ min: 1, max: 2 }).map(frames),
		passes: few,
		speeds: fc.option(
			fc.record({ first: few, best: few }).map(({ first, best }) => ({
				first: speed(50 + Math.min(first, best)),
				best: speed(50 + Math.max(first, best))
			}))
		),
		changedAt: few
	})
	.map((row) => ({ song, id: 'l' as LoopId, start: frames(0), colour: 0, trainer: null, ...row }));

const achievement: fc.Arbitrary<Achievement> = few.map((awardedAt) => ({ name: 'streak-7', awardedAt }));

function keepsTheLaws<Row>(rows: fc.Arbitrary<Row>, merged: (one: Row, other: Row) => Row): void {
	fc.assert(
		fc.property(rows, rows, rows, (a, b, c) => {
			expect(merged(a, a)).toEqual(a);
			expect(merged(a, b)).toEqual(merged(b, a));
			expect(merged(merged(a, b), c)).toEqual(merged(a, merged(b, c)));
			expect(merged(merged(a, b), b)).toEqual(merged(a, b));
		}),
		{ numRuns: 2000 }
	);
}

describe('merging two versions of a row', () => {
	it('comes to the same in every order, however often', () => {
		keepsTheLaws(marker, later);
		keepsTheLaws(loop, mergedLoop);
		keepsTheLaws(achievement, earlier);
	});

	it('takes the later row, with the better of what was reached in a loop', () => {
		const row: SavedLoop = {
			...{ song, id: 'l' as LoopId, name: 'Old', start: frames(0), end: frames(9), colour: 1, trainer: null },
			...{ passes: 7, speeds: { first: speed(60), best: speed(90) }, changedAt: 1 }
		};
		const newer = {
			...row,
			name: 'New',
			passes: 2,
			speeds: { first: speed(50), best: speed(70) },
			changedAt: 2
		};
		expect(mergedLoop(row, newer)).toEqual({
			...newer,
			passes: 7,
			speeds: { first: 50, best: 90 }
		});
		expect(mergedLoop({ ...row, speeds: null }, newer).speeds).toEqual(newer.speeds);
	});

	it('knows rows by what they hold, not by the order they hold it in', () => {
		expect(isSame({ a: 1, b: { c: [1, 2], d: null } }, { b: { d: null, c: [1, 2] }, a: 1 })).toBe(true);
		expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
	});
});
