import { blockCount, blockStart, type BlockLayout, type OpenEnds } from '../music/block';
import { frames, type Frames } from '../units/units';

/**
 * Where one segment lies. It is responsible for the chunk `[offset, offset + length)`; the model hears a
 * whole segment centred on it: `padLeft` zeros, the track's frames `firstFrame … lastFrame` (inclusive),
 * `padRight` zeros. Segment `k` begins with block `k` and reaches into block `k + 1`.
 */
export interface PlannedSegment {
	readonly offset: Frames;
	readonly length: Frames;
	readonly padLeft: Frames;
	readonly padRight: Frames;
	readonly firstFrame: Frames;
	readonly lastFrame: Frames;
}

/** Distance between two segments: the official program's `int((1 - overlap) * segment)`. */
export const strideFor = (overlap: number, segmentFrames: Frames): Frames =>
	frames(Math.trunc((1 - overlap) * segmentFrames));

/** There is one segment for each block. @throws RangeError where the song has no such segment. */
export function segmentAt(layout: BlockLayout, segmentFrames: Frames, index: number): PlannedSegment {
	if (index < 0 || index >= blockCount(layout)) throw new RangeError(`There is no segment ${index}`);
	const offset = blockStart(layout, index);
	const length = Math.min(segmentFrames, layout.frames - offset);
	const start = offset - Math.floor((segmentFrames - length) / 2);
	const end = start + segmentFrames;
	return {
		offset,
		length: frames(length),
		padLeft: frames(Math.max(0, -start)),
		padRight: frames(Math.max(0, end - layout.frames)),
		firstFrame: frames(Math.max(0, start)),
		lastFrame: frames(Math.min(layout.frames, end) - 1)
	};
}

export const segmentPlan = (total: Frames, segmentFrames: Frames, stride: Frames): PlannedSegment[] => {
	const layout = { frames: total, stride };
	return Array.from({ length: blockCount(layout) }, (_, index) => segmentAt(layout, segmentFrames, index));
};

/** Frames of segment `index` that lie in block `index + 1`. */
export const tailFrames = (layout: BlockLayout, segmentFrames: Frames, index: number): Frames =>
	frames(Math.max(0, segmentAt(layout, segmentFrames, index).length - layout.stride));

/**
 * The segments still to be separated, in order: one is needed where its own block is missing and its head does not
 * wait, or the block after it is missing and its tail does not wait.
 */
export function neededSegments(finished: Uint8Array, { heads, tails }: OpenEnds): number[] {
	const needed: number[] = [];
	finished.forEach((_, index) => {
		const needsHead = finished[index] === 0 && !heads.has(index);
		const needsTail = finished[index + 1] === 0 && !tails.has(index);
		if (needsHead || needsTail) needed.push(index);
	});
	return needed;
}
