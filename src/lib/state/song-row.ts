import type { LibraryDatabase } from '../library/database';
import { bytesOfSong, roomFor } from '../library/quota';
import { addSong, deleteSong, getSong } from '../library/songs';
import type { ModelManifest } from '../model/manifest';
import { missingBytes } from '../model/shards';
import { finishedBlocks, type Song, type SongId } from '../music/song';
import { failure, success } from '../outcome/outcome';
import { strideFor } from '../separation/plan';
import type { Frames } from '../units/units';
import { keyed } from './failures';
import type { Result, SongSource } from './workplace';

/** The song's row: the one that is there, or a new one if the device has room for what it will become. */
export async function songRow(
	database: LibraryDatabase,
	source: SongSource,
	frames: Frames,
	manifest: ModelManifest,
	overlap: number
): Promise<Result<Song>> {
	const layout = { frames, stride: strideFor(overlap, manifest.segmentFrames) };
	const known = await getSong(database, source.id);
	if (known !== undefined && known.model.version === manifest.version) return success(known);

	const room = await roomFor(bytesOfSong(layout, source.file.size) + (await missingBytes(manifest)));
	if (!room.ok) return failure('library:no-room', room.detail);
	// Blocks of another model never mix with this one's: such a song begins anew, once it is sure that it can.
	if (known !== undefined) {
		const removed = await deleteSong(database, source.id);
		if (!removed.ok) return keyed('library', removed);
	}
	const { name, version } = manifest;
	const { title, artist, album, cover } = source.tags;
	const facts = {
		id: source.id,
		title,
		artist,
		album,
		cover,
		fileName: source.file.name,
		layout,
		segmentFrames: manifest.segmentFrames,
		model: { name, version },
		addedAt: Date.now()
	};
	const added = await addSong(database, facts, source.file);
	return added.ok ? added : keyed('library', added);
}

/** Removes a song of which nothing was separated yet. */
export async function forgetIfEmpty(database: LibraryDatabase, id: SongId): Promise<void> {
	const song = await getSong(database, id);
	if (song !== undefined && finishedBlocks(song) === 0) await deleteSong(database, id);
}
