import type { DayRecord } from '../music/practice-record';
import type { PracticeDay } from '../music/session';
import { milliseconds, type Milliseconds } from '../units/units';
import { daysFrom, plusDays } from './day';

export interface DayPractice {
	readonly day: PracticeDay;
	readonly sounded: Milliseconds;
}

export interface WeekPractice {
	/** Its first day: weeks are those of ISO 8601. */
	readonly monday: PracticeDay;
	readonly sounded: Milliseconds;
}

/** Every day from one to the other, both included, with 0 where nothing sounded. */
export function perDay(
	days: readonly DayRecord[],
	from: PracticeDay,
	to: PracticeDay
): readonly DayPractice[] {
	const sounded = new Map(days.map((record) => [record.day, record.sounded]));
	return Array.from({ length: daysFrom(from, to) + 1 }, (_, i) => {
		const day = plusDays(from, i);
		return { day, sounded: sounded.get(day) ?? milliseconds(0) };
	});
}

/** The last so many weeks, oldest first; the last one is that of `today`. */
export function perWeek(
	days: readonly DayRecord[],
	today: PracticeDay,
	weeks: number
): readonly WeekPractice[] {
	const { dayOfWeek } = Temporal.PlainDate.from(today);
	const thisMonday = plusDays(today, 1 - dayOfWeek);
	return Array.from({ length: weeks }, (_, i) => {
		const monday = plusDays(thisMonday, 7 * (i + 1 - weeks));
		const sunday = plusDays(monday, 6);
		const within = days.filter(({ day }) => monday <= day && day <= sunday);
		return { monday, sounded: milliseconds(within.reduce((sum, { sounded }) => sum + sounded, 0)) };
	});
}
