import { describe, expect, it } from 'vitest';
import type { SongId } from '../../../src/lib/music/song';
import { reached, standingOf, type Standing } from '../../../src/lib/practice/achievements';
import { plusDays } from '../../../src/lib/practice/day';
import { sumOf } from '../../../src/lib/practice/sums';
import { milliseconds } from '../../../src/lib/units/units';
import { day, HOUR, MINUTE, sessionOf } from '../../tools/sessions';

const nothing: Standing = { streak: 0, songs: 0, sounded: milliseconds(0), passes: 0 };
const hours = (count: number) => milliseconds(count * HOUR);

describe('marks', () => {
	it('are reached at their number, not before', () => {
		expect(reached(nothing)).toEqual([]);
		expect(reached({ streak: 6, songs: 9, sounded: milliseconds(10 * HOUR - 1), passes: 99 })).toEqual([]);
		expect(reached({ streak: 7, songs: 10, sounded: hours(10), passes: 100 })).toEqual([
			'streak-7',
			'songs-10',
			'hours-10',
			'passes-100'
		]);
	});

	it('are all those up to where one stands, also where the exact number was skipped', () => {
		expect(reached({ ...nothing, streak: 40 })).toEqual(['streak-7', 'streak-30']);
		expect(reached({ ...nothing, songs: 51 })).toEqual(['songs-10', 'songs-50']);
		expect(reached({ ...nothing, sounded: hours(99.9) })).toEqual(['hours-10', 'hours-50']);
		expect(reached({ ...nothing, passes: 100_000 })).toEqual(['passes-100', 'passes-500', 'passes-1000']);
		expect(reached({ streak: 100, songs: 100, sounded: hours(100), passes: 1000 })).toHaveLength(12);
	});
});

describe('where a player stands', () => {
	it('is the longest streak, the songs of a minute or more, and all that sounded', () => {
		const began = day('2026-01-01');
		// Ten days in a row, of which the sixth is too short; a song of its own on each.
		const sessions = Array.from({ length: 10 }, (_, n) =>
			sessionOf({
				day: plusDays(began, n),
				song: String(n).repeat(64) as SongId,
				startedAt: Date.parse('2026-01-01T12:00Z') + n * 24 * HOUR,
				sounded: milliseconds(n === 5 ? MINUTE - 1 : MINUTE),
				passes: 3
			})
		);
		expect(standingOf(sumOf(sessions))).toEqual({
			streak: 5,
			songs: 9,
			sounded: 10 * MINUTE - 1,
			passes: 30
		});
	});
});
