import { describe, expect, it } from 'vitest';
import type { DayRecord } from '../../../src/lib/music/practice-record';
import { perDay, perWeek } from '../../../src/lib/practice/statistics';
import { milliseconds } from '../../../src/lib/units/units';
import { day, MINUTE } from '../../tools/sessions';

const of = (date: string, minutes: number): DayRecord => ({
	day: day(date),
	sounded: milliseconds(minutes * MINUTE),
	firstAt: 0,
	lastAt: 0
});

describe('practice per day', () => {
	const days = [of('2028-02-27', 5), of('2028-02-29', 10), of('2028-03-02', 7)];

	it('has every day of the range, also those without any', () => {
		expect(perDay(days, day('2028-02-28'), day('2028-03-01'))).toEqual([
			{ day: '2028-02-28', sounded: 0 },
			{ day: '2028-02-29', sounded: 10 * MINUTE },
			{ day: '2028-03-01', sounded: 0 }
		]);
		expect(perDay(days, day('2028-01-01'), day('2028-12-31'))).toHaveLength(366);
		expect(perDay([], day('2026-01-01'), day('2026-12-31'))).toHaveLength(365);
	});

	it('has one day where the range is one, and none where it ends before it begins', () => {
		expect(perDay(days, day('2028-02-29'), day('2028-02-29'))).toHaveLength(1);
		expect(perDay(days, day('2028-02-29'), day('2028-02-28'))).toEqual([]);
	});
});

describe('practice per week', () => {
	it('is from Monday to Sunday, the week of today last', () => {
		// 2026-11-23 is a Monday.
		const days = [
			of('2026-11-08', 1),
			of('2026-11-09', 2),
			of('2026-11-15', 4),
			of('2026-11-16', 8),
			of('2026-11-22', 16),
			of('2026-11-23', 32)
		];
		const expected = [
			{ monday: '2026-11-09', sounded: 6 * MINUTE },
			{ monday: '2026-11-16', sounded: 24 * MINUTE },
			{ monday: '2026-11-23', sounded: 32 * MINUTE }
		];
		expect(perWeek(days, day('2026-11-23'), 3)).toEqual(expected);
		expect(perWeek(days, day('2026-11-29'), 3)).toEqual(expected);
		expect(perWeek(days, day('2026-11-22'), 1)).toEqual([expected[1]]);
	});

	it('goes over the new year and over changed clocks', () => {
		const weeks = perWeek([of('2025-12-29', 1), of('2026-01-04', 2)], day('2026-04-01'), 15);
		expect(weeks[0]).toEqual({ monday: '2025-12-22', sounded: 0 });
		expect(weeks[1]).toEqual({ monday: '2025-12-29', sounded: 3 * MINUTE });
		expect(weeks.at(-1)).toEqual({ monday: '2026-03-30', sounded: 0 });
	});
});
