import { decode } from '../audio/decode';
import { getSong } from '../library/songs';
import type { ModelManifest } from '../model/manifest';
import { isOfModel, type Song } from '../music/song';
import { failure, success } from '../outcome/outcome';
import { keyed } from './failures';
import { keepOriginal, storedOriginal, type KeptOriginal } from './keep-original';
import { songRow } from './song-row';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** A song that can be separated. */
export interface PreparedSong {
	readonly song: Song;
	readonly original: KeptOriginal;
}

/**
 * Brings a song to where it can be played and separated: its row, and its original sound block by block. Once that is
 * stored the decoded file is let go: from there on memory does not depend on the length of the song. What has been
 * finished before is not done again.
 *
 * @throws the signal's reason when aborted.
 */
export async function prepareSong(
	signal: AbortSignal,
	{ database, settings }: Workplace,
	source: SongSource,
	manifest: ModelManifest,
	watcher: Watcher
): Promise<Result<PreparedSong>> {
	const known = await getSong(database, source.id);
	if (known !== undefined && isOfModel(known, manifest) && known.level !== null) {
		watcher.stored(known, []);
		return success({ song: known, original: storedOriginal(known.level) });
	}

	watcher.phase({ phase: 'decoding' });
	const bytes = await source.file.arrayBuffer().catch(() => null);
	signal.throwIfAborted();
	if (bytes === null) return failure('file:unreadable', `${source.file.name} can no longer be read`);
	const sound = await decode(signal, bytes);
	if (!sound.ok) return keyed('file', sound);
	const song = await songRow(database, source, sound.value.frames, manifest, settings.overlap);
	if (!song.ok) return song;
	watcher.stored(song.value, []);
	const original = await keepOriginal(signal, database, song.value, sound.value, watcher);
	return original.ok ? success({ song: song.value, original: original.value }) : original;
}
