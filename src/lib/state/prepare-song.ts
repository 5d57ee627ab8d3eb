import { decode, type Pcm } from '../audio/decode';
import { storeOriginals } from '../library/originals';
import { changeSong, getSong } from '../library/songs';
import type { LibraryDatabase } from '../library/database';
import type { ModelManifest } from '../model/manifest';
import { blockCount, blockFrames, blockStart, type BlockLayout, type OriginalBlock } from '../music/block';
import type { Song } from '../music/song';
import { failure, success } from '../outcome/outcome';
import type { TrackLevel } from '../signal/normalise';
import { release } from '../signal/release';
import { TrackMeter } from '../signal/track-meter';
import { keyed } from './failures';
import { songRow } from './song-row';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** A song whose original sound is stored: its file need not be decoded any more. */
export type PreparedSong = Song & { readonly level: TrackLevel };

/** Blocks in one transaction: few enough to be heard soon, enough that the disk is not asked too often. */
const BLOCKS_AT_ONCE = 4;

/**
 * Brings a song to where it can be played and separated: its row, and its original sound block by block. The
 * decoded file is let go then: from here on memory does not depend on the length of the song. What has been
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
	if (known?.model.version === manifest.version && isPrepared(known)) return success(known);

	watcher.phase({ phase: 'decoding' });
	const bytes = await source.file.arrayBuffer().catch(() => null);
	signal.throwIfAborted();
	if (bytes === null) return failure('file:unreadable', `${source.file.name} can no longer be read`);
	const sound = await decode(signal, bytes);
	if (!sound.ok) return keyed('file', sound);
	try {
		const song = await songRow(database, source, sound.value.frames, manifest, settings.overlap);
		if (!song.ok) return song;
		watcher.stored(song.value, []);
		return await keepOriginal(signal, database, song.value, sound.value, watcher);
	} finally {
		for (const { buffer } of [sound.value.left, sound.value.right]) release(buffer);
	}
}

export const isPrepared = (song: Song): song is PreparedSong => song.level !== null;

async function keepOriginal(
	signal: AbortSignal,
	database: LibraryDatabase,
	song: Song,
	sound: Pcm,
	watcher: Watcher
): Promise<Result<PreparedSong>> {
	const meter = new TrackMeter();
	const count = blockCount(song.layout);
	for (let first = 0; first < count; first += BLOCKS_AT_ONCE) {
		const blocks = Array.from({ length: Math.min(BLOCKS_AT_ONCE, count - first) }, (_, i) =>
			originalBlock(song.layout, first + i, sound, meter)
		);
		const stored = await storeOriginals(database, song, blocks);
		if (!stored.ok) return keyed('library', stored);
		signal.throwIfAborted();
		watcher.originals(
			song.id,
			blocks.map(({ index }) => index)
		);
	}
	const { level } = meter;
	const prepared = await changeSong(database, song.id, { level });
	return prepared.ok ? success({ ...prepared.value, level }) : keyed('library', prepared);
}

function originalBlock(layout: BlockLayout, index: number, sound: Pcm, meter: TrackMeter): OriginalBlock {
	const frames = blockFrames(layout, index);
	const start = blockStart(layout, index);
	const left = sound.left.subarray(start, start + frames);
	const right = sound.right.subarray(start, start + frames);
	meter.add(left, right);
	const samples = new Float32Array(2 * frames);
	samples.set(left);
	samples.set(right, frames);
	return { index, frames, samples };
}
