import type { SongId } from '../../music/song';
import { describe, failure, success, type Outcome } from '../../outcome/outcome';
import type { LibraryDatabase } from '../database';
import type { StorageFailure } from '../transaction';
import { readEntry } from './archive';
import type { Backup } from './open-backup';
import type { Read } from './open-song';
import { restoreRecords, type RestoredRecords } from './restore-records';
import { restoreSong } from './restore-song';

/** What a backup has brought: how many rows were new or newer, and which songs had something in it that was missing. */
export interface RestoreReport extends RestoredRecords {
	readonly songs: {
		readonly added: readonly SongId[];
		/** Left as they are. */
		readonly kept: readonly SongId[];
	};
}

/**
 * Merges a backup into the library: first the records, all or none, then song by song. Nothing newer is overwritten,
 * and whatever ends it, what was written is whole: restoring once more goes on from there.
 *
 * `unreadable`: the file was there when it was opened, and is not any more, or is another one.
 *
 * @param progress Told how far it is, in bytes of the songs.
 * @param now Milliseconds since 1970.
 * @throws the signal's reason when aborted.
 */
export async function restore(
	signal: AbortSignal,
	db: LibraryDatabase,
	{ contents: { records, songs } }: Backup,
	progress: (done: number, total: number) => void,
	now: number
): Promise<Outcome<RestoreReport, StorageFailure | 'unreadable'>> {
	signal.throwIfAborted();
	const restored = await restoreRecords(db, records, now);
	if (!restored.ok) return restored;

	const total = songs.reduce((sum, { bytes }) => sum + bytes, 0);
	const added: SongId[] = [];
	const kept: SongId[] = [];
	let done = 0;
	for (const song of songs) {
		let taken = 0;
		const outcome = await restoreSong(db, song, async (entry) => {
			signal.throwIfAborted();
			const bytes = await readable(entry);
			signal.throwIfAborted();
			taken += entry.bytes;
			progress(done + taken, total);
			return bytes;
		});
		if (!outcome.ok) return outcome;
		(outcome.value ? added : kept).push(song.id);
		done += song.bytes;
		progress(done, total);
	}
	return success({ ...restored.value, songs: { added, kept } });
}

const readable: Read<'unreadable'> = async (entry) => {
	try {
		const bytes = await readEntry(entry);
		return bytes.ok ? bytes : failure('unreadable', bytes.detail);
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure('unreadable', describe(thrown));
	}
};
