import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayRecord } from '../../../src/lib/music/practice-record';
import type { PracticeDay } from '../../../src/lib/music/session';
import { daysFrom } from '../../../src/lib/practice/day';
import { dayAfter, firstOf, halvesOf, lastOf, monthsOf, yearsWork } from '../../../src/lib/ui/year-calendar';
import { milliseconds } from '../../../src/lib/units/units';

const day = (date: string) => date as PracticeDay;
const record = (date: string, minutes: number): DayRecord => ({
	day: day(date),
	sounded: milliseconds(minutes * 60_000),
	firstAt: 0,
	lastAt: 0
});

describe('a year', () => {
	it('has each of its days once, under its own weekday, week after week', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1971, max: 2400 }), (year) => {
				const halves = halvesOf(year, []);
				const all = halves.flatMap(({ rows }) => rows.flat()).sort((a, b) => (a.day < b.day ? -1 : 1));
				expect(all).toHaveLength(daysFrom(firstOf(year), lastOf(year)) + 1);
				for (const { day, weekday } of all) expect((new Date(day).getUTCDay() + 6) % 7).toBe(weekday);
				for (const { rows, weeks } of halves) {
					const columns = rows.flat().sort((a, b) => (a.day < b.day ? -1 : 1));
					expect(columns[0]!.week).toBe(0);
					expect(columns.at(-1)!.week).toBe(weeks - 1);
					for (const [i, { week, weekday }] of columns.slice(1).entries())
						expect(week - columns[i]!.week).toBe(weekday === 0 ? 1 : 0);
				}
			}),
			{ numRuns: 12 }
		);
	});

	it('names its months over the columns in which they begin', () => {
		// 1 January 2026 is a Thursday, 1 July a Wednesday.
		const [first, second] = halvesOf(2026, []);
		expect(first.months).toEqual([
			{ name: 'Jan', week: 0 },
			{ name: 'Feb', week: 4 },
			{ name: 'Mar', week: 8 },
			{ name: 'Apr', week: 13 },
			{ name: 'May', week: 17 },
			{ name: 'Jun', week: 22 }
		]);
		expect(second.months[0]).toEqual({ name: 'Jul', week: 0 });
		expect([first.last, second.first, second.last]).toEqual(['2026-06-30', '2026-07-01', '2026-12-31']);
	});

	it('is fuller where more was practised', () => {
		const minutes = [0, 0.9, 1, 14.9, 15, 29, 30, 59, 60, 300];
		const days = minutes.map((count, i) => record(`2024-02-${20 + i}`, count));
		const drawn = halvesOf(2024, days)[0]
			.rows.flat()
			.filter(({ day }) => day.startsWith('2024-02-2'))
			.sort((a, b) => (a.day < b.day ? -1 : 1));
		expect(drawn.map(({ fullness }) => fullness)).toEqual([0, 0, 1, 1, 2, 2, 3, 3, 4, 4]);
	});
});

describe('a key', () => {
	const [first, last] = [day('2026-01-01'), day('2026-11-23')];
	it.each([
		['ArrowUp', '2026-05-03', '2026-05-02'],
		['ArrowDown', '2026-05-03', '2026-05-04'],
		['ArrowLeft', '2026-05-03', '2026-04-26'],
		['ArrowRight', '2026-06-28', '2026-07-05'],
		['PageUp', '2026-03-31', '2026-02-28'],
		['PageDown', '2026-01-31', '2026-02-28'],
		['Home', '2026-05-03', '2026-01-01'],
		['End', '2026-05-03', '2026-11-23'],
		['ArrowLeft', '2026-01-03', '2026-01-01'],
		['ArrowDown', '2026-11-23', '2026-11-23'],
		['PageDown', '2026-11-01', '2026-11-23'],
		['Enter', '2026-05-03', null]
	])('%s leads from %s to %s', (key, from, to) => {
		expect(dayAfter(key, day(from), first, last)).toBe(to);
	});
});

describe('what a year comes to', () => {
	const days = [
		record('2025-12-31', 10),
		record('2026-01-01', 20),
		record('2026-03-31', 0.5),
		record('2026-04-01', 5)
	];

	it('month by month, until now', () => {
		expect(monthsOf(2026, days, day('2026-04-02'))).toEqual([
			{ name: 'January', days: 1, sounded: 1_200_000 },
			{ name: 'February', days: 0, sounded: 0 },
			{ name: 'March', days: 0, sounded: 30_000 },
			{ name: 'April', days: 1, sounded: 300_000 }
		]);
		expect(monthsOf(2025, days, day('2026-04-02'))).toHaveLength(12);
	});

	it('altogether', () => {
		expect(yearsWork(2026, days)).toEqual({ name: '2026', days: 2, sounded: 1_530_000 });
		expect(yearsWork(2025, days)).toEqual({ name: '2025', days: 1, sounded: 600_000 });
	});
});
