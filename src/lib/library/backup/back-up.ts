import { isMadeAlike, type Song, type SongId } from '../../music/song';
import { describe, failure, success, type Outcome } from '../../outcome/outcome';
import type { LibraryDatabase } from '../database';
import { getSong, listSongs } from '../songs';
import type { StorageFailure } from '../transaction';
import { ArchiveWriter } from './archive-writer';
import { addSong, finishSong, type Add } from './back-up-song';
import { RECORDS, toJson } from './format';
import { readBackupRecords } from './read-records';
import { Sink } from './sink';
import { loadZip } from './zip';

/** What is in a backup that was made. */
export interface BackupReport {
	readonly songs: number;
	readonly sessions: number;
	/** Of the file. */
	readonly bytes: number;
	/** Songs that are damaged, and so were left out. */
	readonly left: readonly Song[];
}

/**
 * Writes everything the player has made, and these songs as far as they are separated, into one file: see format.ts.
 * Memory does not depend on how much that is. A song that is deleted meanwhile is not in it.
 *
 * @param to Is closed when all is written, and aborted otherwise, also where this rejects. `cannot-write`: it refused.
 * @param progress Told how far it is, in bytes of the library.
 * @param now Milliseconds since 1970.
 * @throws the signal's reason when aborted, once what is being written is.
 */
export async function backUp(
	signal: AbortSignal,
	db: LibraryDatabase,
	{ songs }: { readonly songs: readonly SongId[] },
	to: WritableStream<Uint8Array<ArrayBuffer>>,
	progress: (done: number, total: number) => void,
	now: number
): Promise<Outcome<BackupReport, StorageFailure | 'cannot-write'>> {
	const sink = new Sink(to);
	try {
		signal.throwIfAborted();
		const archive = new ArchiveWriter(await loadZip(), sink);
		const add: Add = async (name, bytes) => {
			await archive.add(name, bytes);
			signal.throwIfAborted();
		};
		const records = await readBackupRecords(db);
		await add(RECORDS, toJson(records));
		const { added, left } = await addSongs(db, new Set(songs), add, progress);
		signal.throwIfAborted();
		await archive.close(now);
		return success({ songs: added, sessions: records.sessions.length, bytes: sink.bytes, left });
	} catch (thrown) {
		sink.abort(thrown);
		signal.throwIfAborted();
		if (sink.refusal !== undefined) return failure('cannot-write', describe(sink.refusal));
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure('unavailable', describe(thrown));
	}
}

async function addSongs(
	db: LibraryDatabase,
	ids: ReadonlySet<SongId>,
	add: Add,
	progress: (done: number, total: number) => void
): Promise<{ readonly added: number; readonly left: readonly Song[] }> {
	const chosen = (await listSongs(db)).filter(({ id }) => ids.has(id));
	const total = chosen.reduce((sum, { bytes }) => sum + bytes, 0);
	const left: Song[] = [];
	let added = 0;
	let done = 0;
	for (const { id, bytes } of chosen) {
		let written = 0;
		const addPart: Add = async (name, part) => {
			await add(name, part);
			written += part.length;
			progress(done + Math.min(written, bytes), total);
		};
		const row = await getSong(db, id);
		const entry = row === undefined ? null : await addSong(db, row, addPart);
		const after = await getSong(db, id);
		if (row !== undefined && after !== undefined && isStill(after, row)) {
			if (entry === null) left.push(row);
			else {
				await finishSong(entry, add);
				added += 1;
			}
		}
		done += bytes;
		progress(done, total);
	}
	return { added, left };
}

/** Whether a song was not deleted or begun anew since, so that what was read of it is of one song. */
const isStill = (after: Song, before: Song): boolean =>
	isMadeAlike(after, before) && before.finished.every((stored, index) => stored <= after.finished[index]!);
