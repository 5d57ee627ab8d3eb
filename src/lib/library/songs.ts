import { blockCount } from '../music/block';
import type { Song, SongId } from '../music/song';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { fileOf, keepFile } from './kept-file';
import { partsOf } from './parts';
import { read, write, type StorageFailure } from './transaction';

/** What is known of a song before any of it is separated. */
export type SongFacts = Omit<
	Song,
	'finished' | 'state' | 'level' | 'stopped' | 'pinned' | 'practisedAt' | 'bytes'
>;

/** A row with no block finished and nothing stored: every song begins here, whatever else `facts` may claim. */
export const newSong = (facts: SongFacts): Song => ({
	...facts,
	finished: new Uint8Array(blockCount(facts.layout)),
	state: 'partial',
	level: null,
	stopped: false,
	pinned: false,
	practisedAt: null,
	bytes: 0
});

/** Every song, in no order that means anything. This and every other read rejects where storage fails. */
export const listSongs = (db: LibraryDatabase): Promise<readonly Song[]> =>
	read(db, 'songs', (songs) => songs.getAll());

export const getSong = (db: LibraryDatabase, id: SongId): Promise<Song | undefined> =>
	read(db, 'songs', (songs) => songs.get(id));

/** The file a song came from. */
export async function getSource(
	db: LibraryDatabase,
	id: SongId
): Promise<{ readonly file: Blob; readonly name: string } | undefined> {
	const source = await read(db, 'sources', (sources) => sources.get(id));
	return source && { file: fileOf(source.file), name: source.name };
}

/**
 * Stores a new song and its file together, and gives its row. A song that is already there is left as it is,
 * and its row given: its blocks may be made another way than `facts` says (`layout`, `model`).
 */
export function addSong(
	db: LibraryDatabase,
	facts: SongFacts,
	source: File
): Promise<Outcome<Song, StorageFailure>> {
	return keepFile(source, facts.cover, (file, cover) =>
		write(db, ['songs', 'sources'], async (tx) => {
			const songs = tx.objectStore('songs');
			const known = await songs.get(facts.id);
			if (known !== undefined) return success(known);
			const song = { ...newSong({ ...facts, cover }), bytes: source.size };
			await tx.objectStore('sources').put({ file, name: source.name }, song.id);
			await songs.put(song);
			return success(song);
		})
	);
}

/**
 * Removes a song with everything kept of it; succeeds also where there is none. Its room, loops and markers stay:
 * they are the player's own work, take a few bytes, and are there again when the same file comes back.
 */
export function deleteSong(db: LibraryDatabase, id: SongId): Promise<Outcome<null, StorageFailure>> {
	return write(db, ['songs', 'sources', 'blocks', 'peaks', 'originals', 'ends'], async (tx) => {
		await tx.objectStore('songs').delete(id);
		await tx.objectStore('sources').delete(id);
		for (const store of ['blocks', 'peaks', 'originals', 'ends'] as const)
			await tx.objectStore(store).delete(partsOf(id));
		return success(null);
	});
}

/**
 * Changes what may change of a song besides its blocks, and gives its new row. `level` is for who has stored all of
 * its originals. `gone`: it was deleted meanwhile.
 */
export function changeSong(
	db: LibraryDatabase,
	id: SongId,
	change: Partial<Pick<Song, 'practisedAt' | 'stopped' | 'pinned' | 'level'>>
): Promise<Outcome<Song, 'gone' | StorageFailure>> {
	return write(db, ['songs'], async (tx) => {
		const songs = tx.objectStore('songs');
		const row = await songs.get(id);
		if (row === undefined) return failure('gone', `Song ${id} is not in the library.`);
		const song = { ...row, ...change };
		await songs.put(song);
		return success(song);
	});
}
