import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_ENDS_AT, daysFrom, plusDays, practiceDayOf } from '../../../src/lib/practice/day';
import { day, HOUR } from '../../tools/sessions';

const TOKYO = 'Asia/Tokyo';
const LOS_ANGELES = 'America/Los_Angeles';
const KATHMANDU = 'Asia/Kathmandu';
const SYDNEY = 'Australia/Sydney';
const MIDNIGHT = 0;

/** The day of an instant that is written with its offset from UTC. */
const dayOf = (instant: string, zone: string, dayEndsAt = DAY_ENDS_AT) =>
	practiceDayOf(Date.parse(instant), zone, dayEndsAt);

/** A day begins at this instant, and the other one ends just before it. */
function expectTurn(instant: string, zone: string, from: string, to: string, dayEndsAt = DAY_ENDS_AT): void {
	const at = Date.parse(instant);
	expect(practiceDayOf(at - 1, zone, dayEndsAt)).toBe(from);
	expect(practiceDayOf(at, zone, dayEndsAt)).toBe(to);
}

describe('a practice day', () => {
	it('begins at 04:00 of its own date, in the time zone of the player', () => {
		expectTurn('2026-03-05T04:00:00+09:00', TOKYO, '2026-03-04', '2026-03-05');
		expectTurn('2026-03-05T04:00:00-08:00', LOS_ANGELES, '2026-03-04', '2026-03-05');
		expectTurn('2026-03-05T04:00:00+05:45', KATHMANDU, '2026-03-04', '2026-03-05');
		expectTurn('2026-03-05T04:00:00+11:00', SYDNEY, '2026-03-04', '2026-03-05');
	});

	it('is not the date in UTC', () => {
		expect(dayOf('2026-03-05T08:00:00+09:00', TOKYO)).toBe('2026-03-05');
		expect(dayOf('2026-03-05T20:00:00-08:00', LOS_ANGELES)).toBe('2026-03-05');
		expect(dayOf('2026-03-05T05:44:00+05:45', KATHMANDU)).toBe('2026-03-05');
	});

	it('is the calendar date where it ends at midnight', () => {
		for (const [zone, offset] of [
			[TOKYO, '+09:00'],
			[LOS_ANGELES, '-08:00'],
			[KATHMANDU, '+05:45'],
			[SYDNEY, '+11:00']
		] as const)
			expectTurn(`2026-01-01T00:00:00${offset}`, zone, '2025-12-31', '2026-01-01', MIDNIGHT);
	});

	it('ends when the player says, to the minute', () => {
		expectTurn('2026-03-05T05:30:00+05:45', KATHMANDU, '2026-03-04', '2026-03-05', 5 * 60 + 30);
		expectTurn('2026-03-05T23:59:00+09:00', TOKYO, '2026-03-04', '2026-03-05', 24 * 60 - 1);
	});

	it('has the date of 29 February in leap years alone', () => {
		expectTurn('2028-02-29T04:00:00+09:00', TOKYO, '2028-02-28', '2028-02-29');
		expectTurn('2028-03-01T04:00:00+09:00', TOKYO, '2028-02-29', '2028-03-01');
		expectTurn('2026-03-01T04:00:00-08:00', LOS_ANGELES, '2026-02-28', '2026-03-01');
		expectTurn('2000-02-29T00:00:00+11:00', SYDNEY, '2000-02-28', '2000-02-29', MIDNIGHT);
	});

	it('goes back with a clock that is set back', () => {
		expect(dayOf('2026-03-05T10:00:00+09:00', TOKYO)).toBe('2026-03-05');
		expect(dayOf('2026-03-03T10:00:00+09:00', TOKYO)).toBe('2026-03-03');
	});
});

describe('a practice day on which clocks are changed', () => {
	it('has 23 hours in spring and 25 in autumn, in the north', () => {
		expectTurn('2026-03-07T04:00:00-08:00', LOS_ANGELES, '2026-03-06', '2026-03-07');
		expectTurn('2026-03-08T04:00:00-07:00', LOS_ANGELES, '2026-03-07', '2026-03-08');
		expectTurn('2026-10-31T04:00:00-07:00', LOS_ANGELES, '2026-10-30', '2026-10-31');
		expectTurn('2026-11-01T04:00:00-08:00', LOS_ANGELES, '2026-10-31', '2026-11-01');
	});

	it('has them in the south too, in its own seasons', () => {
		expectTurn('2026-10-03T04:00:00+10:00', SYDNEY, '2026-10-02', '2026-10-03');
		expectTurn('2026-10-04T04:00:00+11:00', SYDNEY, '2026-10-03', '2026-10-04');
		expectTurn('2026-04-04T04:00:00+11:00', SYDNEY, '2026-04-03', '2026-04-04');
		expectTurn('2026-04-05T04:00:00+10:00', SYDNEY, '2026-04-04', '2026-04-05');
	});

	it('begins at midnight before the change, where it ends at midnight', () => {
		expectTurn('2026-03-08T00:00:00-08:00', LOS_ANGELES, '2026-03-07', '2026-03-08', MIDNIGHT);
		expectTurn('2026-03-09T00:00:00-07:00', LOS_ANGELES, '2026-03-08', '2026-03-09', MIDNIGHT);
		expectTurn('2026-04-05T00:00:00+11:00', SYDNEY, '2026-04-04', '2026-04-05', MIDNIGHT);
		expectTurn('2026-04-06T00:00:00+10:00', SYDNEY, '2026-04-05', '2026-04-06', MIDNIGHT);
	});

	it('begins with the skipped hour, or as long after the day before as ever', () => {
		expectTurn('2026-03-08T03:00:00-07:00', LOS_ANGELES, '2026-03-07', '2026-03-08', 2 * 60);
		expectTurn('2026-03-08T03:30:00-07:00', LOS_ANGELES, '2026-03-07', '2026-03-08', 2 * 60 + 30);
		expectTurn('2026-10-04T03:30:00+11:00', SYDNEY, '2026-10-03', '2026-10-04', 2 * 60 + 30);
	});

	it('does not begin before its date where midnight itself is skipped', () => {
		expectTurn('2026-04-24T01:00:00+03:00', 'Africa/Cairo', '2026-04-23', '2026-04-24', MIDNIGHT);
		expectTurn('2026-09-06T01:00:00-03:00', 'America/Santiago', '2026-09-05', '2026-09-06', MIDNIGHT);
	});

	it('begins in the first of two hours of the same name, and once', () => {
		expectTurn('2026-11-01T01:30:00-07:00', LOS_ANGELES, '2026-10-31', '2026-11-01', 90);
		expect(dayOf('2026-11-01T01:10:00-08:00', LOS_ANGELES, 90)).toBe('2026-11-01');
		expect(dayOf('2026-11-01T01:40:00-08:00', LOS_ANGELES, 90)).toBe('2026-11-01');
		expectTurn('2026-04-05T02:30:00+11:00', SYDNEY, '2026-04-04', '2026-04-05', 150);
		expect(dayOf('2026-04-05T02:10:00+10:00', SYDNEY, 150)).toBe('2026-04-05');
	});

	it('goes on where clocks go back over midnight and show the date before', () => {
		const zone = 'America/St_Johns';
		expectTurn('2010-11-07T00:00:00-02:30', zone, '2010-11-06', '2010-11-07', MIDNIGHT);
		// A minute later it was 23:01 again.
		expect(dayOf('2010-11-06T23:30:00-03:30', zone, MIDNIGHT)).toBe('2010-11-07');
	});
});

describe('a practice day beside the date line', () => {
	it('leaves a date out on a flight from Los Angeles to Tokyo', () => {
		expect(dayOf('2026-05-10T22:00:00-07:00', LOS_ANGELES)).toBe('2026-05-10');
		expect(dayOf('2026-05-12T05:00:00+09:00', TOKYO)).toBe('2026-05-12');
		expect((Date.parse('2026-05-12T05:00:00+09:00') - Date.parse('2026-05-10T22:00:00-07:00')) / HOUR).toBe(
			15
		);
	});

	it('has a date twice on a flight from Tokyo to Los Angeles', () => {
		expect(dayOf('2026-05-10T17:00:00+09:00', TOKYO)).toBe('2026-05-10');
		expect(dayOf('2026-05-10T11:00:00-07:00', LOS_ANGELES)).toBe('2026-05-10');
	});

	it('is never the one that Samoa skipped', () => {
		expectTurn('2011-12-31T04:00:00+14:00', 'Pacific/Apia', '2011-12-29', '2011-12-31');
		expect(dayOf('2011-12-31T00:30:00+14:00', 'Pacific/Apia')).toBe('2011-12-29');
	});
});

describe('practice days, whatever the zone', () => {
	const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
	const instants = fc.integer({ min: Date.parse('1995-01-01'), max: Date.parse('2040-01-01') });

	it('never go backwards while time goes on', () => {
		const later = fc.integer({ min: 0, max: 50 * HOUR });
		const ends = fc.integer({ min: 0, max: 24 * 60 - 1 });
		fc.assert(
			fc.property(zones, instants, later, ends, (zone, at, by, dayEndsAt) => {
				const [one, other] = [at, at + by].map((instant) => practiceDayOf(instant, zone, dayEndsAt));
				expect(one! <= other!).toBe(true);
			}),
			{ numRuns: 400 }
		);
	});

	it('are what the clock shows, except that the hours before 04:00 are of the date before', () => {
		// Zones whose clocks never skip or repeat 04:00: elsewhere a clock cannot tell.
		const plain = fc.constantFrom(
			TOKYO,
			LOS_ANGELES,
			KATHMANDU,
			SYDNEY,
			'Europe/London',
			'Australia/Lord_Howe'
		);
		fc.assert(
			fc.property(plain, instants, (zone, at) => {
				const shown = new Intl.DateTimeFormat('en-CA', {
					timeZone: zone,
					dateStyle: 'short',
					timeStyle: 'medium',
					hourCycle: 'h23'
				}).format(at);
				const [date, time] = shown.split(', ');
				const shift = Number(time!.slice(0, 2)) < 4 ? -1 : 0;
				expect(practiceDayOf(at, zone, DAY_ENDS_AT)).toBe(plusDays(day(date!), shift));
			}),
			{ numRuns: 400 }
		);
	});
});

describe('counting in days', () => {
	it('knows months and leap years', () => {
		expect(plusDays(day('2026-02-28'), 1)).toBe('2026-03-01');
		expect(plusDays(day('2028-02-28'), 1)).toBe('2028-02-29');
		expect(plusDays(day('2026-01-01'), -1)).toBe('2025-12-31');
		expect(daysFrom(day('2026-02-27'), day('2026-03-02'))).toBe(3);
		expect(daysFrom(day('2026-03-02'), day('2026-02-27'))).toBe(-3);
		expect(daysFrom(day('2025-12-31'), day('2026-12-31'))).toBe(365);
	});

	it('comes back to where it began', () => {
		fc.assert(
			fc.property(fc.integer({ min: -2000, max: 2000 }), (days) => {
				expect(daysFrom(day('2026-03-05'), plusDays(day('2026-03-05'), days))).toBe(days);
			})
		);
	});
});
