import { blockAt, blockCount, type OpenEnds } from '../music/block';
import type { Song } from '../music/song';
import { frames, type Frames } from '../units/units';

/** Where in a song the player is at; every frame may lie outside the song and counts as its nearest one. */
export interface Attention {
	readonly playhead: Frames;
	/** From `start` up to and without `end`. */
	readonly loop: { readonly start: Frames; readonly end: Frames } | null;
	/** In the block whose stem the player muted before it was separated. */
	readonly urgent: Frames | null;
}

/**
 * The segment to separate next; null where every block is stored.
 *
 * Blocks are wanted in this order: the urgent one, those of the loop, the one under the playhead and all after it,
 * then those before it from the start on. The first of them that is missing needs two segments, the one before its
 * own (none for the first block) and its own: the first of the two whose end does not wait yet. Each segment is
 * asked for once, however the attention moves.
 *
 * @throws Error where both ends of a missing block wait: it would have been made when the second one came.
 */
export function nextSegment(
	{ layout, finished }: Pick<Song, 'layout' | 'finished'>,
	{ heads, tails }: OpenEnds,
	attention: Attention
): number | null {
	const count = blockCount(layout);
	const blockOf = (frame: Frames) => Math.min(Math.max(blockAt(layout, frame), 0), count - 1);
	for (const block of wantedBlocks(attention, blockOf, count)) {
		if (finished[block] !== 0) continue;
		if (block > 0 && !tails.has(block - 1)) return block - 1;
		if (!heads.has(block)) return block;
		throw new Error(`Block ${block} is missing although both of its ends are there`);
	}
	return null;
}

/** Every block at least once. */
function* wantedBlocks(
	{ playhead, loop, urgent }: Attention,
	blockOf: (frame: Frames) => number,
	count: number
): Generator<number, void> {
	if (urgent !== null) yield blockOf(urgent);
	if (loop !== null) yield* range(blockOf(loop.start), blockOf(frames(loop.end - 1)) + 1);
	yield* range(blockOf(playhead), count);
	yield* range(0, blockOf(playhead));
}

function* range(from: number, end: number): Generator<number, void> {
	for (let index = from; index < end; index++) yield index;
}
