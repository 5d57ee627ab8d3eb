import { readOpenEnds, storeBlocks } from '../library/blocks';
import { changeSong, getSong } from '../library/songs';
import { blockCount } from '../music/block';
import { finishedBlocks, isOfModel, type SongId } from '../music/song';
import { failure, success } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import { neededSegments } from '../separation/plan';
import type { ProviderWish } from '../separation/protocol';
import { nextSegment } from '../separation/schedule';
import { seconds, type Seconds } from '../units/units';
import { keyed, type FailureKey } from './failures';
import { isCancel } from './job.svelte';
import { mark } from './marks';
import { openModel } from './open-model';
import { pause } from './pause';
import { prepareSong, type PreparedSong } from './prepare-song';
import { segmentWork } from './segment-work';
import { modelFolder, readSiteModel } from './site-model';
import { bytesToCome, roomForSong, stopSong } from './song-row';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** What breaks while separating is tried again, at most twice; the waits in milliseconds. */
const BACK_OFF = [1000, 4000];
const isWorthAnotherTry = (reason: FailureKey): boolean =>
	reason.startsWith('separation:') || reason.startsWith('original:');

/** Less memory with each try: one thread, then no WebGPU either. */
const wishOf = (wish: ProviderWish, attempt: number): ProviderWish => ({
	provider: attempt < 2 ? wish.provider : 'wasm',
	threads: attempt === 0 ? wish.threads : 1
});

/**
 * The way of one song from its file to its last block. The caller holds the one separation lock. A song that
 * is partly there goes on with what is missing.
 *
 * @returns the song's id once it is complete.
 * @throws the signal's reason when aborted.
 */
export async function separateSong(
	signal: AbortSignal,
	place: Workplace,
	source: SongSource,
	watcher: Watcher
): Promise<Result<SongId>> {
	signal.throwIfAborted();
	const before = await getSong(place.database, source.id);
	if (before?.state === 'complete' && !source.anew) return success(source.id);
	// Also between two calls to the worker, while a block is being stored, a cancel ends it at once.
	const stop = () => place.separator.stop(signal.reason);
	signal.addEventListener('abort', stop);
	try {
		if (before?.stopped === true) await changeSong(place.database, source.id, { stopped: false });
		for (let attempt = 0; ; attempt += 1) {
			const outcome = await attemptSong(signal, place, source, wishOf(place.settings.wish, attempt), watcher);
			if (!outcome.ok && outcome.reason === 'library:no-space')
				watcher.lacks(await bytesToCome(place.database, source.id));
			const wait = BACK_OFF[attempt];
			if (outcome.ok || wait === undefined || !isWorthAnotherTry(outcome.reason)) return outcome;
			await pause(signal, wait);
		}
	} finally {
		signal.removeEventListener('abort', stop);
		// Before the lock is let go: another tab that waits for it must find the song stopped.
		if (isCancel(signal)) await stopSong(place.database, source.id);
	}
}

/**
 * The model is fetched and made ready while the song's original is being stored, from the moment the song can be
 * heard: before that it would only keep the player waiting.
 */
async function attemptSong(
	signal: AbortSignal,
	place: Workplace,
	source: SongSource,
	wish: ProviderWish,
	watcher: Watcher
): Promise<Result<SongId>> {
	const { database, settings } = place;
	const manifest = await readSiteModel(signal, settings);
	if (!manifest.ok) return manifest;
	const known = await getSong(database, source.id);
	const replaces = known?.finished.includes(1) === true && !isOfModel(known, manifest.value);
	if (known?.state === 'complete' && !replaces) return success(source.id);
	if (replaces && !source.anew)
		return failure('library:other-model', `${known.model.name} ${known.model.version}`);
	const room = await roomForSong(database, source, manifest.value, settings.overlap, watcher);
	if (!room.ok) return room;

	const ended = new AbortController();
	const loading = AbortSignal.any([signal, ended.signal]);
	let isPrepared = replaces;
	let progress: JobState = { phase: 'fetching-model', received: 0, total: 0 };
	let model: Promise<Result<null>> | null = null;
	const load = () => {
		if (model !== null) return model;
		model = openModel(loading, place, manifest.value, modelFolder(settings), wish, (state) => {
			progress = state;
			if (isPrepared) watcher.phase(state);
		});
		// What becomes of it is asked below, or nobody is left to ask.
		model.catch(() => undefined);
		return model;
	};
	let prepared: Result<PreparedSong> | null = null;
	try {
		// What is there is given up only when nothing but the song itself can still be missing.
		const opened = replaces ? await load() : success(null);
		if (!opened.ok) return opened;
		prepared = await prepareSong(signal, place, source, manifest.value, {
			...watcher,
			originals: (id, blocks) => {
				watcher.originals(id, blocks);
				void load();
			}
		});
		if (!prepared.ok) return prepared;
		isPrepared = true;
		watcher.phase(progress);
		const session = await load();
		if (!session.ok) return session;
		const outcome = await separateSegments(signal, place, prepared.value, watcher);
		if (!outcome.ok && outcome.reason.startsWith('original:')) {
			// What is stored of the original cannot be used: the next attempt reads the file again.
			await prepared.value.original.whole;
			await changeSong(database, source.id, { level: null });
		}
		return outcome;
	} finally {
		ended.abort();
		// Nothing is written any more when the lock is let go, or the next attempt begins.
		if (prepared?.ok) await prepared.value.original.whole.catch(() => undefined);
	}
}

async function separateSegments(
	signal: AbortSignal,
	place: Workplace,
	{ song: start, original }: PreparedSong,
	watcher: Watcher
): Promise<Result<SongId>> {
	const { database, separator, attention, pace } = place;
	const total = blockCount(start.layout);
	let song = start;
	let separated = 0;
	let spent = 0;
	const separating = (secondsLeft: Seconds | null) =>
		watcher.phase({ phase: 'separating', done: finishedBlocks(song), total, secondsLeft });
	separating(null);
	for (;;) {
		const ends = await readOpenEnds(database, song.id);
		const segment = nextSegment(song, ends, attention.on(song.id));
		if (segment === null) break;
		if (separated > 0) separating(seconds((spent / separated) * neededSegments(song.finished, ends).length));
		const because = pace.standsStill;
		if (because !== null) {
			watcher.phase({ phase: 'paused', done: finishedBlocks(song), total, because });
			await pace.free(signal);
			separating(null);
			continue;
		}
		const began = performance.now();
		const work = await segmentWork(database, song, original, segment);
		if (!work.ok) return work;
		const output = await separator.separate(signal, work.value);
		if (!output.ok) return keyed('separation', output);
		const { blocks, head, tail, modelSeconds, dspSeconds } = output.value;
		mark('segment', { index: segment, modelSeconds, dspSeconds });

		const stored = await storeBlocks(database, song, blocks, { segment, head, tail });
		if (!stored.ok) return keyed('library', stored);
		song = stored.value;
		watcher.stored(
			song,
			blocks.map(({ peaks }) => peaks)
		);
		for (const { block } of blocks) mark('block', { index: block.index });
		signal.throwIfAborted();
		separated += 1;
		spent += (performance.now() - began) / 1000;
	}
	mark('complete', { segments: separated });
	return success(song.id);
}
