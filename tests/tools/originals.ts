import { blockFrames, blockStart, type BlockLayout, type OriginalBlock } from '../../src/lib/music/block';

/** A sample of a made-up song before separation; `frame` counts from the song's start. */
export type OriginalCode = (channel: number, frame: number) => number;

/** Any float, not one of 65,536: what a quantisation on the way would change. */
export const codedOriginal: OriginalCode = (channel, frame) =>
	Math.fround(Math.sin(frame * 1.7 + channel) * 0.7);

export function makeOriginal(
	layout: BlockLayout,
	index: number,
	code: OriginalCode = codedOriginal
): OriginalBlock {
	const start = blockStart(layout, index);
	const count = blockFrames(layout, index);
	const samples = new Float32Array(2 * count);
	for (let channel = 0; channel < 2; channel++)
		for (let i = 0; i < count; i++) samples[channel * count + i] = code(channel, start + i);
	return { index, frames: count, samples };
}
