import type { DayRecord } from '../music/practice-record';
import type { PracticeDay } from '../music/session';
import { milliseconds } from '../units/units';
import { counts, daysFrom, plusDays } from './day';

/** Days in a row that count. */
export interface Streak {
	readonly current: number;
	readonly longest: number;
	/** Today counts already; else `current` may still go on today. */
	readonly today: boolean;
}

/** No day is shorter, not even the one on which clocks go forward. */
const SHORTEST_DAY = milliseconds(23 * 60 * 60 * 1000);

/**
 * The streak of whoever practised on these days, in any order. The current one is the run of days that today belongs
 * to, or that practising now would go on with; else the one that tomorrow belongs to: whoever flies westwards over the
 * date line, or sets the clock back, has lived tomorrow already.
 *
 * @param now Milliseconds since 1970. It is asked for a player who has lost a date between the last day and today, see
 *   {@link isNext}; left out, nobody has.
 */
export function streakOf(days: readonly DayRecord[], today: PracticeDay, now = Infinity): Streak {
	const runs = runsOf(days);
	const runOf = (day: PracticeDay) => runs.find(({ first, last }) => first.day <= day && day <= last.day);
	const current =
		runOf(today) ??
		runs.find(({ last }) => isNext(last, { day: today, firstAt: now })) ??
		runOf(plusDays(today, 1));
	return {
		current: current?.length ?? 0,
		longest: longestOf(runs),
		today: days.some((record) => record.day === today && counts(record))
	};
}

/** The most days in a row there ever were. */
export const longestStreak = (days: readonly DayRecord[]): number => longestOf(runsOf(days));

interface Run {
	readonly first: DayRecord;
	readonly last: DayRecord;
	/** Days in it that count. */
	readonly length: number;
}

function runsOf(days: readonly DayRecord[]): readonly Run[] {
	const runs: Run[] = [];
	for (const day of days.filter(counts).sort((one, other) => (one.day < other.day ? -1 : 1))) {
		const run = runs.at(-1);
		if (run !== undefined && isNext(run.last, day))
			runs[runs.length - 1] = { first: run.first, last: day, length: run.length + 1 };
		else runs.push({ first: day, last: day, length: 1 });
	}
	return runs;
}

const longestOf = (runs: readonly Run[]): number => runs.reduce((most, run) => Math.max(most, run.length), 0);

/**
 * Whether a day goes on with a run. One date may be missing between the two where less than a day has passed: then the
 * player has crossed the date line eastwards in the calendar (from America to Asia) and never lived that date.
 */
function isNext(last: DayRecord, { day, firstAt }: Pick<DayRecord, 'day' | 'firstAt'>): boolean {
	const apart = daysFrom(last.day, day);
	return apart === 1 || (apart === 2 && firstAt - last.lastAt < SHORTEST_DAY);
}
