import type { Song } from '../../music/song';
import { readBlock } from '../blocks';
import type { LibraryDatabase } from '../database';
import { readPart } from '../parts';
import { getSource } from '../songs';
import { read } from '../transaction';
import { arePeaksOf, encodeBlock } from './block-bytes';
import { blockName, COVER, entryName, partCount, PART_BYTES, SONG, sourceName, toJson } from './format';
import { Sha256 } from './sha256';
import { entryOf, isSongEntry, type SongEntry } from './song-entry';

/** Takes one entry of a backup. */
export type Add = (name: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>;

/**
 * Adds all parts of a song, one in memory at a time, and gives the entry that makes them count, for
 * {@link finishSong}; null where something is missing or damaged, or the song is being deleted right now. Rejects where
 * storage fails, and as `add` does.
 *
 * @param row The song as it was when this began: blocks that come later are not in it.
 */
export async function addSong(db: LibraryDatabase, row: Song, add: Add): Promise<SongEntry | null> {
	const { id, cover } = row;
	const addPart: Add = (name, bytes) => add(entryName(id, name), bytes);
	const source = await getSource(db, id);
	if (source === undefined) return null;
	const { file, name } = source;
	const entry = entryOf(row, {
		name,
		type: file.type,
		lastModified: file instanceof File ? file.lastModified : row.addedAt,
		bytes: file.size
	});
	// It would make the whole backup one that nobody can open.
	if (!isSongEntry(entry)) return null;

	if (cover !== null) {
		const bytes = await bytesOf(cover);
		if (bytes === null) return null;
		await addPart(COVER, bytes);
	}
	const hash = new Sha256();
	for (let part = 0; part < partCount(file.size); part++) {
		const bytes = await bytesOf(file.slice(part * PART_BYTES, (part + 1) * PART_BYTES));
		if (bytes === null) return null;
		hash.add(bytes);
		await addPart(sourceName(part), bytes);
	}
	if (hash.end() !== id) return null;
	for (const index of entry.blocks) {
		const bytes = await blockBytes(db, row, index);
		if (bytes === null) return null;
		await addPart(blockName(index), bytes);
	}
	return entry;
}

/** The song counts from here on. */
export const finishSong = (entry: SongEntry, add: Add): Promise<void> =>
	add(entryName(entry.id, SONG), toJson(entry));

async function blockBytes(
	db: LibraryDatabase,
	song: Song,
	index: number
): Promise<Uint8Array<ArrayBuffer> | null> {
	const block = await readBlock(db, song, index);
	const peaks = await readPart(
		`Peaks ${index}`,
		() => read(db, 'peaks', (stored) => stored.get([song.id, index])),
		(found) => arePeaksOf(found, song.layout, index)
	);
	return block.ok && peaks.ok ? encodeBlock({ block: block.value, peaks: peaks.value }, song.layout) : null;
}

/** Null where the browser has lost them. */
async function bytesOf(blob: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
	try {
		return new Uint8Array(await blob.arrayBuffer());
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return null;
	}
}
