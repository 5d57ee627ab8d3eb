import type { DBSchema } from 'idb';
import type { Block, BlockPeaks } from '../music/block';
import type { Song, SongId } from '../music/song';

/** Everything RiffRoom keeps, store by store. Keys of a song's parts begin with its id. */
export interface RiffRoomSchema extends DBSchema {
	songs: { key: SongId; value: Song };
	/** The file the song came from, so that separation can go on after a reload. */
	sources: { key: SongId; value: { readonly file: Blob; readonly name: string } };
	blocks: { key: [song: SongId, index: number]; value: Block };
	/** Apart from the blocks: the waveform of a whole song is read at once, its audio never. */
	peaks: { key: [song: SongId, index: number]; value: BlockPeaks };
	/** The open end of the last stored block while a song is partial (see `Seam` in the separation's protocol). */
	seams: { key: SongId; value: { readonly segment: number; readonly audio: Float32Array<ArrayBuffer> } };
}

export const DATABASE_NAME = 'riffroom';
