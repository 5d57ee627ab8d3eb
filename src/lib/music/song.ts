import type { Frames } from '../units/units';
import { blockCount, type BlockLayout } from './block';

declare const songId: unique symbol;
/** SHA-256 of the source file's bytes, 64 hexadecimal digits: the same bytes are the same song. */
export type SongId = string & { readonly [songId]: true };

/** A song as the library keeps it. Times are milliseconds since 1970 (UTC instants). */
export interface Song {
	readonly id: SongId;
	readonly title: string;
	readonly artist: string | null;
	readonly album: string | null;
	readonly cover: Blob | null;
	readonly fileName: string;
	/** How the song is cut into blocks: fixed when separation first starts. */
	readonly layout: BlockLayout;
	/** Length of a separation segment; `layout.stride` is the distance between two. */
	readonly segmentFrames: Frames;
	/** The model its blocks were made with: a changed one never mixes its blocks with these. */
	readonly model: { readonly name: string; readonly version: string };
	/** One entry per block: 1 where the block is stored. */
	readonly finished: Uint8Array<ArrayBuffer>;
	/** `complete` exactly when every block is stored; set in the transaction that writes the last one. */
	readonly state: 'partial' | 'complete';
	/**
	 * Mean and deviation of the whole song's `(L+R)/2`, which every segment is normalised by. Null until the whole
	 * original is stored, block by block; from then on the file is not decoded again.
	 */
	readonly level: { readonly mean: number; readonly std: number } | null;
	/** The player has cancelled its separation: it goes on only when asked for. */
	readonly stopped: boolean;
	/** Never offered for removal when room is needed. */
	readonly pinned: boolean;
	readonly addedAt: number;
	readonly practisedAt: number | null;
	/** What the song takes on this device: source, blocks, peaks, and the original while it is partial. */
	readonly bytes: number;
}

/** Whether a song's stems are made by this model, not by an earlier one or another. */
export const isOfModel = ({ model }: Pick<Song, 'model'>, { name, version }: Song['model']): boolean =>
	model.name === name && model.version === version;

/** Whether blocks of one may be blocks of the other. */
export const isMadeAlike = (
	one: Pick<Song, 'layout' | 'model'>,
	other: Pick<Song, 'layout' | 'model'>
): boolean =>
	one.layout.frames === other.layout.frames &&
	one.layout.stride === other.layout.stride &&
	isOfModel(one, other.model);

export const finishedBlocks = (song: Pick<Song, 'finished'>): number =>
	song.finished.reduce((sum, stored) => sum + stored, 0);

/** The first block that is not stored; `blockCount` where the song is complete. */
export function firstMissingBlock(song: Pick<Song, 'finished' | 'layout'>): number {
	const missing = song.finished.indexOf(0);
	return missing === -1 ? blockCount(song.layout) : missing;
}
