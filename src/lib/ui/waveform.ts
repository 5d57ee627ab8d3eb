import {
	blockAt,
	blockCount,
	blockFrames,
	blockStart,
	PEAK_BUCKET_FRAMES,
	type BlockLayout,
	type BlockPeaks
} from '../music/block';
import type { StemName } from '../music/stems';
import { frames, type Frames } from '../units/units';

/** A block's peaks in ever coarser levels: each value of a level spans two of the one below. */
interface Pyramid {
	/** All levels one after the other, minimum and maximum by turns; the first is the peaks themselves. */
	readonly values: Int16Array;
	/** Number of the value pair each level begins with. */
	readonly levels: readonly number[];
}

/** Made once for each stem of a block when it is first drawn, and gone with its peaks. */
const pyramids = new WeakMap<Int16Array, Pyramid>();

/**
 * The waveform of stems taken together, in columns of `framesPerColumn` from column `first` of the song on:
 * `2 · count` values, minimum and maximum of each column, full scale = 1. A column without any stored peaks is
 * NaN. What it costs depends on the number of columns and blocks, not on the frames under them.
 */
export function foldPeaks(
	peaks: readonly (BlockPeaks | undefined)[],
	stems: readonly StemName[],
	layout: BlockLayout,
	framesPerColumn: number,
	first: number,
	count: number
): Float32Array {
	const folded = new Float32Array(2 * count).fill(NaN);
	for (let column = 0; column < count; column++) {
		const from = Math.max(0, (first + column) * framesPerColumn);
		const to = Math.min(layout.frames, (first + column + 1) * framesPerColumn);
		if (from >= to) continue;
		const lastBlock = Math.ceil(to / layout.stride) - 1;
		for (let block = blockAt(layout, frames(Math.floor(from))); block <= lastBlock; block++) {
			const values = peaks[block]?.stems;
			if (values === undefined) continue;
			const start = block * layout.stride;
			for (const stem of stems) widen(folded, column, values[stem], from - start, to - start);
		}
	}
	return folded;
}

/** Widens a column by the buckets of a block that sound between two of its frames. */
function widen(folded: Float32Array, column: number, peaks: Int16Array, from: number, to: number): void {
	const { values, levels } = pyramidOf(peaks);
	let low = Math.max(0, Math.floor(from / PEAK_BUCKET_FRAMES));
	let high = Math.min(peaks.length / 2, Math.ceil(to / PEAK_BUCKET_FRAMES));
	let [lowest, highest] = [Infinity, -Infinity];
	const take = (pair: number) => {
		lowest = Math.min(lowest, values[2 * pair]!);
		highest = Math.max(highest, values[2 * pair + 1]!);
	};
	// Buckets at the edges that have no sibling in the range are taken by themselves, the rest one level higher.
	for (let level = 0; low < high; level++, low >>= 1, high >>= 1) {
		if (low & 1) take(levels[level]! + low++);
		if (high & 1) take(levels[level]! + --high);
	}
	if (lowest > highest) return;
	const [before, after] = [folded[2 * column]!, folded[2 * column + 1]!];
	// Compared so that NaN gives way.
	if (!(before <= lowest / 32767)) folded[2 * column] = lowest / 32767;
	if (!(after >= highest / 32767)) folded[2 * column + 1] = highest / 32767;
}

function pyramidOf(peaks: Int16Array): Pyramid {
	const known = pyramids.get(peaks);
	if (known !== undefined) return known;
	const levels = [0];
	let pairs = peaks.length / 2;
	for (let size = pairs; size > 1; pairs += size) {
		levels.push(pairs);
		size = Math.ceil(size / 2);
	}
	const values = new Int16Array(2 * pairs);
	values.set(peaks);
	for (const [level, start] of levels.slice(1).entries()) {
		const below = levels[level]!;
		for (let pair = start; pair < (levels[level + 2] ?? pairs); pair++) {
			const one = below + 2 * (pair - start);
			const other = Math.min(one + 1, start - 1);
			values[2 * pair] = Math.min(values[2 * one]!, values[2 * other]!);
			values[2 * pair + 1] = Math.max(values[2 * one + 1]!, values[2 * other + 1]!);
		}
	}
	const made = { values, levels };
	pyramids.set(peaks, made);
	return made;
}

/** A stretch of a song: `end` is the first frame that is not in it. */
export interface Stretch {
	readonly start: Frames;
	readonly end: Frames;
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
		stretches.push({ start: blockStart(layout, first), end });
	}
	return stretches;
}
