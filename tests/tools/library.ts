import { deleteDB } from 'idb';
import { readOpenEnds, storeBlocks, type FinishedPart, type SegmentEnds } from '../../src/lib/library/blocks';
import { openLibrary, type LibraryDatabase, type LibraryWatch } from '../../src/lib/library/database';
import { DATABASE_NAME } from '../../src/lib/library/schema';
import { storeOriginals } from '../../src/lib/library/originals';
import { addSong, type SongFacts } from '../../src/lib/library/songs';
import {
	blockFrames,
	blockStart,
	PEAK_BUCKET_FRAMES,
	type Block,
	type BlockLayout,
	type OriginalBlock
} from '../../src/lib/music/block';
import type { Song, SongId } from '../../src/lib/music/song';
import { perStem, STEMS, type StemName } from '../../src/lib/music/stems';
import type { Outcome } from '../../src/lib/outcome/outcome';
import { frames } from '../../src/lib/units/units';

/** Songs, blocks and an empty library for tests. Real IndexedDB: browser only. */

/** The value of an outcome that must be one. */
export function valueOf<Value>(outcome: Outcome<Value, string>): Value {
	if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
	return outcome.value;
}

export const noWatch: LibraryWatch = { onOutdated: () => undefined, onTerminated: () => undefined };

/** An empty library. Every connection opened before must be closed. */
export async function emptyLibrary(): Promise<LibraryDatabase> {
	await deleteDB(DATABASE_NAME);
	return valueOf(await openLibrary(noWatch));
}

export const songId = (digit: string): SongId => digit.repeat(64) as SongId;

/** Four blocks, the last one shorter. */
export const LAYOUT: BlockLayout = { frames: frames(3500), stride: frames(1000) };

export const songFacts = (id: SongId, layout: BlockLayout = LAYOUT): SongFacts => ({
	id,
	title: 'Song',
	artist: null,
	album: null,
	cover: null,
	fileName: 'song.mp3',
	layout,
	segmentFrames: frames(Math.ceil(layout.stride * 1.3)),
	model: { name: 'tiny', version: '1' },
	addedAt: 1_000
});

export const sourceFile = (bytes = 500): File =>
	new File([new Uint8Array(bytes).fill(7)], 'song.mp3', { type: 'audio/mpeg' });

export const addedSong = async (db: LibraryDatabase, id: SongId, layout = LAYOUT): Promise<Song> =>
	valueOf(await addSong(db, songFacts(id, layout), sourceFile()));

/** Every sample says which stem, channel and frame of the song it is (within 16 bits). */
export const sampleAt = (stem: StemName, channel: number, frame: number): number =>
	(((STEMS.indexOf(stem) * 2 + channel) * 7919 + frame * 31) % 65_521) - 32_760;

export const scaleOf = (stem: StemName, block: number): number =>
	(STEMS.indexOf(stem) + 1 + block / 7) / 65_536;

export function part(layout: BlockLayout, index: number): FinishedPart {
	const length = blockFrames(layout, index);
	const start = blockStart(layout, index);
	const samples = (stem: StemName) =>
		Int16Array.from({ length: 2 * length }, (_, i) =>
			sampleAt(stem, Math.floor(i / length), start + (i % length))
		);
	const buckets = Math.ceil(length / PEAK_BUCKET_FRAMES);
	return {
		block: {
			index,
			frames: length,
			stems: perStem((stem) => ({ pcm: samples(stem), scale: scaleOf(stem, index) }))
		},
		peaks: { index, stems: perStem((_, stem) => new Int16Array(2 * buckets).fill(index * 4 + stem)) }
	};
}

/** What a segment leaves for both its neighbours. */
export const endsOf = (segment: number, layout: BlockLayout = LAYOUT) => ({
	segment,
	head: new Float32Array(8 * blockFrames(layout, segment)).fill(segment + 0.25),
	tail: new Float32Array(8 * 300).fill(segment + 0.5)
});

/** What `counts` finds in an empty library. */
export const NOTHING = { songs: 0, sources: 0, blocks: 0, peaks: 0, originals: 0, ends: 0 };

export const noEnds: SegmentEnds = { segment: 0, head: null, tail: null };

/** Stores what the separation of one segment gives when it finds these ends waiting; gives the song's row. */
export async function storedSegment(
	db: LibraryDatabase,
	{ id }: Pick<Song, 'id'>,
	segment: number
): Promise<Song> {
	const song = (await db.get('songs', id))!;
	const { heads, tails } = await readOpenEnds(db, id);
	const { layout, finished } = song;
	const isMissing = (block: number) => finished[block] === 0;
	const own = isMissing(segment) && (segment === 0 || tails.has(segment - 1));
	const next = isMissing(segment + 1) && heads.has(segment + 1);
	const blocks = [...(own ? [segment] : []), ...(next ? [segment + 1] : [])];
	const { head, tail } = endsOf(segment, layout);
	const made = {
		segment,
		head: !own && isMissing(segment) ? head : null,
		tail: !next && isMissing(segment + 1) ? tail : null
	};
	const parts = blocks.map((index) => part(layout, index));
	return valueOf(await storeBlocks(db, song, parts, made));
}

/** Stores block after block without any ends; gives the last row. */
export async function storedParts(db: LibraryDatabase, song: Song, ...indices: number[]): Promise<Song> {
	let row = song;
	for (const index of indices) row = valueOf(await storeBlocks(db, song, [part(song.layout, index)], noEnds));
	return row;
}

/** Every sample says which channel and frame of the song it is. */
export const soundAt = (channel: number, frame: number): number => (frame + 1) * (channel === 0 ? 1 : -1);

export function original(layout: BlockLayout, index: number): OriginalBlock {
	const length = blockFrames(layout, index);
	const start = blockStart(layout, index);
	const samples = Float32Array.from({ length: 2 * length }, (_, i) =>
		soundAt(Math.floor(i / length), start + (i % length))
	);
	return { index, frames: length, samples };
}

/** Stores the whole original of a song; gives its row. */
export const storedOriginals = async (db: LibraryDatabase, song: Song): Promise<Song> =>
	valueOf(
		await storeOriginals(
			db,
			song,
			Array.from(song.finished, (_, index) => original(song.layout, index))
		)
	);

/** Whether two blocks are the same to the last bit; `toEqual` takes seconds for blocks of full size. */
export const sameBlock = (one: Block, other: Block): boolean =>
	one.index === other.index &&
	one.frames === other.frames &&
	STEMS.every((stem) => {
		const [a, b] = [one.stems[stem], other.stems[stem]];
		return a.scale === b.scale && a.pcm.length === b.pcm.length && a.pcm.every((x, i) => x === b.pcm[i]);
	});

/** The same bytes at every call, which no storage can compress. */
export function noise(bytes: number): Uint8Array<ArrayBuffer> {
	let state = 1;
	const words = Uint32Array.from({ length: Math.ceil(bytes / 4) }, () => {
		state ^= state << 13;
		state ^= state >>> 17;
		state ^= state << 5;
		return state;
	});
	return new Uint8Array(words.buffer, 0, bytes);
}

/** A block that takes all the room it may: browsers compress what they store. */
export function noisyPart(layout: BlockLayout, index: number): FinishedPart {
	const { block, peaks } = part(layout, index);
	const pcm = new Int16Array(noise(4 * block.frames).buffer);
	return { block: { ...block, stems: perStem((_, i) => ({ pcm: pcm.map((x) => x ^ i), scale: 1 })) }, peaks };
}

/**
 * Runs `work` with a storage of its own that holds `quota` bytes: a storage bucket, whose limit the browser
 * enforces as it does that of a full disk.
 */
export async function withQuota(quota: number, work: () => Promise<void>): Promise<void> {
	const { storageBuckets } = navigator as unknown as { storageBuckets: StorageBuckets };
	const bucket = await storageBuckets.open('small', { quota });
	const real = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
	Object.defineProperty(globalThis, 'indexedDB', { configurable: true, value: bucket.indexedDB });
	try {
		await work();
	} finally {
		Object.defineProperty(globalThis, 'indexedDB', real);
		await storageBuckets.delete('small');
	}
}

/** Of the Storage Buckets API, which TypeScript does not know yet. */
interface StorageBuckets {
	open(name: string, options: { quota: number }): Promise<{ readonly indexedDB: IDBFactory }>;
	delete(name: string): Promise<void>;
}
