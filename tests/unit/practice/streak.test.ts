import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DayRecord } from '../../../src/lib/music/practice-record';
import type { SessionId } from '../../../src/lib/music/session';
import { DAY_ENDS_AT, plusDays, practiceDayOf } from '../../../src/lib/practice/day';
import { longestStreak, streakOf } from '../../../src/lib/practice/streak';
import { sumOf } from '../../../src/lib/practice/sums';
import { milliseconds } from '../../../src/lib/units/units';
import { day, HOUR, MINUTE, sessionOf } from '../../tools/sessions';

const TOKYO = 'Asia/Tokyo';
const LOS_ANGELES = 'America/Los_Angeles';

/** The records of who practised at these instants, written with the offset of the zone. */
const practised = (zone: string, instants: readonly string[], minutes = 5) =>
	instants.map((instant, n) => {
		const startedAt = Date.parse(instant);
		return sessionOf({
			id: `${zone} ${n}` as SessionId,
			startedAt,
			day: practiceDayOf(startedAt, zone, DAY_ENDS_AT),
			sounded: milliseconds(minutes * MINUTE)
		});
	});
const daysOf = (...sessions: ReturnType<typeof practised>[]) => sumOf(sessions.flat()).days;

/** Practised at noon (UTC) on each of these dates. */
const dates = (...all: string[]): readonly DayRecord[] =>
	daysOf(
		practised(
			'UTC',
			all.map((date) => `${date}T12:00Z`)
		)
	);
const streak = (days: readonly DayRecord[], today: string) => streakOf(days, day(today));

describe('a streak', () => {
	it('is none before anything was practised', () => {
		expect(streak([], '2026-03-05')).toEqual({ current: 0, longest: 0, today: false });
	});

	it('counts today, and may still miss it', () => {
		const days = dates('2026-03-03', '2026-03-04', '2026-03-05');
		expect(streak(days, '2026-03-05')).toEqual({ current: 3, longest: 3, today: true });
		expect(streak(days, '2026-03-06')).toEqual({ current: 3, longest: 3, today: false });
		expect(streak(days, '2026-03-07')).toEqual({ current: 0, longest: 3, today: false });
	});

	it('is broken by a day that was missed, and the longest one stays', () => {
		const days = dates('2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05');
		expect(streak(days, '2026-03-05')).toEqual({ current: 1, longest: 3, today: true });
		expect(longestStreak(days)).toBe(3);
	});

	it('does not count a day of less than a minute', () => {
		const short = (ms: number) =>
			sumOf([
				...practised('UTC', ['2026-03-03T12:00Z', '2026-03-05T12:00Z']),
				sessionOf({ day: day('2026-03-04'), sounded: milliseconds(ms) })
			]).days;
		expect(streak(short(MINUTE - 1), '2026-03-05')).toEqual({ current: 1, longest: 1, today: true });
		expect(streak(short(MINUTE), '2026-03-05')).toEqual({ current: 3, longest: 3, today: true });
		expect(streak(short(MINUTE - 1), '2026-03-04')).toMatchObject({ current: 1, today: false });
	});

	it('goes over the end of months and years, and over 29 February', () => {
		expect(streak(dates('2025-12-30', '2025-12-31', '2026-01-01'), '2026-01-01').current).toBe(3);
		expect(streak(dates('2028-02-28', '2028-02-29', '2028-03-01'), '2028-03-01').current).toBe(3);
		expect(streak(dates('2028-02-28', '2028-03-01'), '2028-03-01').current).toBe(1);
		expect(streak(dates('2026-02-28', '2026-03-01'), '2026-03-01').current).toBe(2);
	});

	it('does not depend on the order of the days', () => {
		const days = dates('2026-03-01', '2026-03-02', '2026-03-03', '2026-03-05').toReversed();
		expect(streak(Object.freeze(days), '2026-03-05')).toEqual({ current: 1, longest: 3, today: true });
	});

	it('goes over changed clocks, in both seasons and hemispheres', () => {
		const each = (zone: string, ...instants: string[]) => {
			const days = daysOf(practised(zone, instants));
			expect(streakOf(days, days.at(-1)!.day)).toEqual({ current: 3, longest: 3, today: true });
		};
		each(LOS_ANGELES, '2026-03-06T23:30-08:00', '2026-03-08T03:30-07:00', '2026-03-08T23:30-07:00');
		each(LOS_ANGELES, '2026-10-31T00:30-07:00', '2026-11-01T01:30-08:00', '2026-11-01T23:30-08:00');
		each('Australia/Sydney', '2026-10-03T00:30+10:00', '2026-10-04T03:30+11:00', '2026-10-05T03:30+11:00');
		each('Australia/Sydney', '2026-04-04T00:30+11:00', '2026-04-05T02:30+10:00', '2026-04-06T03:30+10:00');
	});

	it('is what counting day by day gives', () => {
		const began = day('2026-02-20');
		const some = fc.uniqueArray(fc.nat(30), { maxLength: 31 });
		fc.assert(
			fc.property(some, fc.nat(32), (offsets, now) => {
				const days = dates(...offsets.map((n) => plusDays(began, n)));
				const has = (n: number) => offsets.includes(n);
				const runEndingAt = (n: number): number => (has(n) ? 1 + runEndingAt(n - 1) : 0);
				const lastOf = (n: number): number => (has(n + 1) ? lastOf(n + 1) : n);
				const within = has(now) ? now : has(now - 1) ? now - 1 : now + 1;
				expect(streakOf(days, plusDays(began, now))).toEqual({
					current: has(within) ? runEndingAt(lastOf(within)) : 0,
					longest: Math.max(0, ...offsets.map(runEndingAt)),
					today: has(now)
				});
			})
		);
	});
});

describe('a streak over the date line', () => {
	const inAmerica = practised(LOS_ANGELES, ['2026-05-09T20:00-07:00', '2026-05-10T18:00-07:00']);
	// Twelve hours in the air: 11 May was over before the landing.
	const inAsia = practised(TOKYO, ['2026-05-12T06:30+09:00', '2026-05-13T20:00+09:00']);

	it('goes on over the date that a flight from America to Asia leaves out, without counting it', () => {
		const days = daysOf(inAmerica, inAsia);
		expect(days.map((record) => record.day)).toEqual([
			'2026-05-09',
			'2026-05-10',
			'2026-05-12',
			'2026-05-13'
		]);
		expect(streak(days, '2026-05-13')).toEqual({ current: 4, longest: 4, today: true });
		expect(streak(days, '2026-05-14')).toEqual({ current: 4, longest: 4, today: false });
		expect(streak(days, '2026-05-15').current).toBe(0);
	});

	it('is broken where a day passed before the player went on', () => {
		const later = practised(TOKYO, ['2026-05-12T20:00+09:00', '2026-05-13T20:00+09:00']);
		expect(streak(daysOf(inAmerica, later), '2026-05-13')).toEqual({ current: 2, longest: 2, today: true });
	});

	it('is not over yet when the player has landed and may still go on', () => {
		const days = daysOf(inAmerica);
		const landed = Date.parse('2026-05-12T06:00+09:00');
		expect(streakOf(days, day('2026-05-12'), landed)).toEqual({ current: 2, longest: 2, today: false });
		expect(streakOf(days, day('2026-05-12'), landed + 20 * HOUR).current).toBe(0);
		expect(streakOf(days, day('2026-05-12')).current).toBe(0);
		expect(streakOf(days, day('2026-05-13'), landed).current).toBe(0);
	});

	it('is not broken by a flight from Asia to America, and counts a date that is lived twice once', () => {
		const before = practised(TOKYO, [
			'2026-05-09T20:00+09:00',
			'2026-05-10T20:00+09:00',
			'2026-05-11T08:00+09:00'
		]);
		// It is 10 May again.
		expect(streak(daysOf(before), '2026-05-10')).toEqual({ current: 3, longest: 3, today: true });
		const again = practised(LOS_ANGELES, ['2026-05-10T18:00-07:00']);
		expect(streak(daysOf(before, again), '2026-05-10')).toEqual({ current: 3, longest: 3, today: true });
		const next = practised(LOS_ANGELES, ['2026-05-11T18:00-07:00', '2026-05-12T18:00-07:00']);
		expect(streak(daysOf(before, again, next), '2026-05-12')).toEqual({
			current: 4,
			longest: 4,
			today: true
		});
	});

	it('is alive where only tomorrow was practised, on the other side of the date line', () => {
		const days = daysOf(practised(TOKYO, ['2026-05-11T08:00+09:00']));
		expect(streak(days, '2026-05-10')).toEqual({ current: 1, longest: 1, today: false });
		expect(streak(days, '2026-05-09').current).toBe(0);
	});

	it('forgives no missed day to who stays at home, not even the shortest of the year', () => {
		const [last, next] = ['2026-03-07T03:59:59.999-08:00', '2026-03-08T04:00:00-07:00'];
		expect(Date.parse(next) - Date.parse(last)).toBe(23 * HOUR + 1);
		const days = daysOf(practised(LOS_ANGELES, [last, next]));
		expect(days.map((record) => record.day)).toEqual(['2026-03-06', '2026-03-08']);
		expect(streak(days, '2026-03-08')).toEqual({ current: 1, longest: 1, today: true });
	});

	it('takes the last session of the day before and the first of the day after', () => {
		const evening = practised(LOS_ANGELES, ['2026-05-10T06:00-07:00']);
		const night = practised(TOKYO, ['2026-05-12T23:00+09:00']);
		expect(streak(daysOf(evening, inAmerica, inAsia, night), '2026-05-13').current).toBe(4);
		expect(streak(daysOf(evening, night), '2026-05-12').current).toBe(1);
	});
});

describe('a streak and a clock that was wrong', () => {
	it('goes on when the clock is set back by a day', () => {
		const days = dates('2026-03-03', '2026-03-04', '2026-03-05');
		expect(streak(days, '2026-03-04')).toEqual({ current: 3, longest: 3, today: true });
		expect(streak(days, '2026-03-02')).toEqual({ current: 3, longest: 3, today: false });
	});

	it('prefers the run that today goes on with to one that lies ahead', () => {
		const days = dates('2026-03-01', '2026-03-02', '2026-03-04');
		expect(streak(days, '2026-03-03').current).toBe(2);
	});

	it('does not count days that are far ahead', () => {
		const days = dates('2026-03-04', '2027-01-01');
		expect(streak(days, '2026-03-05').current).toBe(1);
		expect(streakOf(days, day('2026-03-06'), Date.parse('2026-03-06T12:00Z')).current).toBe(0);
	});
});
