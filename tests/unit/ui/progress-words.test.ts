import { describe, expect, it, vi } from 'vitest';
import type { PracticeDay } from '../../../src/lib/music/session';
import { date, since } from '../../../src/lib/ui/day-words';
import { dayTime, minutesOf } from '../../../src/lib/ui/day-time';
import { practiceTime } from '../../../src/lib/ui/format';
import { medalName, medalsOf } from '../../../src/lib/ui/medals';
import { streakWords } from '../../../src/lib/ui/streak-words';
import { milliseconds } from '../../../src/lib/units/units';

const TODAY = '2026-11-23' as PracticeDay;

it.each([
	[0, '0 min'],
	[59, 'under 1 min'],
	[60, '1 min'],
	[3599, '59 min'],
	[3600, '1 h'],
	[4800, '1 h 20 min'],
	[220_000, '61 h 6 min'],
	[359_999, '99 h 59 min'],
	[363_000, '100 h']
])('%d s of practice are %s', (seconds, words) => {
	expect(practiceTime(milliseconds(seconds * 1000))).toBe(words);
});

describe('a day is written', () => {
	it.each(['UTC', 'America/Los_Angeles', 'Asia/Tokyo', 'Pacific/Kiritimati'])('alike in %s', async (zone) => {
		vi.stubEnv('TZ', zone);
		vi.resetModules();
		const there = await import('../../../src/lib/ui/day-words');
		const day = '2026-05-03' as PracticeDay;
		expect(there.weekdayDate(day)).toBe('Sun 3 May');
		expect(there.shortDate(day)).toBe('3 May');
		vi.unstubAllEnvs();
	});

	it('with its year where that is another', () => {
		expect(date('2025-12-31' as PracticeDay, TODAY)).toBe('31 December 2025');
	});

	it.each([
		['2026-11-23', 'today'],
		['2026-11-22', 'yesterday'],
		['2026-11-10', '13 days ago'],
		['2026-11-09', '9 November'],
		['2025-11-23', '23 November 2025']
	])('%s, as seen from 23 November 2026: %s', (day, words) => {
		expect(since(day as PracticeDay, TODAY)).toBe(words);
	});
});

describe('a streak', () => {
	it.each([
		[
			{ current: 6, longest: 12, today: false },
			'6 days in a row',
			'Play today to make it 7.',
			'Your longest: 12 days.'
		],
		[
			{ current: 6, longest: 6, today: true },
			'6 days in a row',
			'Today counts already.',
			'Your longest so far.'
		],
		[{ current: 1, longest: 1, today: true }, '1 day so far', 'Today counts already.', ''],
		[
			{ current: 0, longest: 12, today: false },
			'Today can be day 1',
			'Play for a minute and a streak begins.',
			'Your longest: 12 days.'
		],
		[
			{ current: 0, longest: 0, today: false },
			'Today can be day 1',
			'Play for a minute and a streak begins.',
			''
		]
	])('of %j', (streak, stands, today, longest) => {
		expect(streakWords(streak)).toEqual({ stands, today, longest });
	});
});

describe('medals', () => {
	const standing = { streak: 3, songs: 23, sounded: milliseconds(9.9 * 3_600_000), passes: 1200 };

	it('tell how far they are, and when they were reached', () => {
		const achievements = [{ name: 'songs-10', awardedAt: 5 }] as const;
		expect(medalsOf('songs', standing, achievements)).toEqual([
			{ name: 'songs-10', goal: 10, stands: 10, awardedAt: 5 },
			{ name: 'songs-50', goal: 50, stands: 23, awardedAt: null },
			{ name: 'songs-100', goal: 100, stands: 23, awardedAt: null }
		]);
	});

	it('count whole hours, and no more than their goal', () => {
		expect(medalsOf('hours', standing, []).map(({ stands }) => stands)).toEqual([9, 9, 9]);
		expect(medalsOf('passes', standing, []).map(({ stands }) => stands)).toEqual([100, 500, 1000]);
		expect(medalsOf('streak', standing, []).map(({ stands }) => stands)).toEqual([3, 3, 3]);
	});

	it('have names', () => {
		expect(medalName('streak', 7)).toBe('7 days in a row');
		expect(medalName('songs', 10)).toBe('10 songs');
		expect(medalName('hours', 100)).toBe('100 hours');
		expect(medalName('passes', 500)).toBe('500 loop passes');
	});
});

it.each([
	[0, '00:00'],
	[240, '04:00'],
	[719, '11:59']
])('%d minutes after midnight are %s, and back', (minutes, time) => {
	expect(dayTime(minutes)).toBe(time);
	expect(minutesOf(time)).toBe(minutes);
});

it('an empty time field is no time', () => {
	expect(minutesOf('')).toBeNull();
});
