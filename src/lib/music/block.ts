import type { Frames } from '../units/units';
import { STEMS, type PerStem } from './stems';

/**
 * A **block** is the part of a song that becomes final, is stored and is played as one: one stride of the
 * separation plan, all four stems, stereo. Block `k` covers the frames `[k · stride, (k + 1) · stride)`;
 * the last one ends with the song.
 */
export interface Block {
	readonly index: number;
	readonly frames: Frames;
	readonly stems: PerStem<StemBlock>;
}

/** One stem of a block: sample = `pcm[i] · scale`. */
export interface StemBlock {
	/** `2 · frames` values: the left channel, then the right one. */
	readonly pcm: Int16Array<ArrayBuffer>;
	/** The stem's largest magnitude in this block divided by 32767; 0 where the stem is silent. */
	readonly scale: number;
}

/** The sound of a song under one block as it was before separation, exactly as it was decoded. */
export interface OriginalBlock {
	readonly index: number;
	readonly frames: Frames;
	/** `2 · frames` values: the left channel, then the right one. */
	readonly samples: Float32Array<ArrayBuffer>;
}

/**
 * The ends of separated segments that wait for a neighbour, by the number of their segment: a head becomes the
 * segment's own block together with the tail of the segment before it.
 */
export interface OpenEnds {
	readonly heads: ReadonlySet<number>;
	readonly tails: ReadonlySet<number>;
}
export type EndSide = 'head' | 'tail';

/** How a song is cut into blocks; block count = ceil(frames / stride). */
export interface BlockLayout {
	/** Length of the whole song. */
	readonly frames: Frames;
	/** Length of every block but the last. */
	readonly stride: Frames;
}

/** Frames of song under one bucket of the waveform; a block's last bucket may be shorter. */
export const PEAK_BUCKET_FRAMES = 256;

/**
 * The waveform of one block: for each stem, `2 · ceil(frames / 256)` values, the minimum and the maximum of
 * both channels in each bucket, full scale = 32767, clipped there.
 */
export interface BlockPeaks {
	readonly index: number;
	readonly stems: PerStem<Int16Array<ArrayBuffer>>;
}

export const blockCount = (layout: BlockLayout): number => Math.ceil(layout.frames / layout.stride);

export const blockStart = (layout: BlockLayout, index: number): Frames => (index * layout.stride) as Frames;

export const blockFrames = (layout: BlockLayout, index: number): Frames =>
	Math.min(layout.stride, layout.frames - index * layout.stride) as Frames;

export const blockAt = (layout: BlockLayout, frame: Frames): number => Math.floor(frame / layout.stride);

/** Whether a block read from anywhere outside this program's memory is whole and fits its place. */
export function isWholeBlock(block: Block, layout: BlockLayout, index: number): boolean {
	const frames = blockFrames(layout, index);
	const stems: Partial<PerStem<Partial<StemBlock>>> = block.stems;
	return (
		block.index === index &&
		block.frames === frames &&
		STEMS.every((stem) => {
			const { pcm, scale } = stems[stem] ?? {};
			return pcm instanceof Int16Array && pcm.length === 2 * frames && Number.isFinite(scale);
		})
	);
}

/** Likewise, for the original sound. */
export function isWholeOriginal(block: OriginalBlock, layout: BlockLayout, index: number): boolean {
	const frames = blockFrames(layout, index);
	const { samples }: Partial<OriginalBlock> = block;
	return (
		block.index === index &&
		block.frames === frames &&
		samples instanceof Float32Array &&
		samples.length === 2 * frames
	);
}

/** The conversation between the mixer worklet and whoever feeds it blocks, over a port of its own. */
export type BlockRequest = { readonly type: 'need'; readonly index: number };
export type BlockReply =
	| { readonly type: 'block'; readonly block: Block }
	/** Not separated yet: what plays until the block is announced. */
	| { readonly type: 'original'; readonly block: OriginalBlock }
	/** Neither is there yet: ask again once one is announced. */
	| { readonly type: 'missing'; readonly index: number }
	/** There, but not what it should be. */
	| { readonly type: 'damaged'; readonly index: number; readonly detail: string };
