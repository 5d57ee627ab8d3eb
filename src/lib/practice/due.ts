import type { LoopId, SavedLoop } from '../music/saved-loop';
import type { PracticeDay, Session } from '../music/session';
import { daysFrom, plusDays } from './day';

/** A loop that is to be practised again. */
export interface DueLoop {
	readonly loop: SavedLoop;
	/** The last day on which it sounded whole. */
	readonly lastDay: PracticeDay;
	/** Today, or a day that is over. */
	readonly dueOn: PracticeDay;
}

/** Days. */
const LONGEST_INTERVAL = 32;

/**
 * The loops that are due, the longest overdue first. Intervals expand as in Sebastian Leitner's "So lernt man lernen"
 * (1972): after the n-th different day on which a loop sounded whole, it is due again 2^(n-1) days later: after 1, 2, 4,
 * 8, 16 and from then on {@link LONGEST_INTERVAL} days. A loop that never sounded whole was not practised yet and is
 * not due.
 */
export function dueLoops(
	loops: readonly SavedLoop[],
	sessions: readonly Session[],
	today: PracticeDay
): readonly DueLoop[] {
	const days = practisedDays(sessions);
	return loops
		.flatMap((loop) => {
			const practised = days.get(loop.id);
			if (practised === undefined) return [];
			const lastDay = [...practised].reduce((one, other) => (one > other ? one : other));
			const interval = Math.min(LONGEST_INTERVAL, 2 ** (practised.size - 1));
			return [{ loop, lastDay, dueOn: plusDays(lastDay, interval) }];
		})
		.filter(({ dueOn }) => dueOn <= today)
		.sort((one, other) => daysFrom(other.dueOn, one.dueOn) || daysFrom(other.lastDay, one.lastDay));
}

/** The different days on which each loop sounded whole. */
function practisedDays(sessions: readonly Session[]): ReadonlyMap<LoopId, ReadonlySet<PracticeDay>> {
	const days = new Map<LoopId, Set<PracticeDay>>();
	for (const session of sessions)
		for (const { loop, passes } of session.loops)
			if (passes > 0) days.set(loop, (days.get(loop) ?? new Set()).add(session.day));
	return days;
}
