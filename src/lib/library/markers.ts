import type { Marker, MarkerId } from '../music/marker';
import type { SongId } from '../music/song';
import { success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { partsOf } from './parts';
import { read, write, type StorageFailure } from './transaction';

/** The markers of a song, by their places. Rejects where storage fails. */
export const listMarkers = async (db: LibraryDatabase, song: SongId): Promise<readonly Marker[]> =>
	(await read(db, 'markers', (markers) => markers.getAll(partsOf(song)))).sort(
		(one, other) => one.at - other.at
	);

/** Keeps a new marker, or one that is kept as it is now. */
export const keepMarker = (db: LibraryDatabase, marker: Marker): Promise<Outcome<Marker, StorageFailure>> =>
	write(db, ['markers'], async (tx) => {
		await tx.objectStore('markers').put(marker);
		return success(marker);
	});

/** Succeeds also where there is none. */
export const removeMarker = (
	db: LibraryDatabase,
	song: SongId,
	id: MarkerId
): Promise<Outcome<null, StorageFailure>> =>
	write(db, ['markers'], async (tx) => {
		await tx.objectStore('markers').delete([song, id]);
		return success(null);
	});
