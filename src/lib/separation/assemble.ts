import { blockCount, blockFrames } from '../music/block';
import { STEMS } from '../music/stems';
import { crossFade, weigh } from '../signal/overlap-add';
import { triangle } from '../signal/triangle';
import type { Frames } from '../units/units';
import { tailFrames } from './plan';
import type { SegmentOutput, SegmentWork } from './protocol';
import type { SegmentAudio } from './segment';

const CHANNELS = 2;
const SIGNALS = STEMS.length * CHANNELS;
const NOTHING = new Float32Array();

/** A finished block, still in float. */
export interface AssembledBlock {
	readonly index: number;
	readonly frames: Frames;
	/** Stem by stem, left then right: `4 · 2 · frames` values. */
	readonly samples: Float32Array<ArrayBuffer>;
}

/** Where a segment lies, and what waits around it. */
export type Surroundings = Pick<SegmentWork, 'layout' | 'segment' | 'done' | 'before' | 'after'>;

export interface Assembly extends Pick<SegmentOutput, 'head' | 'tail'> {
	readonly blocks: readonly AssembledBlock[];
}

/**
 * Puts a segment together with the ends of its neighbours. Block `k` is the head of segment `k` cross-faded with
 * the tail of segment `k - 1`: both are weighted and rounded to float once, and added, a sum of two terms, so that
 * neither the order of the segments nor an end that was stored in between changes a single bit. An end whose block
 * is still missing and has no other part waits. What comes back owns its buffers; what came stays the caller's.
 *
 * @throws RangeError where the song has no such segment, more than two segments would overlap, or an end or the
 * audio is not as long as its place.
 */
export function assemble(surroundings: Surroundings, segmentFrames: Frames, audio: SegmentAudio): Assembly {
	requireFit(surroundings, segmentFrames, audio);
	const { layout, segment, done, before, after } = surroundings;
	const weights = triangle(segmentFrames);

	const part = (from: number, frames: Frames): Float32Array<ArrayBuffer> => {
		const weighted = new Float32Array(SIGNALS * frames);
		for (let signal = 0; signal < SIGNALS; signal++)
			weigh(
				weighted.subarray(signal * frames, (signal + 1) * frames),
				audio.samples.subarray(signal * segmentFrames + audio.start + from),
				weights.subarray(from)
			);
		return weighted;
	};
	/** In the place of `head`. */
	const finish = (index: number, head: Float32Array<ArrayBuffer>, tail: Float32Array): AssembledBlock => {
		const frames = blockFrames(layout, index);
		const overlap = tail.length / SIGNALS;
		for (let signal = 0; signal < SIGNALS; signal++)
			crossFade(
				head.subarray(signal * frames, (signal + 1) * frames),
				weights,
				tail.subarray(signal * overlap, (signal + 1) * overlap),
				weights.subarray(layout.stride)
			);
		return { index, frames, samples: head };
	};

	const next = segment + 1;
	const blocks: AssembledBlock[] = [];
	let head: Float32Array<ArrayBuffer> | null = null;
	let tail: Float32Array<ArrayBuffer> | null = null;
	if (!done.own) {
		const own = part(0, blockFrames(layout, segment));
		const fadingOut = segment === 0 ? NOTHING : before;
		if (fadingOut) blocks.push(finish(segment, own, fadingOut));
		else head = own;
	}
	if (next < blockCount(layout) && !done.next) {
		const own = part(layout.stride, tailFrames(layout, segmentFrames, segment));
		if (after) blocks.push(finish(next, after.slice(), own));
		else tail = own;
	}
	return { blocks, head, tail };
}

function requireFit(
	{ layout, segment, before, after }: Surroundings,
	segmentFrames: Frames,
	{ samples }: SegmentAudio
): void {
	const { stride } = layout;
	if (segment < 0 || segment >= blockCount(layout)) throw new RangeError(`There is no segment ${segment}`);
	if (stride > segmentFrames || 2 * stride < segmentFrames)
		throw new RangeError(`A stride of ${stride} does not suit segments of ${segmentFrames}`);
	if (samples.length !== SIGNALS * segmentFrames)
		throw new RangeError(`${samples.length} values do not make a segment of ${segmentFrames}`);
	if (before && before.length !== SIGNALS * tailFrames(layout, segmentFrames, segment - 1))
		throw new RangeError(`The tail before segment ${segment} does not fit the song`);
	if (after && after.length !== SIGNALS * blockFrames(layout, segment + 1))
		throw new RangeError(`The head after segment ${segment} does not fit the song`);
}
