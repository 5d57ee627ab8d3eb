import {
	blockCount,
	blockFrames,
	blockStart,
	PEAK_BUCKET_FRAMES,
	type BlockLayout,
	type BlockPeaks
} from '../music/block';
import type { StemName } from '../music/stems';
import { frames, type Frames } from '../units/units';

/** The geometry of a waveform that shows a whole song from edge to edge. Nothing here draws. */

/** Where a frame lies, as a share of the width: 0 … 1. */
export const shareOf = (frame: Frames, layout: BlockLayout): number =>
	layout.frames === 0 ? 0 : Math.min(1, Math.max(0, frame / layout.frames));

/** The frame under a share of the width; never outside the song. */
export const frameAt = (share: number, layout: BlockLayout): Frames =>
	frames(Math.round(Math.min(1, Math.max(0, share)) * layout.frames));

/**
 * One stem's peaks folded into columns: `2 · columns` values, minimum and maximum of each column, full
 * scale = 1. A column without any stored peaks is NaN.
 */
export function foldPeaks(
	peaks: readonly (BlockPeaks | undefined)[],
	stem: StemName,
	layout: BlockLayout,
	columns: number
): Float32Array {
	const folded = new Float32Array(2 * columns).fill(NaN);
	for (let block = 0; block < blockCount(layout); block++) {
		const values = peaks[block]?.stems[stem];
		if (values === undefined) continue;
		const start = blockStart(layout, block);
		const end = start + blockFrames(layout, block);
		for (let bucket = 0; 2 * bucket + 1 < values.length; bucket++) {
			const from = start + bucket * PEAK_BUCKET_FRAMES;
			const to = Math.min(from + PEAK_BUCKET_FRAMES, end);
			const first = Math.floor((from * columns) / layout.frames);
			// A bucket that ends on an edge stays before it.
			const last = Math.ceil((to * columns) / layout.frames) - 1;
			for (let column = first; column <= last; column++)
				widen(folded, column, values[2 * bucket]! / 32767, values[2 * bucket + 1]! / 32767);
		}
	}
	return folded;
}

function widen(folded: Float32Array, column: number, low: number, high: number): void {
	const [lowest, highest] = [folded[2 * column]!, folded[2 * column + 1]!];
	if (!(lowest <= low)) folded[2 * column] = low;
	if (!(highest >= high)) folded[2 * column + 1] = high;
}

/** A stretch of the width, as shares of it. */
export interface Stretch {
	readonly from: number;
	readonly to: number;
}

/** The parts of the song that are not separated yet; neighbouring blocks are one stretch. */
export function missingStretches(finished: Uint8Array, layout: BlockLayout): Stretch[] {
	const stretches: Stretch[] = [];
	const count = blockCount(layout);
	for (let block = 0; block < count; block++) {
		if (finished[block] === 1) continue;
		const first = block;
		while (block + 1 < count && finished[block + 1] !== 1) block++;
		const end = frames(blockStart(layout, block) + blockFrames(layout, block));
		stretches.push({ from: shareOf(blockStart(layout, first), layout), to: shareOf(end, layout) });
	}
	return stretches;
}
