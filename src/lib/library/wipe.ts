import type { SongId } from '../music/song';
import { success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { partsOf } from './parts';
import { write, type StorageFailure } from './transaction';

/** Empties the library, all of it or nothing: songs, what was practised, settings. */
export const wipe = (db: LibraryDatabase): Promise<Outcome<null, StorageFailure>> =>
	write(db, Array.from(db.objectStoreNames), async (tx) => {
		for (const store of tx.objectStoreNames) await tx.objectStore(store).clear();
		return success(null);
	});

/**
 * Removes all that is kept of a song, whether its sound is still there or not. What was practised in it stays in the
 * sessions, and so in every sum.
 */
export const wipeSong = (db: LibraryDatabase, id: SongId): Promise<Outcome<null, StorageFailure>> =>
	write(
		db,
		['songs', 'sources', 'rooms', 'blocks', 'peaks', 'originals', 'ends', 'loops', 'markers'],
		async (tx) => {
			for (const store of ['songs', 'sources', 'rooms'] as const) await tx.objectStore(store).delete(id);
			for (const store of ['blocks', 'peaks', 'originals', 'ends', 'loops', 'markers'] as const)
				await tx.objectStore(store).delete(partsOf(id));
			return success(null);
		}
	);
