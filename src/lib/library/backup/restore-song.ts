import { finishedBlocks, isMadeAlike, type Song } from '../../music/song';
import { failure, success, type Outcome } from '../../outcome/outcome';
import { storeBlocks, type SegmentEnds } from '../blocks';
import type { LibraryDatabase } from '../database';
import { keepFile } from '../kept-file';
import { changeSong, getSong } from '../songs';
import { write, type StorageFailure } from '../transaction';
import { decodeBlock } from './block-bytes';
import type { BackupSong, Read } from './open-song';
import { partsOf, rowOf } from './song-entry';

const NO_ENDS: SegmentEnds = { segment: 0, head: null, tail: null };

/**
 * Brings a song of a backup into the library, or what is missing of one that is partly there: first its row and its
 * file, then block by block, so that it can be gone on with wherever this ends. A song that is whole already, or was
 * made with another model, stays as it is.
 *
 * @returns Whether anything was added.
 */
export async function restoreSong<Reason extends string>(
	db: LibraryDatabase,
	song: BackupSong,
	read: Read<Reason>
): Promise<Outcome<boolean, Reason | StorageFailure>> {
	const { id, entry, parts } = song;
	const known = await getSong(db, id);
	const begun = known === undefined ? await addRow(db, song, read) : success(known);
	if (!begun.ok) return begun;

	let row = begun.value;
	if (!isMadeAlike(row, entry)) return success(false);
	for (const { of, index, name } of partsOf(entry)) {
		if (of !== 'block' || row.finished[index] !== 0) continue;
		const bytes = await read(parts.get(name)!);
		if (!bytes.ok) return bytes;
		const part = decodeBlock(bytes.value, entry.layout, index);
		// It was looked at when the backup was opened.
		if (part === null) throw new Error(`${name} of song ${id} is no block`);
		const stored = await storeBlocks(db, entry, [part], NO_ENDS);
		if (!stored.ok) return orGone(stored);
		row = stored.value;
	}
	// Not before: a partial song with a level would be one whose originals are all stored.
	if (row.state === 'complete' && row.level === null && entry.level !== null) {
		const changed = await changeSong(db, id, { level: entry.level });
		if (!changed.ok) return orGone(changed);
	}
	return success(known === undefined || finishedBlocks(row) > finishedBlocks(known));
}

/** Who has just removed the song, or begun it anew, is to have it so. */
const orGone = ({ reason, detail }: Outcome<never, 'gone' | StorageFailure> & { readonly ok: false }) =>
	reason === 'gone' ? success(false) : failure(reason, detail);

/** The row with nothing but its file, and that file: one transaction. */
async function addRow<Reason extends string>(
	db: LibraryDatabase,
	{ entry, parts }: BackupSong,
	read: Read<Reason>
): Promise<Outcome<Song, Reason | StorageFailure>> {
	const { source, cover } = entry;
	const pieces = { cover: [] as Blob[], source: [] as Blob[] };
	for (const { of, name } of partsOf(entry)) {
		if (of === 'block') continue;
		const bytes = await read(parts.get(name)!);
		if (!bytes.ok) return bytes;
		// Each becomes a Blob at once: the browser moves those out of this process.
		pieces[of].push(new Blob([bytes.value]));
	}
	const whole = new File(pieces.source, source.name, source);
	return keepFile(whole, cover && new Blob(pieces.cover, cover), (file, picture) => {
		const row = rowOf(entry, picture);
		return write(db, ['songs', 'sources'], async (tx) => {
			const known = await tx.objectStore('songs').get(row.id);
			if (known !== undefined) return success(known);
			await tx.objectStore('sources').put({ file, name: source.name }, row.id);
			await tx.objectStore('songs').put(row);
			return success(row);
		});
	});
}
