import { asset } from '$app/paths';
import { decode } from '../audio/decode';
import type { Tags } from '../audio/probe';
import { readSeam, storeBlocks } from '../library/blocks';
import type { LibraryDatabase } from '../library/database';
import { bytesOfSong, roomFor } from '../library/quota';
import { addSong, deleteSong, getSong } from '../library/songs';
import type { ModelManifest } from '../model/manifest';
import {
	fetchManifest,
	forgetOtherShards,
	missingBytes,
	modelShards,
	type ModelFailure
} from '../model/shards';
import { blockCount, type BlockPeaks } from '../music/block';
import { finishedBlocks, type Song, type SongId } from '../music/song';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import { neededSegments, strideFor } from '../separation/plan';
import type { ProviderWish } from '../separation/protocol';
import type { Separator } from '../separation/separator';
import { seconds } from '../units/units';
import { keyed, type FailureKey } from './failures';
import { mark } from './marks';
import type { Settings } from './settings.svelte';

/** What separation works with; owned by the app. */
export interface Workplace {
	readonly database: LibraryDatabase;
	readonly separator: Separator;
	readonly settings: Settings;
}

export interface SongSource {
	readonly id: SongId;
	readonly file: File;
	readonly tags: Tags;
}

/** Told as things happen, in order. */
export interface Watcher {
	readonly phase: (state: JobState) => void;
	/** The song's row has changed: it was added, or blocks were stored with it. */
	readonly stored: (song: Song, peaks: readonly BlockPeaks[]) => void;
}

type Result<Value> = Outcome<Value, FailureKey>;

/** Only what another try can mend is tried again, at most twice; the waits in milliseconds. */
const BACK_OFF = [1000, 4000];
const WORTH_ANOTHER_TRY: ReadonlySet<FailureKey> = new Set([
	'separation:crash',
	'separation:memory',
	'separation:device-lost'
]);

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
	try {
		for (let attempt = 0; ; attempt += 1) {
			const outcome = await attemptSong(signal, place, source, wishOf(place.settings.wish, attempt), watcher);
			const wait = BACK_OFF[attempt];
			if (outcome.ok || wait === undefined || !WORTH_ANOTHER_TRY.has(outcome.reason)) return outcome;
			await pause(signal, wait);
		}
	} finally {
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

	const song = await placeFor(database, source, sound.value.frames, manifest.value, settings.overlap);
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

/** The song's row: the one that is there, or a new one if the device has room for what it will become. */
async function placeFor(
	database: LibraryDatabase,
	source: SongSource,
	frames: Song['layout']['frames'],
	manifest: ModelManifest,
	overlap: number
): Promise<Result<Song>> {
	const layout = { frames, stride: strideFor(overlap, manifest.segmentFrames) };
	const known = await getSong(database, source.id);
	// Blocks of another model never mix with this one's: such a song begins anew.
	if (known !== undefined && known.model.version === manifest.version) return success(known);
	if (known !== undefined) await deleteSong(database, source.id);

	const room = await roomFor(bytesOfSong(layout, source.file.size) + (await missingBytes(manifest)));
	if (!room.ok) return keyed('library', room);
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

/** Fetches what is missing of the model and opens its session; at once where the session is open. */
async function openModel(
	signal: AbortSignal,
	{ separator, settings }: Workplace,
	manifest: ModelManifest,
	address: URL,
	wish: ProviderWish,
	watcher: Watcher
): Promise<Result<null>> {
	const began = performance.now();
	const total = manifest.bytes;
	const shards = modelShards(signal, manifest, address, (received) =>
		watcher.phase({ phase: 'fetching-model', received, total })
	);
	let session;
	try {
		session = await separator.load(signal, manifest, wholeOnes(shards), wish);
	} catch (thrown) {
		if (thrown instanceof ShardRefusal) return keyed('model', thrown.failure);
		throw thrown;
	}
	if (!session.ok) return keyed('separation', session);
	settings.choice = session.value.choice;
	mark('model-ready', { ...session.value.choice, seconds: (performance.now() - began) / 1000 });
	await forgetOtherShards(manifest);
	return success(null);
}

/** Ends an iteration over shards in the middle: what expects them knows nothing of the ways to fail at it. */
class ShardRefusal extends Error {
	constructor(readonly failure: Extract<Outcome<never, ModelFailure>, { ok: false }>) {
		super(failure.detail);
	}
}

async function* wholeOnes(
	shards: AsyncIterable<Outcome<ArrayBuffer, ModelFailure>>
): AsyncGenerator<ArrayBuffer, void> {
	for await (const shard of shards) {
		if (!shard.ok) throw new ShardRefusal(shard);
		yield shard.value;
	}
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

async function forgetIfEmpty(database: LibraryDatabase, id: SongId): Promise<void> {
	const song = await getSong(database, id);
	if (song !== undefined && finishedBlocks(song) === 0) await deleteSong(database, id);
}

function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(done, milliseconds);
		signal.addEventListener('abort', stop, { once: true });
		function done() {
			signal.removeEventListener('abort', stop);
			resolve();
		}
		function stop() {
			clearTimeout(timer);
			reject(signal.reason as Error);
		}
	});
}
