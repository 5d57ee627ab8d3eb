import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBlock, readPeaks, readSeam, storeBlocks } from '../../../src/lib/library/blocks';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { addSong, deleteSong, getSong } from '../../../src/lib/library/songs';
import type { Song } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';
import { audit, counts } from '../../tools/audit';
import {
	addedSong,
	emptyLibrary,
	noWatch,
	LAYOUT,
	part,
	seam,
	songFacts,
	songId,
	sourceFile,
	valueOf
} from '../../tools/library';

const a = songId('a');
const parts = [0, 1, 2, 3].map((index) => part(LAYOUT, index));

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

	it('come back as they were stored, with peaks and seam', async () => {
		for (const index of [2, 0, 1]) valueOf(await storeBlocks(db, song, [parts[index]!], seam(index)));
		for (const index of [0, 1, 2])
			expect(valueOf(await readBlock(db, song, index))).toEqual(parts[index]!.block);
		expect(await readPeaks(db, a)).toEqual([0, 1, 2].map((index) => parts[index]!.peaks));
		expect(await readSeam(db, a)).toEqual(seam(1));
		expect(await readBlock(db, song, 3)).toMatchObject({ ok: false, reason: 'missing' });
	});

	it('make a song complete with the last one, in every order, and never before', async () => {
		expect(ORDERS).toHaveLength(24);
		for (const order of ORDERS) {
			song = await addedSong(db, a);
			for (const [step, index] of order.entries()) {
				const row = valueOf(await storeBlocks(db, song, [parts[index]!], seam(index)));
				expect(row.state).toBe(step === 3 ? 'complete' : 'partial');
				expect(row.finished[index]).toBe(1);
				expect(await getSong(db, a)).toEqual(row);
				expect(await audit(db)).toEqual([]);
			}
			expect(await readSeam(db, a)).toBeNull();
			valueOf(await deleteSong(db, a));
		}
	});

	it('of one segment are stored together', async () => {
		const row = valueOf(await storeBlocks(db, song, [parts[0]!, parts[1]!], seam(1)));
		expect([...row.finished]).toEqual([1, 1, 0, 0]);
		expect(valueOf(await storeBlocks(db, song, [parts[3]!, parts[2]!], seam(3))).state).toBe('complete');
		expect(await audit(db)).toEqual([]);
	});

	it('stored twice change nothing, also with a later seam', async () => {
		const once = valueOf(await storeBlocks(db, song, [parts[1]!], seam(1)));
		valueOf(await storeBlocks(db, song, [parts[2]!], seam(2)));
		const before = await getSong(db, a);
		const louder = { ...parts[1]!, block: { ...parts[1]!.block, stems: parts[0]!.block.stems } };
		expect(valueOf(await storeBlocks(db, song, [louder], seam(1)))).toEqual(before);
		expect(await getSong(db, a)).toEqual(before);
		expect(valueOf(await readBlock(db, song, 1))).toEqual(parts[1]!.block);
		expect(await readSeam(db, a)).toEqual(seam(2));
		expect(once.bytes).toBeLessThan(before!.bytes);
		expect(await audit(db)).toEqual([]);
	});

	it('remove the seam where the segment left none', async () => {
		valueOf(await storeBlocks(db, song, [parts[0]!], seam(0)));
		valueOf(await storeBlocks(db, song, [parts[1]!], null));
		expect(await readSeam(db, a)).toBeNull();
	});

	it('of a deleted song are not written', async () => {
		valueOf(await storeBlocks(db, song, [parts[0]!], seam(0)));
		valueOf(await deleteSong(db, a));
		expect(await storeBlocks(db, song, [parts[1]!], seam(1))).toMatchObject({ ok: false, reason: 'gone' });
		expect(await counts(db)).toEqual({ songs: 0, sources: 0, blocks: 0, peaks: 0, seams: 0 });
	});

	it('never mix with those of another model or layout', async () => {
		valueOf(await deleteSong(db, a));
		const model = { name: 'tiny', version: '2' };
		const layout = { ...LAYOUT, stride: frames(700) };
		for (const other of [{ model }, { layout }]) {
			const anew = valueOf(await addSong(db, { ...songFacts(a), ...other }, sourceFile()));
			expect(await storeBlocks(db, song, [parts[0]!], seam(0))).toMatchObject({ ok: false, reason: 'gone' });
			expect(await getSong(db, a)).toEqual(anew);
			expect(await counts(db)).toMatchObject({ blocks: 0, peaks: 0, seams: 0 });
			valueOf(await deleteSong(db, a));
		}
	});

	it('from two connections at once are all kept', async () => {
		const other = valueOf(await openLibrary(noWatch));
		const rows = await Promise.all(
			parts.map((each, index) => storeBlocks(index % 2 === 0 ? db : other, song, [each], seam(index)))
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
			await expect(storeBlocks(db, song, [wrong], null)).rejects.toThrow(RangeError);
		expect(await audit(db)).toEqual([]);
		expect(await counts(db)).toMatchObject({ blocks: 0, peaks: 0 });
	});

	it.each([
		['a stem is cut off', { other: { pcm: new Int16Array(1999), scale: 1 } }],
		['a stem is not finite', { other: { pcm: new Int16Array(2000), scale: NaN } }],
		['a stem is missing', { other: undefined }],
		['a stem is of another type', { other: { pcm: new Float32Array(2000), scale: 1 } }]
	])('are refused when %s', async (_, damage) => {
		valueOf(await storeBlocks(db, song, [parts[0]!], seam(0)));
		const { block } = parts[0]!;
		await db.put('blocks', { ...block, stems: { ...block.stems, ...damage } as typeof block.stems }, [a, 0]);
		expect(await readBlock(db, song, 0)).toMatchObject({ ok: false, reason: 'damaged' });
	});

	it('cannot be read over a closed connection', async () => {
		db.close();
		expect(await readBlock(db, song, 0)).toMatchObject({ ok: false, reason: 'damaged' });
	});
});
