import {
	blockCount,
	blockFrames,
	PEAK_BUCKET_FRAMES,
	type BlockLayout,
	type BlockPeaks
} from '../../../src/lib/music/block';
import { perStem, type StemName } from '../../../src/lib/music/stems';
import { frames, SAMPLE_RATE } from '../../../src/lib/units/units';

/** The distance between two blocks of a song in RiffRoom. */
const STRIDE = 257_985;

export interface MadeUpSong {
	readonly layout: BlockLayout;
	readonly peaks: readonly (BlockPeaks | undefined)[];
	readonly finished: Uint8Array;
}

/** A song at 120 beats a minute whose stems look like stems; `share` of it is separated. */
export function songOf(minutes: number, share: number): MadeUpSong {
	const layout = { frames: frames(Math.round(minutes * 60 * SAMPLE_RATE)), stride: frames(STRIDE) };
	const count = blockCount(layout);
	const finished = Uint8Array.from({ length: count }, (_, index) => (index < share * count ? 1 : 0));
	const peaks = Array.from({ length: count }, (_, index) =>
		finished[index] === 1 ? peaksOf(layout, index) : undefined
	);
	return { layout, peaks, finished };
}

function peaksOf(layout: BlockLayout, index: number): BlockPeaks {
	const buckets = Math.ceil(blockFrames(layout, index) / PEAK_BUCKET_FRAMES);
	const stems = perStem((stem) => {
		const values = new Int16Array(2 * buckets);
		for (let bucket = 0; bucket < buckets; bucket++) {
			const time = (index * STRIDE + bucket * PEAK_BUCKET_FRAMES) / SAMPLE_RATE;
			const loud = 32767 * loudness(stem, time);
			values[2 * bucket] = -loud * (0.7 + 0.3 * noise(2 * bucket + index));
			values[2 * bucket + 1] = loud * (0.7 + 0.3 * noise(2 * bucket + 1 + index));
		}
		return values;
	});
	return { index, stems };
}

/** The envelope of a stem: hits on the beat, notes, phrases with rests; everything softer in every other half minute. */
function loudness(stem: StemName, time: number): number {
	const verse = time % 60 < 30 ? 0.6 : 1;
	const since = (period: number) => time % period;
	switch (stem) {
		case 'drums':
			return verse * Math.max(0.9 * Math.exp(-14 * since(0.5)), 0.3 * Math.exp(-30 * since(0.25)));
		case 'bass':
			return verse * 0.6 * Math.exp(-2 * since(0.5));
		case 'other':
			return verse * (0.3 + 0.2 * Math.sin(time / 3) * Math.sin(time * 2));
		case 'vocals':
			return time % 8 < 5 ? verse * 0.7 * Math.abs(Math.sin(time * 1.7)) ** 0.5 : 0;
	}
}

/** The same for the same number: 0 … 1. */
const noise = (seed: number): number => {
	const value = Math.sin(seed * 12.9898) * 43758.5453;
	return value - Math.floor(value);
};
