import type { Loop } from './loop';
import { nextName } from './next-name';
import type { SongId } from './song';
import type { TrainerPlan } from './trainer-plan';
import type { Speed } from './tuning';

declare const loopId: unique symbol;
/** A UUID: loops made on two devices never collide when a backup joins them. */
export type LoopId = string & { readonly [loopId]: true };

/** A loop the player has kept, with what was reached in it. */
export interface SavedLoop extends Loop {
	readonly song: SongId;
	readonly id: LoopId;
	readonly name: string;
	/** Which of the loop colours marks it: 0 … {@link LOOP_COLOURS} - 1. */
	readonly colour: number;
	/** How its speed is trained; null: it was not yet. */
	readonly trainer: TrainerPlan | null;
	/** Times it has sounded whole. */
	readonly passes: number;
	/** The speeds of its first whole pass and of its fastest; null before the first. */
	readonly speeds: { readonly first: Speed; readonly best: Speed } | null;
	/** Milliseconds since 1970: of two versions of a loop the later one counts. */
	readonly changedAt: number;
}

export const LOOP_COLOURS = 6;

/**
 * A loop as it is first kept: named after its number, in a colour that the fewest of the song's `others` have.
 *
 * @param now Milliseconds since 1970.
 */
export const newLoop = (
	song: SongId,
	{ start, end }: Loop,
	others: readonly SavedLoop[],
	now: number,
	id: LoopId
): SavedLoop => ({
	song,
	id,
	start,
	end,
	name: nextName(
		'Loop',
		others.map(({ name }) => name)
	),
	colour: rarestColour(others),
	trainer: null,
	passes: 0,
	speeds: null,
	changedAt: now
});

/** The loop after one more whole pass at this speed. */
export const withPass = (loop: SavedLoop, at: Speed, now: number): SavedLoop => ({
	...loop,
	passes: loop.passes + 1,
	speeds:
		loop.speeds === null
			? { first: at, best: at }
			: { ...loop.speeds, best: at > loop.speeds.best ? at : loop.speeds.best },
	changedAt: Math.max(loop.changedAt, now)
});

/** The first of those. */
function rarestColour(loops: readonly SavedLoop[]): number {
	const uses = Array.from(
		{ length: LOOP_COLOURS },
		(_, colour) => loops.filter((loop) => loop.colour === colour).length
	);
	return uses.indexOf(Math.min(...uses));
}
