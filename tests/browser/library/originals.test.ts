import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { readOriginal, readSound, storeOriginals } from '../../../src/lib/library/originals';
import { addSong, deleteSong, getSong } from '../../../src/lib/library/songs';
import type { Song } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';
import { audit, counts } from '../../tools/audit';
import {
	addedSong,
	emptyLibrary,
	LAYOUT,
	NOTHING,
	original,
	songFacts,
	songId,
	soundAt,
	sourceFile,
	storedOriginals,
	storedParts,
	valueOf
} from '../../tools/library';

const a = songId('a');
const originals = [0, 1, 2, 3].map((index) => original(LAYOUT, index));

describe('the original sound', () => {
	let db: LibraryDatabase;
	let song: Song;
	beforeEach(async () => {
		db = await emptyLibrary();
		song = await addedSong(db, a);
	});
	afterEach(() => db.close());

	it('comes back as it was stored, and counts', async () => {
		let row = valueOf(await storeOriginals(db, song, [originals[3]!]));
		expect(row).toEqual({ ...song, bytes: 500 + 8 * 500 });
		expect(await audit(db)).toEqual([]);
		row = valueOf(await storeOriginals(db, song, originals.slice(0, 2)));
		expect(row).toEqual({ ...song, bytes: 500 + 8 * 2500 });
		expect(await getSong(db, a)).toEqual(row);
		for (const index of [0, 1, 3])
			expect(valueOf(await readOriginal(db, song, index))).toEqual(originals[index]);
		expect(await readOriginal(db, song, 2)).toMatchObject({ ok: false, reason: 'missing' });
		expect(await audit(db)).toEqual([]);
	});

	it('counts once when it is stored again, and is replaced', async () => {
		const once = await storedOriginals(db, song);
		const silence = { ...originals[1]!, samples: new Float32Array(2000) };
		expect(valueOf(await storeOriginals(db, song, [silence, originals[2]!]))).toEqual(once);
		expect(valueOf(await readOriginal(db, song, 1))).toEqual(silence);
		expect(await audit(db)).toEqual([]);
	});

	it('changes nothing where none is given', async () => {
		expect(valueOf(await storeOriginals(db, song, []))).toEqual(song);
	});

	it('is not kept for a complete song', async () => {
		const complete = await storedParts(db, song, 0, 1, 2, 3);
		expect(valueOf(await storeOriginals(db, song, originals))).toEqual(complete);
		expect(await counts(db)).toMatchObject({ originals: 0 });
		expect(await audit(db)).toEqual([]);
	});

	it('is not kept for a song that was deleted or begun anew with another layout', async () => {
		valueOf(await deleteSong(db, a));
		expect(await storeOriginals(db, song, originals)).toMatchObject({ ok: false, reason: 'gone' });
		expect(await counts(db)).toEqual(NOTHING);
		for (const layout of [
			{ ...LAYOUT, stride: frames(700) },
			{ ...LAYOUT, frames: frames(3499) }
		]) {
			valueOf(await addSong(db, songFacts(a, layout), sourceFile()));
			expect(await storeOriginals(db, song, originals)).toMatchObject({ ok: false, reason: 'gone' });
			expect(await counts(db)).toMatchObject({ songs: 1, originals: 0 });
			valueOf(await deleteSong(db, a));
		}
	});

	it('that does not fit its song is a mistake, and nothing is written', async () => {
		const whole = originals[0]!;
		for (const wrong of [
			{ ...whole, frames: frames(999) },
			{ ...whole, samples: new Float32Array(1999) },
			{ ...whole, index: 3 },
			original({ ...LAYOUT, frames: frames(4500) }, 4)
		])
			await expect(storeOriginals(db, song, [originals[1]!, wrong])).rejects.toThrow(RangeError);
		expect(await counts(db)).toMatchObject({ originals: 0 });
		expect(await getSong(db, a)).toEqual(song);
	});

	it('is damaged where it is not what it should be, or cannot be read', async () => {
		await storedOriginals(db, song);
		const samples = new Float64Array(2000) as unknown as Float32Array<ArrayBuffer>;
		await db.put('originals', { ...originals[0]!, samples }, [a, 0]);
		expect(await readOriginal(db, song, 0)).toMatchObject({ ok: false, reason: 'damaged' });
		db.close();
		expect(await readOriginal(db, song, 1)).toMatchObject({ ok: false, reason: 'damaged' });
	});
});

describe('a stretch of the original sound', () => {
	let db: LibraryDatabase;
	let song: Song;
	beforeEach(async () => {
		db = await emptyLibrary();
		song = await storedOriginals(db, await addedSong(db, a));
	});
	afterEach(() => db.close());

	it.each([
		['the whole song', 0, 3499],
		['one block', 1000, 1999],
		['within a block', 1200, 1300],
		['one frame', 2000, 2000],
		['the first frame', 0, 0],
		['the last frame', 3499, 3499],
		['over one border', 999, 1000],
		['over two borders', 850, 2149],
		['into the short last block', 2150, 3499],
		['within the short last block', 3001, 3400]
	])('is every frame of it: %s', async (_, first, last) => {
		const { left, right } = valueOf(await readSound(db, song, frames(first), frames(last)));
		const expected = (channel: number) =>
			Float32Array.from({ length: last - first + 1 }, (_, i) => soundAt(channel, first + i));
		expect(left).toEqual(expected(0));
		expect(right).toEqual(expected(1));
		expect(left.buffer.byteLength).toBe(left.byteLength);
		expect(right.buffer).not.toBe(left.buffer);
	});

	it('is missing or damaged where one of its blocks is, and only then', async () => {
		await db.delete('originals', [a, 1]);
		await db.put('originals', originals[0]!, [a, 2]);
		const read = (first: number, last: number) => readSound(db, song, frames(first), frames(last));
		expect(await read(900, 1000)).toMatchObject({ ok: false, reason: 'missing' });
		expect(await read(2999, 3000)).toMatchObject({ ok: false, reason: 'damaged' });
		expect(await read(0, 999)).toMatchObject({ ok: true });
		expect(await read(3000, 3499)).toMatchObject({ ok: true });
	});

	it.each([
		[-1, 5],
		[5, 4],
		[0, 3500]
	])('outside the song is a mistake: %i to %i', async (first, last) => {
		await expect(readSound(db, song, frames(first), frames(last))).rejects.toThrow(RangeError);
	});
});
