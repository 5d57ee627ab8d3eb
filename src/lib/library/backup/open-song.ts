import { failure, success, type Outcome } from '../../outcome/outcome';
import type { SongId } from '../../music/song';
import type { ArchiveEntry } from './archive';
import { decodeBlock } from './block-bytes';
import { fromJson, SONG } from './format';
import { Sha256 } from './sha256';
import { isSongEntry, partsOf, type SongEntry } from './song-entry';

/** Reads and checks an entry of a backup. */
export type Read<Reason extends string> = (
	entry: ArchiveEntry
) => Promise<Outcome<Uint8Array<ArrayBuffer>, Reason>>;

/** A song in a backup. */
export interface BackupSong {
	readonly id: SongId;
	readonly title: string;
	/** In the backup. */
	readonly bytes: number;
	readonly entry: SongEntry;
	/** All that `partsOf` has, by the same names. */
	readonly parts: ReadonlyMap<string, ArchiveEntry>;
}

/**
 * Checks all of a song, one part in memory at a time. Null where it was not read to its end when it was backed up.
 *
 * @param parts By their names within the song.
 */
export async function openSong<Reason extends string>(
	id: SongId,
	parts: ReadonlyMap<string, ArchiveEntry>,
	read: Read<Reason>
): Promise<Outcome<BackupSong | null, Reason | 'damaged'>> {
	const last = parts.get(SONG);
	if (last === undefined) {
		for (const part of parts.values()) {
			const bytes = await read(part);
			if (!bytes.ok) return bytes;
		}
		return success(null);
	}
	const json = await read(last);
	if (!json.ok) return json;
	const damaged = (what: string) => failure('damaged', `${what} of song ${id} is not what it should be.`);
	const entry = fromJson(json.value);
	if (!isSongEntry(entry) || entry.id !== id) return damaged('The row');
	const expected = partsOf(entry);
	const fits = expected.every(({ name, bytes }) => parts.get(name)?.bytes === bytes);
	if (!fits || parts.size !== expected.length + 1) return damaged('The list of parts');

	const hash = new Sha256();
	for (const { of, index, name } of expected) {
		const bytes = await read(parts.get(name)!);
		if (!bytes.ok) return bytes;
		if (of === 'source') hash.add(bytes.value);
		if (of === 'block' && decodeBlock(bytes.value, entry.layout, index) === null) return damaged(name);
	}
	if (hash.end() !== id) return damaged('The file');
	const bytes = [...parts.values()].reduce((sum, part) => sum + part.bytes, 0);
	return success({ id, title: entry.title, bytes, entry, parts });
}
