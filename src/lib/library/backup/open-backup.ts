import type { SongId } from '../../music/song';
import { describe, failure, success, type Outcome } from '../../outcome/outcome';
import { readArchive, readEntry, type Archive, type ArchiveEntry } from './archive';
import { fromJson, RECORDS, songPart } from './format';
import { openSong, type BackupSong, type Read } from './open-song';
import { isBackupRecords, type BackupRecords } from './records';

/** A backup of which everything was found to be as it was made: what `restore` takes. */
export interface Backup {
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** How many there are. */
	readonly sessions: number;
	/** `bytes`: in the backup. */
	readonly songs: readonly Pick<BackupSong, 'id' | 'title' | 'bytes'>[];
	/** All that is restored. */
	readonly contents: { readonly records: BackupRecords; readonly songs: readonly BackupSong[] };
}

/**
 * Reads and checks all of a backup, one part in memory at a time. The file stays the caller's, and must stay as it is.
 *
 * `not-a-backup`: something else; `newer`: a later RiffRoom made it; `damaged`: not as it was made; `unreadable`: the
 * device does not give it.
 *
 * @param progress Told how far it is, in bytes of the file.
 * @throws the signal's reason when aborted.
 */
export async function openBackup(
	signal: AbortSignal,
	file: Blob,
	progress: (done: number, total: number) => void
): Promise<Outcome<Backup, 'not-a-backup' | 'newer' | 'damaged' | 'unreadable'>> {
	try {
		signal.throwIfAborted();
		const archive = await readArchive(file);
		if (!archive.ok) return archive;
		let done = 0;
		return await opened(archive.value, async (entry) => {
			signal.throwIfAborted();
			const bytes = await readEntry(entry);
			signal.throwIfAborted();
			done += entry.bytes;
			progress(done, file.size);
			return bytes;
		});
	} catch (thrown) {
		signal.throwIfAborted();
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure('unreadable', describe(thrown));
	}
}

async function opened(
	{ createdAt, entries }: Archive,
	read: Read<'damaged'>
): Promise<Outcome<Backup, 'damaged'>> {
	const found = entries.get(RECORDS);
	const songParts = bySong(entries);
	if (found === undefined || songParts === null)
		return failure('damaged', 'Its entries are not those of a backup.');
	const json = await read(found);
	if (!json.ok) return json;
	const records = fromJson(json.value);
	if (!isBackupRecords(records)) return failure('damaged', 'Its records are not what they should be.');
	const songs: BackupSong[] = [];
	for (const [id, parts] of songParts) {
		const song = await openSong(id, parts, read);
		if (!song.ok) return song;
		if (song.value !== null) songs.push(song.value);
	}
	return success({ createdAt, sessions: records.sessions.length, songs, contents: { records, songs } });
}

/** The parts of each song by their names; null where an entry is neither that nor the records. */
function bySong(entries: Archive['entries']): ReadonlyMap<SongId, ReadonlyMap<string, ArchiveEntry>> | null {
	const songs = new Map<SongId, Map<string, ArchiveEntry>>();
	for (const entry of entries.values()) {
		if (entry.name === RECORDS) continue;
		const part = songPart(entry.name);
		if (part === null) return null;
		const [id, name] = part;
		songs.set(id, (songs.get(id) ?? new Map<string, ArchiveEntry>()).set(name, entry));
	}
	return songs;
}
