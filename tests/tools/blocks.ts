import { blockAt, blockFrames, blockStart, type Block, type BlockLayout } from '../../src/lib/music/block';
import type { StereoGains } from '../../src/lib/music/mix';
import { perStem, STEMS, type StemName } from '../../src/lib/music/stems';
import { frames } from '../../src/lib/units/units';

/** An Int16 value for one sample of a made-up song; `stem` is its place in STEMS, `frame` counts from the song's start. */
export type SongCode = (stem: number, channel: number, frame: number) => number;

/** Stem, channel and frame are all in the value, so that any mix-up shows; `song` makes songs different. */
export const coded =
	(song = 0): SongCode =>
	(stem, channel, frame) =>
		((frame * 7919 + stem * 10007 + channel * 5003 + song * 20011) % 65521) - 32760;

/** Different for each stem and block, so that a scale taken from the wrong place shows. */
export const scaleOf = (stem: number, index: number): number => (1 + stem + (index % 3)) / (40 * 32767);

export const layoutOf = (songFrames: number, stride: number): BlockLayout => ({
	frames: frames(songFrames),
	stride: frames(stride)
});

export function makeBlock(
	layout: BlockLayout,
	index: number,
	code: SongCode = coded(),
	scale = scaleOf
): Block {
	const start = blockStart(layout, index);
	const count = blockFrames(layout, index);
	return {
		index,
		frames: count,
		stems: perStem((_, stem) => {
			const pcm = new Int16Array(2 * count);
			for (let channel = 0; channel < 2; channel++)
				for (let i = 0; i < count; i++) pcm[channel * count + i] = code(stem, channel, start + i);
			return { pcm, scale: scale(stem, index) };
		})
	};
}

const UNITY: StereoGains = { ll: 1, lr: 0, rl: 0, rr: 1 } as StereoGains;

/** What the mix of a song must be at a frame, as [left, right] in double precision. */
export function mixAt(
	layout: BlockLayout,
	frame: number,
	code: SongCode = coded(),
	gains: (stem: StemName) => StereoGains = () => UNITY
): [left: number, right: number] {
	const index = blockAt(layout, frames(frame));
	let left = 0;
	let right = 0;
	STEMS.forEach((name, stem) => {
		const l = code(stem, 0, frame) * scaleOf(stem, index);
		const r = code(stem, 1, frame) * scaleOf(stem, index);
		const { ll, lr, rl, rr } = gains(name);
		left += l * ll + r * rl;
		right += l * lr + r * rr;
	});
	return [left, right];
}

/** A block with one stem cut short. */
export const withBrokenStem = (block: Block, stem: StemName): Block => ({
	...block,
	stems: { ...block.stems, [stem]: { ...block.stems[stem], pcm: new Int16Array(10) } }
});
