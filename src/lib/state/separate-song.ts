import { asset } from '$app/paths';
import { decode } from '../audio/decode';
import { readSeam, storeBlocks } from '../library/blocks';
import { getSong } from '../library/songs';
import { fetchManifest } from '../model/shards';
import { blockCount } from '../music/block';
import { finishedBlocks, type Song, type SongId } from '../music/song';
import { failure, success } from '../outcome/outcome';
import { neededSegments } from '../separation/plan';
import type { ProviderWish } from '../separation/protocol';
import { seconds } from '../units/units';
import { keyed, type FailureKey } from './failures';
import { mark } from './marks';
import { openModel } from './open-model';
import { pause } from './pause';
import { forgetIfEmpty, songRow } from './song-row';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** What breaks in separation is tried again, at most twice; the waits in milliseconds. */
const BACK_OFF = [1000, 4000];
const isWorthAnotherTry = (reason: FailureKey): boolean => reason.startsWith('separation:');

/** Less memory with each try: one thread, then no WebGPU either. */
const wishOf = (wish: ProviderWish, attempt: number): ProviderWish => ({
	provider: attempt < 2 ? wish.provider : 'wasm',
	threads: attempt === 0 ? wish.threads : 1
});

/**
 * The way of one song from its file to its last block. The caller holds the one separation lock. A song that
 * is partly there goes on from the first missing block.
 *
 * @returns the song's id once it is complete.
 * @throws the signal's reason when aborted; a song of which nothing was separated by then is gone again.
 */
export async function separateSong(
	signal: AbortSignal,
	place: Workplace,
	source: SongSource,
	watcher: Watcher
): Promise<Result<SongId>> {
	const before = await getSong(place.database, source.id);
	if (before?.state === 'complete') return success(source.id);
	// Also between two calls to the worker, while a block is being stored, a cancel ends it at once.
	const stop = () => place.separator.stop(signal.reason);
	signal.addEventListener('abort', stop);
	try {
		for (let attempt = 0; ; attempt += 1) {
			const outcome = await attemptSong(signal, place, source, wishOf(place.settings.wish, attempt), watcher);
			const wait = BACK_OFF[attempt];
			if (outcome.ok || wait === undefined || !isWorthAnotherTry(outcome.reason)) return outcome;
			await pause(signal, wait);
		}
	} finally {
		signal.removeEventListener('abort', stop);
		if (signal.aborted && before === undefined) await forgetIfEmpty(place.database, source.id);
	}
}

async function attemptSong(
	signal: AbortSignal,
	place: Workplace,
	source: SongSource,
	wish: ProviderWish,
	watcher: Watcher
): Promise<Result<SongId>> {
	const { database, separator, settings } = place;

	watcher.phase({ phase: 'decoding' });
	const bytes = await source.file.arrayBuffer().catch(() => null);
	signal.throwIfAborted();
	if (bytes === null) return failure('file:unreadable', `${source.file.name} can no longer be read`);
	const sound = await decode(signal, bytes);
	if (!sound.ok) return keyed('file', sound);

	watcher.phase({ phase: 'fetching-model', received: 0, total: 0 });
	const address = new URL(asset(`/models/${settings.model}/`), location.href);
	const manifest = await fetchManifest(signal, new URL('manifest.json', address));
	if (!manifest.ok) return keyed('model', manifest);
	settings.licence = manifest.value.licence;

	const song = await songRow(database, source, sound.value.frames, manifest.value, settings.overlap);
	if (!song.ok) return song;
	watcher.stored(song.value, []);

	const session = await openModel(signal, place, manifest.value, address, wish, watcher);
	if (!session.ok) return session;

	const { layout, finished } = song.value;
	const seam = await readSeam(database, source.id);
	const segments = neededSegments(finished, seam?.segment ?? null);
	const opened = await separator.openSong(signal, {
		left: sound.value.left,
		right: sound.value.right,
		stride: layout.stride,
		finished,
		seam
	});
	if (!opened.ok) return keyed('separation', opened);
	return separateSegments(signal, place, song.value, segments, watcher);
}

async function separateSegments(
	signal: AbortSignal,
	{ database, separator }: Workplace,
	start: Song,
	segments: readonly number[],
	watcher: Watcher
): Promise<Result<SongId>> {
	const total = blockCount(start.layout);
	const began = performance.now();
	let song = start;
	watcher.phase({ phase: 'separating', done: finishedBlocks(song), total, secondsLeft: null });
	try {
		for (const [count, segment] of segments.entries()) {
			const output = await separator.separate(signal, segment);
			if (!output.ok) return keyed('separation', output);
			const { blocks, seam, modelSeconds, dspSeconds } = output.value;
			mark('segment', { index: segment, modelSeconds, dspSeconds });

			const stored = await storeBlocks(database, song, blocks, seam);
			if (!stored.ok) return keyed('library', stored);
			song = stored.value;
			watcher.stored(
				song,
				blocks.map(({ peaks }) => peaks)
			);
			for (const { block } of blocks) mark('block', { index: block.index });

			signal.throwIfAborted();
			const perSegment = (performance.now() - began) / 1000 / (count + 1);
			const secondsLeft = seconds(perSegment * (segments.length - count - 1));
			if (song.state === 'partial')
				watcher.phase({ phase: 'separating', done: finishedBlocks(song), total, secondsLeft });
		}
	} finally {
		// However it ended: the worker may be kept, and its song with it.
		separator.closeSong();
	}
	mark('complete', { segments: segments.length });
	return success(song.id);
}
