import type { DayRecord } from '../music/practice-record';
import type { PracticeDay } from '../music/session';
import { counts, plusDays } from '../practice/day';
import { perDay, type DayPractice } from '../practice/statistics';
import { milliseconds, type Milliseconds } from '../units/units';
import { month, shortMonth } from './day-words';

/** A year as a calendar draws it: two halves, in each a column for every week and a row for every weekday. */

/** Minutes from which a day is drawn fuller. Below the first, but long enough to count, it is drawn least. */
export const FULLER_FROM = [15, 30, 60] as const;

export interface CalendarDay extends DayPractice {
	/** Its column, from 0. */
	readonly week: number;
	/** Its row: 0 is Monday. */
	readonly weekday: number;
	/** How full it is drawn: 0, not at all, … 4. */
	readonly fullness: number;
}

export interface HalfYear {
	readonly first: PracticeDay;
	readonly last: PracticeDay;
	/** Columns. */
	readonly weeks: number;
	/** Seven, from Monday; ascending in each. */
	readonly rows: readonly (readonly CalendarDay[])[];
	/** `Jan`, and the column in which its first day is. */
	readonly months: readonly { readonly name: string; readonly week: number }[];
}

export const firstOf = (year: number, monthNumber = 1): PracticeDay =>
	`${String(year).padStart(4, '0')}-${String(monthNumber).padStart(2, '0')}-01` as PracticeDay;

export const lastOf = (year: number): PracticeDay => plusDays(firstOf(year + 1), -1);

export const halvesOf = (year: number, days: readonly DayRecord[]): readonly [HalfYear, HalfYear] => [
	half(days, firstOf(year), plusDays(firstOf(year, 7), -1)),
	half(days, firstOf(year, 7), lastOf(year))
];

function half(days: readonly DayRecord[], first: PracticeDay, last: PracticeDay): HalfYear {
	const before = Temporal.PlainDate.from(first).dayOfWeek - 1;
	const all = perDay(days, first, last).map((practice, i) => ({
		...practice,
		week: Math.floor((before + i) / 7),
		weekday: (before + i) % 7,
		fullness: fullness(practice)
	}));
	return {
		first,
		last,
		weeks: all.at(-1)!.week + 1,
		rows: Array.from({ length: 7 }, (_, row) => all.filter(({ weekday }) => weekday === row)),
		months: all
			.filter(({ day }) => day.endsWith('-01'))
			.map(({ day, week }) => ({ name: shortMonth(day), week }))
	};
}

function fullness(practice: DayPractice): number {
	if (!counts(practice)) return 0;
	return 1 + FULLER_FROM.filter((minutes) => practice.sounded >= minutes * 60_000).length;
}

/** Where a key leads from a day of the calendar: across it, a month, or to an end. Null: nowhere. */
export function dayAfter(key: string, day: PracticeDay, first: PracticeDay, last: PracticeDay) {
	const to = target(key, day, first, last);
	if (to === null) return null;
	return to < first ? first : to > last ? last : to;
}

function target(key: string, day: PracticeDay, first: PracticeDay, last: PracticeDay): PracticeDay | null {
	const months = (count: number) =>
		Temporal.PlainDate.from(day).add({ months: count }).toString() as PracticeDay;
	switch (key) {
		case 'ArrowUp':
			return plusDays(day, -1);
		case 'ArrowDown':
			return plusDays(day, 1);
		case 'ArrowLeft':
			return plusDays(day, -7);
		case 'ArrowRight':
			return plusDays(day, 7);
		case 'PageUp':
			return months(-1);
		case 'PageDown':
			return months(1);
		case 'Home':
			return first;
		case 'End':
			return last;
		default:
			return null;
	}
}

/** What a stretch of days comes to. */
export interface Stretch {
	readonly name: string;
	/** Those that count. */
	readonly days: number;
	readonly sounded: Milliseconds;
}

/** The months of a year, until that of `until`. */
export function monthsOf(year: number, days: readonly DayRecord[], until: PracticeDay): readonly Stretch[] {
	const firsts = Array.from({ length: 12 }, (_, i) => firstOf(year, i + 1)).filter((first) => first <= until);
	return firsts.map((first) =>
		sumUp(
			month(first),
			days.filter(({ day }) => day.startsWith(first.slice(0, 7)))
		)
	);
}

export const yearsWork = (year: number, days: readonly DayRecord[]): Stretch =>
	sumUp(
		String(year),
		days.filter(({ day }) => firstOf(year) <= day && day <= lastOf(year))
	);

const sumUp = (name: string, days: readonly DayRecord[]): Stretch => ({
	name,
	days: days.filter(counts).length,
	sounded: milliseconds(days.reduce((sum, { sounded }) => sum + sounded, 0))
});
