import { withPass, type LoopId, type SavedLoop } from '../music/saved-loop';
import type { SongId } from '../music/song';
import type { Speed } from '../music/tuning';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { partsOf } from './parts';
import { read, write, type StorageFailure } from './transaction';

/** The loops kept of a song, by their start, then their end. Rejects where storage fails. */
export const listLoops = async (db: LibraryDatabase, song: SongId): Promise<readonly SavedLoop[]> =>
	(await read(db, 'loops', (loops) => loops.getAll(partsOf(song)))).sort(
		(one, other) => one.start - other.start || one.end - other.end
	);

/** The loops kept of all songs, also of those that are gone, in no order that means anything. Rejects likewise. */
export const listAllLoops = (db: LibraryDatabase): Promise<readonly SavedLoop[]> =>
	read(db, 'loops', (loops) => loops.getAll());

/**
 * Keeps a new loop, or the changes to one that is kept, and gives its row. What was reached in a kept one (`passes`,
 * `speeds`) stays as {@link countPass} has it: another tab may have counted since `loop` was read.
 */
export const keepLoop = (db: LibraryDatabase, loop: SavedLoop): Promise<Outcome<SavedLoop, StorageFailure>> =>
	write(db, ['loops'], async (tx) => {
		const loops = tx.objectStore('loops');
		const { passes, speeds } = (await loops.get([loop.song, loop.id])) ?? loop;
		const row = { ...loop, passes, speeds };
		await loops.put(row);
		return success(row);
	});

/** Succeeds also where there is none. */
export const removeLoop = (
	db: LibraryDatabase,
	song: SongId,
	id: LoopId
): Promise<Outcome<null, StorageFailure>> =>
	write(db, ['loops'], async (tx) => {
		await tx.objectStore('loops').delete([song, id]);
		return success(null);
	});

/**
 * Counts one whole pass of a loop at a speed, and gives its row; exact however many tabs count. `gone`: it was removed
 * meanwhile. Not flushed to the disk: a short loop passes many times a second.
 *
 * @param now Milliseconds since 1970.
 */
export const countPass = (
	db: LibraryDatabase,
	song: SongId,
	id: LoopId,
	speed: Speed,
	now: number
): Promise<Outcome<SavedLoop, 'gone' | StorageFailure>> =>
	write(
		db,
		['loops'],
		async (tx) => {
			const loops = tx.objectStore('loops');
			const row = await loops.get([song, id]);
			if (row === undefined) return failure('gone', `Loop ${id} is not kept.`);
			const counted = withPass(row, speed, now);
			await loops.put(counted);
			return success(counted);
		},
		'relaxed'
	);
