import type { BlockPeaks } from '../music/block';
import type { Song } from '../music/song';

/** A song with its waveform: by block, undefined where it is not separated yet. */
export interface Stand {
	readonly song: Song;
	readonly peaks: readonly (BlockPeaks | undefined)[];
}

/** The same, with a newer row and more of the waveform. */
export function withBlocks(stand: Stand, song: Song, arrivals: readonly BlockPeaks[]): Stand {
	const peaks = [...stand.peaks];
	for (const block of arrivals) peaks[block.index] = block;
	return { song, peaks };
}
