import { blockCount, blockFrames, type BlockLayout } from '../music/block';
import { STEMS } from '../music/stems';
import { denormalise, type TrackLevel } from '../signal/normalise';
import { crossFade, weigh } from '../signal/overlap-add';
import { triangle } from '../signal/triangle';
import type { Frames } from '../units/units';
import { tailFrames } from './plan';
import type { Seam } from './protocol';
import type { SegmentAudio } from './segment';

const CHANNELS = 2;
const SIGNALS = STEMS.length * CHANNELS;

/** A block at its final level, still in float. */
export interface AssembledBlock {
	readonly index: number;
	readonly frames: Frames;
	/** Stem by stem, left then right: `4 · 2 · frames` values. */
	readonly samples: Float32Array;
}

/**
 * Puts segments together to blocks, in any order: block `k` is the head of segment `k` cross-faded with the
 * tail of segment `k - 1`. Both parts are weighted, rounded to float and then added, a sum of two terms,
 * so that neither the order nor a stored {@link Seam} in place of a segment changes a single bit.
 */
export class Assembler {
	readonly #layout: BlockLayout;
	readonly #segmentFrames: Frames;
	readonly #level: TrackLevel;
	readonly #finished: Uint8Array;
	readonly #weights: Float32Array;
	/** Weighted parts that still wait, by the number of their segment; signal by signal. */
	readonly #heads = new Map<number, Float32Array<ArrayBuffer>>();
	readonly #tails = new Map<number, Float32Array<ArrayBuffer>>();

	/**
	 * @param finished One entry per block, 1 where nothing is to be done. Copied.
	 * @param seam What the last run left open. Becomes the assembler's.
	 * @throws RangeError where more than two segments would overlap, or the parts do not fit the layout.
	 */
	constructor(
		layout: BlockLayout,
		segmentFrames: Frames,
		level: TrackLevel,
		finished: Uint8Array,
		seam: Seam | null
	) {
		if (layout.stride > segmentFrames || 2 * layout.stride < segmentFrames)
			throw new RangeError(`A stride of ${layout.stride} does not suit segments of ${segmentFrames}`);
		if (finished.length !== blockCount(layout))
			throw new RangeError(`${finished.length} entries for ${blockCount(layout)} blocks`);
		if (seam && seam.audio.length !== SIGNALS * tailFrames(layout, segmentFrames, seam.segment))
			throw new RangeError(`The seam after segment ${seam.segment} does not fit the song`);
		this.#layout = layout;
		this.#segmentFrames = segmentFrames;
		this.#level = level;
		this.#finished = finished.slice();
		this.#weights = triangle(segmentFrames);
		if (seam && this.#isMissing(seam.segment + 1)) this.#tails.set(seam.segment, seam.audio);
	}

	/** Takes what segment `index` gave; `audio` stays the caller's. Nothing that is finished is made again. */
	add(index: number, audio: SegmentAudio): { blocks: AssembledBlock[]; seam: Seam | null } {
		const { stride } = this.#layout;
		if (this.#isMissing(index))
			this.#heads.set(index, this.#part(audio, 0, blockFrames(this.#layout, index)));
		if (this.#isMissing(index + 1))
			this.#tails.set(index, this.#part(audio, stride, tailFrames(this.#layout, this.#segmentFrames, index)));
		const blocks = [index, index + 1].flatMap((block) => this.#finish(block) ?? []);
		const open = this.#tails.get(index);
		return { blocks, seam: open ? { segment: index, audio: open.slice() } : null };
	}

	#isMissing(block: number): boolean {
		return this.#finished[block] === 0;
	}

	/** Frames `from … from + frames` of each signal, weighted. */
	#part(audio: SegmentAudio, from: number, frames: Frames): Float32Array<ArrayBuffer> {
		const part = new Float32Array(SIGNALS * frames);
		const weights = this.#weights.subarray(from);
		for (let signal = 0; signal < SIGNALS; signal++)
			weigh(
				part.subarray(signal * frames, (signal + 1) * frames),
				audio.samples.subarray(signal * this.#segmentFrames + audio.start + from),
				weights
			);
		return part;
	}

	#finish(index: number): AssembledBlock | null {
		const head = this.#heads.get(index);
		const tail = index === 0 ? new Float32Array() : this.#tails.get(index - 1);
		if (!head || !tail) return null;
		this.#heads.delete(index);
		this.#tails.delete(index - 1);
		this.#finished[index] = 1;
		const frames = blockFrames(this.#layout, index);
		const overlap = tail.length / SIGNALS;
		for (let signal = 0; signal < SIGNALS; signal++)
			crossFade(
				head.subarray(signal * frames, (signal + 1) * frames),
				this.#weights,
				tail.subarray(signal * overlap, (signal + 1) * overlap),
				this.#weights.subarray(this.#layout.stride)
			);
		denormalise(head, this.#level);
		return { index, frames, samples: head };
	}
}
