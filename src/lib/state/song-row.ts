import { beginAnew } from '../library/begin-anew';
import type { LibraryDatabase } from '../library/database';
import { bytesOfSong, describeRoom, roomFor } from '../library/quota';
import { addSong, changeSong, deleteSong, getSong } from '../library/songs';
import type { ModelManifest } from '../model/manifest';
import { missingBytes } from '../model/shards';
import { blockCount } from '../music/block';
import { finishedBlocks, isOfModel, type Song, type SongId } from '../music/song';
import { failure, success } from '../outcome/outcome';
import { strideFor } from '../separation/plan';
import { toFrames, type Frames } from '../units/units';
import { keyed } from './failures';
import type { Result, SongSource, Watcher } from './workplace';

/** Whether this device has room for what a song that is not here yet will become; a known one is not asked for again. */
export async function roomForSong(
	database: LibraryDatabase,
	source: SongSource,
	manifest: ModelManifest,
	overlap: number,
	watcher: Watcher
): Promise<Result<null>> {
	if (source.seconds === null || (await getSong(database, source.id)) !== undefined) return success(null);
	const layout = { frames: toFrames(source.seconds), stride: strideFor(overlap, manifest.segmentFrames) };
	const room = await roomFor(bytesOfSong(layout, source.file.size) + (await missingBytes(manifest)));
	if (room.missing === 0) return success(null);
	watcher.lacks(room.missing);
	return failure('library:no-room', describeRoom(room));
}

/** The song's row: the one that is there, if it is of this model and this sound, begun anew if it is not; else a new one. */
export async function songRow(
	database: LibraryDatabase,
	source: SongSource,
	frames: Frames,
	manifest: ModelManifest,
	overlap: number
): Promise<Result<Song>> {
	const known = await getSong(database, source.id);
	const { name, version } = manifest;
	const made = {
		layout: { frames, stride: strideFor(overlap, manifest.segmentFrames) },
		segmentFrames: manifest.segmentFrames,
		model: { name, version }
	};
	if (known !== undefined) {
		if (isOfModel(known, manifest) && known.layout.frames === frames) return success(known);
		// Blocks of another model, or of a file decoded otherwise, never mix with this one's.
		const begun = await beginAnew(database, source.id, made);
		return begun.ok ? begun : keyed('library', begun);
	}
	const { title, artist, album, cover } = source.tags;
	const facts = {
		id: source.id,
		title,
		artist,
		album,
		cover,
		fileName: source.file.name,
		...made,
		addedAt: Date.now()
	};
	const added = await addSong(database, facts, source.file);
	return added.ok ? added : keyed('library', added);
}

/** What a song that is partly there will still take, about. */
export async function bytesToCome(database: LibraryDatabase, id: SongId): Promise<number> {
	const song = await getSong(database, id);
	if (song === undefined) return 0;
	return bytesOfSong(song.layout, 0) * (1 - finishedBlocks(song) / blockCount(song.layout));
}

/**
 * After the player has cancelled: a song that had got no further than being read is gone again; any other stays
 * as far as it is, and goes on only when asked to.
 */
export async function stopSong(database: LibraryDatabase, id: SongId): Promise<void> {
	const song = await getSong(database, id);
	if (song === undefined || song.state === 'complete') return;
	// Nothing hangs on whether this could be written: at worst the song goes on by itself after a reload.
	await (song.level === null && !song.finished.includes(1)
		? deleteSong(database, id)
		: changeSong(database, id, { stopped: true }));
}
