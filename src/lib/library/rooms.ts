import type { RoomMemory } from '../music/room-memory';
import type { SongId } from '../music/song';
import { success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { read, write, type StorageFailure } from './transaction';

/**
 * How the room was when this song was last in it, as it was kept: see `fitting`. Undefined for a song that never was.
 * Rejects where storage fails.
 */
export const readRoom = (db: LibraryDatabase, song: SongId): Promise<RoomMemory | undefined> =>
	read(db, 'rooms', (rooms) => rooms.get(song));

/**
 * Keeps it in place of what was kept of this song. Not flushed to the disk: it is kept again and again while someone
 * practises, and where a battery dies, the room comes back as it was a moment before.
 */
export const keepRoom = (
	db: LibraryDatabase,
	memory: RoomMemory
): Promise<Outcome<RoomMemory, StorageFailure>> =>
	write(
		db,
		['rooms'],
		async (tx) => {
			const put = tx.objectStore('rooms').put(memory);
			// Now, not when the put has succeeded: it is kept in the moment in which a page is left, and nobody is there then.
			try {
				tx.commit();
			} finally {
				await put;
			}
			return success(memory);
		},
		'relaxed'
	);
