import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBlock, readEnd, readOpenEnds, readPeaks, storeBlocks } from '../../../src/lib/library/blocks';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { addSong, deleteSong, getSong } from '../../../src/lib/library/songs';
import type { Song } from '../../../src/lib/music/song';
import { STEMS } from '../../../src/lib/music/stems';
import { frames } from '../../../src/lib/units/units';
import { audit, counts } from '../../tools/audit';
import {
	addedSong,
	emptyLibrary,
	endsOf,
	LAYOUT,
	noEnds,
	NOTHING,
	noWatch,
	part,
	songFacts,
	songId,
	sourceFile,
	storedOriginals,
	storedParts,
	storedSegment,
	valueOf
} from '../../tools/library';

const a = songId('a');
const parts = [0, 1, 2, 3].map((index) => part(LAYOUT, index));

const bytesOf = (these: typeof parts): number =>
	these
		.flatMap(({ block, peaks }) => STEMS.flatMap((stem) => [block.stems[stem].pcm, peaks.stems[stem]]))
		.reduce((sum, { byteLength }) => sum + byteLength, 0);

/** Every order of 0, 1, 2, 3. */
const ORDERS = [0, 1, 2, 3].flatMap((first) =>
	[0, 1, 2, 3]
		.filter((second) => second !== first)
		.flatMap((second) => {
			const [x, y] = [0, 1, 2, 3].filter((other) => other !== first && other !== second) as [number, number];
			return [
				[first, second, x, y],
				[first, second, y, x]
			];
		})
);

describe('blocks', () => {
	let db: LibraryDatabase;
	let song: Song;
	beforeEach(async () => {
		db = await emptyLibrary();
		song = await addedSong(db, a);
	});
	afterEach(() => db.close());

	it('come back as they were stored, with peaks', async () => {
		await storedParts(db, song, 2, 0, 1);
		for (const index of [0, 1, 2])
			expect(valueOf(await readBlock(db, song, index))).toEqual(parts[index]!.block);
		expect(await readPeaks(db, a)).toEqual([0, 1, 2].map((index) => parts[index]!.peaks));
		expect(await readBlock(db, song, 3)).toMatchObject({ ok: false, reason: 'missing' });
	});

	it('make a song complete with the last one, in every order of segments, and never before', async () => {
		expect(ORDERS).toHaveLength(24);
		for (const order of ORDERS) {
			song = await storedOriginals(db, await addedSong(db, a));
			for (const [step, segment] of order.entries()) {
				const row = await storedSegment(db, song, segment);
				expect(row.state).toBe(step === 3 ? 'complete' : 'partial');
				const done = (index: number) => order.indexOf(index) <= step;
				expect([...row.finished]).toEqual(
					[0, 1, 2, 3].map((index) => Number(done(index) && (index === 0 || done(index - 1))))
				);
				expect(await getSong(db, a)).toEqual(row);
				expect(await audit(db)).toEqual([]);
			}
			expect(await counts(db)).toEqual({ songs: 1, sources: 1, blocks: 4, peaks: 4, originals: 0, ends: 0 });
			expect((await getSong(db, a))!.bytes).toBe(song.bytes - 8 * 3500 + bytesOf(parts));
			valueOf(await deleteSong(db, a));
		}
	});

	it('of one segment are stored together', async () => {
		const row = valueOf(await storeBlocks(db, song, [parts[0]!, parts[1]!], noEnds));
		expect([...row.finished]).toEqual([1, 1, 0, 0]);
		expect(valueOf(await storeBlocks(db, song, [parts[3]!, parts[2]!], noEnds)).state).toBe('complete');
		expect(await audit(db)).toEqual([]);
	});

	it('stored twice change nothing', async () => {
		const once = await storedParts(db, song, 1);
		await storedParts(db, song, 2);
		const before = await getSong(db, a);
		const louder = { ...parts[1]!, block: { ...parts[1]!.block, stems: parts[0]!.block.stems } };
		expect(valueOf(await storeBlocks(db, song, [louder], endsOf(1)))).toEqual(before);
		expect(await getSong(db, a)).toEqual(before);
		expect(valueOf(await readBlock(db, song, 1))).toEqual(parts[1]!.block);
		expect(await counts(db)).toMatchObject({ ends: 0 });
		expect(once.bytes).toBeLessThan(before!.bytes);
		expect(await audit(db)).toEqual([]);
	});

	it('of a deleted song are not written', async () => {
		await storedSegment(db, song, 0);
		valueOf(await deleteSong(db, a));
		for (const made of [[parts[1]!], []])
			expect(await storeBlocks(db, song, made, endsOf(1))).toMatchObject({ ok: false, reason: 'gone' });
		expect(await counts(db)).toEqual(NOTHING);
	});

	it('never mix with those of another model or layout', async () => {
		valueOf(await deleteSong(db, a));
		const model = { name: 'tiny', version: '2' };
		const layout = { ...LAYOUT, stride: frames(700) };
		for (const other of [{ model }, { layout }]) {
			const anew = valueOf(await addSong(db, { ...songFacts(a), ...other }, sourceFile()));
			const stored = await storeBlocks(db, song, [parts[0]!], endsOf(0));
			expect(stored).toMatchObject({ ok: false, reason: 'gone' });
			expect(await getSong(db, a)).toEqual(anew);
			expect(await counts(db)).toMatchObject({ blocks: 0, peaks: 0, ends: 0 });
			valueOf(await deleteSong(db, a));
		}
	});

	it('from two connections at once are all kept', async () => {
		const other = valueOf(await openLibrary(noWatch));
		const rows = await Promise.all(
			parts.map((each, index) => storeBlocks(index % 2 === 0 ? db : other, song, [each], noEnds))
		);
		other.close();
		expect(rows.map((row) => valueOf(row).state).filter((state) => state === 'complete')).toHaveLength(1);
		expect((await getSong(db, a))?.state).toBe('complete');
		expect(await audit(db)).toEqual([]);
	});

	it('that do not fit their song are a mistake, and nothing is written', async () => {
		const whole = parts[0]!;
		const short = { ...whole, block: { ...whole.block, frames: frames(999) } };
		const noPeaks = { ...whole, peaks: parts[3]!.peaks };
		const { drums, bass, other } = whole.block.stems;
		const three = { drums, bass, other } as typeof whole.block.stems;
		const threeStems = { ...whole, block: { ...whole.block, stems: three } };
		for (const wrong of [short, noPeaks, threeStems, part({ ...LAYOUT, frames: frames(4500) }, 4)])
			await expect(storeBlocks(db, song, [wrong], noEnds)).rejects.toThrow(RangeError);
		expect(await audit(db)).toEqual([]);
		expect(await counts(db)).toMatchObject({ blocks: 0, peaks: 0 });
	});

	it.each([
		['a stem is cut off', { other: { pcm: new Int16Array(1999), scale: 1 } }],
		['a stem is not finite', { other: { pcm: new Int16Array(2000), scale: NaN } }],
		['a stem is missing', { other: undefined }],
		['a stem is of another type', { other: { pcm: new Float32Array(2000), scale: 1 } }]
	])('are refused when %s', async (_, damage) => {
		await storedParts(db, song, 0);
		const { block } = parts[0]!;
		await db.put('blocks', { ...block, stems: { ...block.stems, ...damage } as typeof block.stems }, [a, 0]);
		expect(await readBlock(db, song, 0)).toMatchObject({ ok: false, reason: 'damaged' });
	});

	it('cannot be read over a closed connection', async () => {
		db.close();
		expect(await readBlock(db, song, 0)).toMatchObject({ ok: false, reason: 'damaged' });
	});
});

describe('the ends of segments', () => {
	let db: LibraryDatabase;
	let song: Song;
	beforeEach(async () => {
		db = await emptyLibrary();
		song = await addedSong(db, a);
	});
	afterEach(() => db.close());

	const open = async () => {
		const { heads, tails } = await readOpenEnds(db, a);
		return { heads: [...heads], tails: [...tails] };
	};

	it('wait for their neighbours and go with the blocks they make', async () => {
		const { id } = song;
		const before = await storedSegment(db, song, 2);
		expect(before).toEqual(song);
		expect(await open()).toEqual({ heads: [2], tails: [2] });
		expect(await readEnd(db, id, 2, 'head')).toEqual(endsOf(2).head);
		expect(await readEnd(db, id, 2, 'tail')).toEqual(endsOf(2).tail);
		expect(await readEnd(db, id, 1, 'tail')).toBeNull();

		await storedSegment(db, song, 0);
		expect(await open()).toEqual({ heads: [2], tails: [0, 2] });
		await storedSegment(db, song, 3);
		expect(await open()).toEqual({ heads: [2], tails: [0] });
		await storedSegment(db, song, 1);
		expect(await open()).toEqual({ heads: [], tails: [] });
		expect((await getSong(db, a))?.state).toBe('complete');
	});

	it('outlive the connection', async () => {
		await storedSegment(db, song, 1);
		db.close();
		db = valueOf(await openLibrary(noWatch));
		expect(await open()).toEqual({ heads: [1], tails: [1] });
		expect(await readEnd(db, a, 1, 'head')).toEqual(endsOf(1).head);
		expect([...(await storedSegment(db, song, 0)).finished]).toEqual([1, 1, 0, 0]);
		expect(await audit(db)).toEqual([]);
	});

	it('are not kept for a block that is stored, or that the song has not', async () => {
		await storedParts(db, song, 1, 2);
		expect(valueOf(await storeBlocks(db, song, [], endsOf(1)))).toEqual(await getSong(db, a));
		expect(await open()).toEqual({ heads: [], tails: [] });
		valueOf(await storeBlocks(db, song, [], endsOf(3)));
		expect(await open()).toEqual({ heads: [3], tails: [] });
	});

	it('never wait on both sides of a block: what knew nothing of the other is made again', async () => {
		valueOf(await storeBlocks(db, song, [], endsOf(1)));
		valueOf(await storeBlocks(db, song, [], endsOf(2)));
		expect(await open()).toEqual({ heads: [1], tails: [1, 2] });
		valueOf(await storeBlocks(db, song, [], { ...endsOf(0), head: null }));
		expect(await open()).toEqual({ heads: [1], tails: [1, 2] });
		expect([...(await storedSegment(db, song, 2)).finished]).toEqual([0, 0, 1, 0]);
		expect([...(await storedSegment(db, song, 0)).finished]).toEqual([1, 1, 1, 0]);
		expect(await audit(db)).toEqual([]);
	});

	it('are told of one song only', async () => {
		const neighbour = await addedSong(db, songId('b'));
		await storedSegment(db, neighbour, 2);
		expect(await open()).toEqual({ heads: [], tails: [] });
	});

	it('go with the original and the last block in one transaction, or not at all', async () => {
		song = await storedOriginals(db, song);
		for (const segment of [3, 1, 0]) song = await storedSegment(db, song, segment);
		expect([...song.finished]).toEqual([1, 1, 0, 0]);
		const before = await counts(db);
		expect(before).toMatchObject({ blocks: 2, originals: 4, ends: 2 });

		const made = [parts[2]!, parts[3]!];
		// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each store by `call` below.
		const { put } = IDBObjectStore.prototype;
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
			this: IDBObjectStore,
			...args: Parameters<IDBObjectStore['put']>
		) {
			const request = put.apply(this, args);
			// The row is the last thing written.
			if (this.name === 'songs') request.addEventListener('success', () => this.transaction.abort());
			return request;
		});
		expect(await storeBlocks(db, song, made, noEnds)).toMatchObject({ ok: false, reason: 'unavailable' });
		vi.restoreAllMocks();
		expect(await counts(db)).toEqual(before);
		expect(await getSong(db, a)).toEqual(song);

		const done = valueOf(await storeBlocks(db, song, made, noEnds));
		expect(done).toMatchObject({ state: 'complete', bytes: 500 + bytesOf(parts) });
		expect(await counts(db)).toMatchObject({ blocks: 4, originals: 0, ends: 0 });
		expect(await audit(db)).toEqual([]);
	});
});
