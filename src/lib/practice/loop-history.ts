import type { LoopId } from '../music/saved-loop';
import type { PracticeDay, Session } from '../music/session';
import type { Speed } from '../music/tuning';

/** What was reached in one loop on one day. */
export interface LoopDay {
	readonly day: PracticeDay;
	/** The fastest of the whole passes of that day. */
	readonly speed: Speed;
	readonly passes: number;
}

/** Every day on which the loop sounded whole, ascending. */
export function historyOf(sessions: readonly Session[], loop: LoopId): readonly LoopDay[] {
	const history = new Map<PracticeDay, LoopDay>();
	for (const { day, loops } of sessions)
		for (const practice of loops) {
			if (practice.loop !== loop || practice.passes === 0) continue;
			const known = history.get(day);
			history.set(day, {
				day,
				speed: Math.max(known?.speed ?? 0, practice.speed) as Speed,
				passes: (known?.passes ?? 0) + practice.passes
			});
		}
	return [...history.values()].sort((one, other) => (one.day < other.day ? -1 : 1));
}
