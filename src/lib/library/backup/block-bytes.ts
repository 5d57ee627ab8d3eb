import {
	blockFrames,
	isWholeBlock,
	PEAK_BUCKET_FRAMES,
	type Block,
	type BlockLayout,
	type BlockPeaks
} from '../../music/block';
import { perStem, STEMS } from '../../music/stems';
import type { FinishedPart } from '../blocks';

/*
 * A block in a backup, little-endian as is every device with a browser: for each stem its scale (64-bit float), then
 * for each its samples, then for each its peaks (16-bit whole numbers, both as `Block` and `BlockPeaks` have them).
 */

const SCALE_BYTES = Float64Array.BYTES_PER_ELEMENT;
const SAMPLE_BYTES = Int16Array.BYTES_PER_ELEMENT;

/** How many values a stem of this block has. */
const lengthsOf = (layout: BlockLayout, index: number) => {
	const frames = blockFrames(layout, index);
	return { samples: 2 * frames, peaks: 2 * Math.ceil(frames / PEAK_BUCKET_FRAMES) };
};

export function bytesOfBlock(layout: BlockLayout, index: number): number {
	const { samples, peaks } = lengthsOf(layout, index);
	return STEMS.length * (SCALE_BYTES + SAMPLE_BYTES * (samples + peaks));
}

export const arePeaksOf = (peaks: BlockPeaks, layout: BlockLayout, index: number): boolean =>
	peaks.index === index &&
	STEMS.every((stem) => {
		const values: unknown = peaks.stems[stem];
		return values instanceof Int16Array && values.length === lengthsOf(layout, index).peaks;
	});

/** @param part Whole and of this layout; it stays the caller's. */
export function encodeBlock({ block, peaks }: FinishedPart, layout: BlockLayout): Uint8Array<ArrayBuffer> {
	const bytes = new Uint8Array(bytesOfBlock(layout, block.index));
	let at = 0;
	const write = (values: Float64Array | Int16Array) => {
		bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
		at += values.byteLength;
	};
	for (const stem of STEMS) write(Float64Array.of(block.stems[stem].scale));
	for (const stem of STEMS) write(block.stems[stem].pcm);
	for (const stem of STEMS) write(peaks.stems[stem]);
	return bytes;
}

/** In buffers of its own; null where the bytes are no such block. */
export function decodeBlock(
	bytes: Uint8Array<ArrayBuffer>,
	layout: BlockLayout,
	index: number
): FinishedPart | null {
	if (bytes.length !== bytesOfBlock(layout, index)) return null;
	const lengths = lengthsOf(layout, index);
	let at = 0;
	const take = (count: number) => bytes.slice(at, (at += count)).buffer;
	const scales = perStem(() => new Float64Array(take(SCALE_BYTES))[0]!);
	const samples = perStem(() => new Int16Array(take(SAMPLE_BYTES * lengths.samples)));
	const peaks = perStem(() => new Int16Array(take(SAMPLE_BYTES * lengths.peaks)));
	const block: Block = {
		index,
		frames: blockFrames(layout, index),
		stems: perStem((stem) => ({ pcm: samples[stem], scale: scales[stem] }))
	};
	return isWholeBlock(block, layout, index) ? { block, peaks: { index, stems: peaks } } : null;
}
