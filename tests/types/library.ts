import type { LibraryDatabase } from '../../src/lib/library/database';
import type { Song, SongId } from '../../src/lib/music/song';

/**
 * Checked by the compiler and never run: wrong names, keys and values of the library's stores do not compile.
 * Each `@ts-expect-error` is itself an error once its line compiles.
 */
export async function mistakes(db: LibraryDatabase, id: SongId, song: Song): Promise<void> {
	// @ts-expect-error There is no such store.
	await db.get('song', id);
	// @ts-expect-error A song's key is its hash, not any string.
	await db.get('songs', 'abc');
	// @ts-expect-error A block's key is its song and its index.
	await db.get('blocks', id);
	// @ts-expect-error The index is a number.
	await db.get('blocks', [id, '3']);
	// @ts-expect-error An end's key has a side.
	await db.get('ends', [id, 3]);
	// @ts-expect-error There are but two sides.
	await db.get('ends', [id, 3, 'middle']);
	// @ts-expect-error Stems are no original sound.
	await db.put('originals', (await db.get('blocks', [id, 3]))!, [id, 3]);
	// @ts-expect-error A song is no block.
	await db.put('blocks', song, [id, 3]);
	// @ts-expect-error There is no third state.
	await db.put('songs', { ...song, state: 'ready' });
	// @ts-expect-error No store has an index.
	await db.getFromIndex('songs', 'byTitle', 'x');
	// @ts-expect-error A transaction knows only its own stores.
	db.transaction(['songs']).objectStore('blocks');
	// @ts-expect-error Nothing is written in a transaction for reading.
	await db.transaction(['songs'], 'readonly').objectStore('songs').put(song);
}
