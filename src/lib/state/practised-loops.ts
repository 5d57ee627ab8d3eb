import type { LoopId, SavedLoop } from '../music/saved-loop';
import type { PracticeDay, Session } from '../music/session';
import type { SongId } from '../music/song';
import type { Speed } from '../music/tuning';

/** A loop that has sounded whole, kept still or not. */
export interface PractisedLoop {
	readonly id: LoopId;
	readonly song: SongId;
	/** As it is called, or was last. */
	readonly name: string;
	readonly title: string;
	/** Where it began and the best: as the room tells it of a loop that is kept, else of the days in the records. */
	readonly speeds: { readonly first: Speed; readonly best: Speed };
	readonly lastDay: PracticeDay;
}

/** The loops of these sessions (in the order in which they began); practised last comes first. */
export function practisedLoops(
	sessions: readonly Session[],
	kept: readonly SavedLoop[]
): readonly PractisedLoop[] {
	const found = new Map<LoopId, PractisedLoop>();
	for (const { song, title, day, loops } of sessions)
		for (const { loop: id, name, passes, speed } of loops) {
			if (passes === 0) continue;
			const { first, best } = found.get(id)?.speeds ?? { first: speed, best: speed };
			// What is practised last goes to the end.
			found.delete(id);
			found.set(id, {
				id,
				song,
				name,
				title,
				speeds: { first, best: speed > best ? speed : best },
				lastDay: day
			});
		}
	for (const { id, name, speeds } of kept) {
		const practised = found.get(id);
		if (practised !== undefined) found.set(id, { ...practised, name, speeds: speeds ?? practised.speeds });
	}
	return [...found.values()].reverse();
}
