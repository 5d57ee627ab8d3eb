import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBlock, readEnd, readOpenEnds, readPeaks, storeBlocks } from '../../../src/lib/library/blocks';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { fileOf } from '../../../src/lib/library/kept-file';
import { countPass, keepLoop, listLoops, removeLoop } from '../../../src/lib/library/loops';
import { keepMarker, listMarkers, removeMarker } from '../../../src/lib/library/markers';
import { readOriginal, storeOriginals } from '../../../src/lib/library/originals';
import { keepRoom, readRoom } from '../../../src/lib/library/rooms';
import { PRACTICE_STORES, readRecords, recordSession, sumUp } from '../../../src/lib/library/sessions';
import { keepSetting, readSettings } from '../../../src/lib/library/settings';
import { addSong, deleteSong, getSong, getSource, listSongs } from '../../../src/lib/library/songs';
import { write } from '../../../src/lib/library/transaction';
import { loopBetween } from '../../../src/lib/music/loop';
import { newMarker, type MarkerId } from '../../../src/lib/music/marker';
import type { MinusMe } from '../../../src/lib/music/player-settings';
import { freshMemory } from '../../../src/lib/music/room-memory';
import { newLoop, type LoopId } from '../../../src/lib/music/saved-loop';
import { OWN_SPEED } from '../../../src/lib/music/tuning';
import { success, type Outcome } from '../../../src/lib/outcome/outcome';
import { frames } from '../../../src/lib/units/units';
import { audit, counts } from '../../tools/audit';
import {
	addedSong,
	emptyLibrary,
	endsOf,
	LAYOUT,
	noEnds,
	NOTHING,
	original,
	part,
	songFacts,
	songId,
	sourceFile,
	storedOriginals,
	storedSegment,
	valueOf
} from '../../tools/library';
import { day, sessionOf } from '../../tools/sessions';

const a = songId('a');
const parts = [0, 1, 2, 3].map((index) => part(LAYOUT, index));

/** The whole content of the library, for comparison. Blobs by size. */
async function content(db: LibraryDatabase): Promise<unknown> {
	const sources = await db.getAll('sources');
	return {
		songs: await db.getAll('songs'),
		sources: sources.map(({ file, name }) => [fileOf(file).size, name]),
		blocks: await db.getAll('blocks'),
		peaks: await db.getAll('peaks'),
		originals: await db.getAll('originals'),
		ends: await db.getAll('ends'),
		rooms: await db.getAll('rooms'),
		loops: await db.getAll('loops'),
		markers: await db.getAll('markers'),
		settings: await readSettings(db),
		practice: await readRecords(db)
	};
}

/** Aborts the transaction right after its n-th write (1 is the first); nothing where there are fewer. */
function abortAfterWrite(n: number): void {
	let writes = 0;
	for (const name of ['put', 'add', 'delete', 'clear'] as const) {
		// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each store by `apply` below.
		const original = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
		vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
			this: IDBObjectStore,
			...args: unknown[]
		) {
			const request = original.apply(this, args);
			if (++writes === n) this.transaction.abort();
			return request as never;
		});
	}
}

describe('a transaction that is aborted after any of its writes', () => {
	let db: LibraryDatabase;
	beforeEach(async () => {
		db = await emptyLibrary();
	});
	afterEach(() => {
		vi.restoreAllMocks();
		db.close();
	});

	/** Does `work` with an abort after each of its writes in turn, then in peace. Returns the count of writes. */
	async function injectEverywhere(work: () => Promise<Outcome<unknown, string>>): Promise<number> {
		const before = await content(db);
		for (let n = 1; ; n++) {
			abortAfterWrite(n);
			const outcome = await work();
			vi.restoreAllMocks();
			expect(await audit(db)).toEqual([]);
			if (outcome.ok) return n - 1;
			expect(outcome.reason).toBe('unavailable');
			expect(await content(db)).toEqual(before);
		}
	}

	it('leaves no half of a song: every write from the first to the deletion', async () => {
		expect(await injectEverywhere(() => addSong(db, songFacts(a), sourceFile()))).toBe(2);
		const song = (await db.get('songs', a))!;
		const originals = [0, 1, 2, 3].map((index) => original(LAYOUT, index));
		expect(await injectEverywhere(() => storeOriginals(db, song, originals))).toBe(5);
		const steps = [
			// Only two ends, then a block and the next end, then a block on both sides of the gap.
			{ made: [], ends: endsOf(2), writes: 2 },
			{ made: [0], ends: { ...endsOf(0), head: null }, writes: 6 },
			{ made: [1, 2], ends: noEnds, writes: 9 },
			// The last one, after which no end and no original is left.
			{ made: [3], ends: noEnds, writes: 7 }
		];
		for (const { made, ends, writes } of steps) {
			const given = made.map((index) => parts[index]!);
			expect(await injectEverywhere(() => storeBlocks(db, song, given, ends))).toBe(writes);
		}
		expect((await db.get('songs', a))?.state).toBe('complete');
		expect(await counts(db)).toMatchObject({ blocks: 4, originals: 0, ends: 0 });
		expect(await injectEverywhere(() => deleteSong(db, a))).toBe(6);
		expect(await counts(db)).toEqual(NOTHING);
	});

	it('leaves no half of a partial song that is deleted', async () => {
		const song = await storedOriginals(db, await addedSong(db, a));
		await storedSegment(db, song, 1);
		expect(await injectEverywhere(() => deleteSong(db, a))).toBe(6);
		expect(await counts(db)).toEqual(NOTHING);
	});

	it('leaves no half of two blocks', async () => {
		const song = await addedSong(db, a);
		valueOf(await storeBlocks(db, song, [parts[0]!], noEnds));
		expect(await injectEverywhere(() => storeBlocks(db, song, [parts[2]!, parts[3]!], noEnds))).toBe(9);
	});

	it('leaves what a player has made as it was', async () => {
		const loop = newLoop(a, loopBetween(frames(0), frames(3000), LAYOUT.frames), [], 5, 'x' as LoopId);
		const marker = newMarker(a, frames(700), [], 5, 'x' as MarkerId);
		const me: MinusMe = { stem: 'bass', quieter: null, on: true };
		for (const work of [
			() => keepRoom(db, freshMemory(a)),
			() => keepRoom(db, { ...freshMemory(a), loopOn: true }),
			() => keepLoop(db, loop),
			() => keepLoop(db, { ...loop, name: 'Bridge' }),
			() => countPass(db, a, loop.id, OWN_SPEED, 6),
			() => keepMarker(db, marker),
			() => removeMarker(db, a, marker.id),
			() => removeLoop(db, a, loop.id),
			() => keepSetting(db, 'minusMe', me, 1),
			() => keepSetting(db, 'minusMe', { ...me, on: false }, 1)
		])
			expect(await injectEverywhere(work)).toBe(1);
	});

	it('leaves no session without its day, song, totals and achievements, and none of those without it', async () => {
		const short = sessionOf({ passes: 99 });
		expect(await injectEverywhere(() => recordSession(db, short, 5))).toBe(4);
		expect(await injectEverywhere(() => recordSession(db, { ...short, passes: 100 }, 6))).toBe(5);
		// What cannot be added to the sums is summed up anew: the session, three cleared stores and their rows.
		const moved = { ...short, startedAt: 7, day: day('2026-03-04') };
		expect(await injectEverywhere(() => recordSession(db, moved, 8))).toBe(7);
		const again = () => write(db, PRACTICE_STORES, async (tx) => success(await sumUp(tx, 9)));
		expect(await injectEverywhere(again)).toBe(6);
		expect((await readRecords(db)).achievements).toEqual([{ name: 'passes-100', awardedAt: 6 }]);
	});

	it('is undone when a mistake is thrown in its middle', async () => {
		const song = await addedSong(db, a);
		const mistake = write(db, ['songs'], async (tx) => {
			await tx.objectStore('songs').put({ ...song, title: 'Half' });
			if (song.title !== '') throw new TypeError('a mistake');
			return success(null);
		});
		await expect(mistake).rejects.toThrow(TypeError);
		expect((await db.get('songs', a))?.title).toBe('Song');
	});

	it('is undone when a later value cannot be stored', async () => {
		const song = await addedSong(db, a);
		const before = await content(db);
		const given = endsOf(0);
		structuredClone(given, { transfer: [given.tail.buffer] });
		await expect(storeBlocks(db, song, [parts[0]!], given)).rejects.toThrow(
			expect.objectContaining({ name: 'DataCloneError' }) as Error
		);
		expect(await content(db)).toEqual(before);
	});

	it('tells of a full disk, whether the request or the transaction knows of it', async () => {
		const song = await addedSong(db, a);
		const before = await content(db);
		const full = new DOMException('full', 'QuotaExceededError');
		const store = () => storeBlocks(db, song, [parts[0]!], endsOf(0));

		abortAfterWrite(2);
		vi.spyOn(IDBTransaction.prototype, 'error', 'get').mockReturnValue(full);
		expect(await store()).toMatchObject({ ok: false, reason: 'no-space' });
		vi.restoreAllMocks();

		// A request that fails by itself: the row is there already, so it cannot be added.
		vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
			return this.transaction.objectStore('songs').add(song);
		});
		vi.spyOn(IDBRequest.prototype, 'error', 'get').mockReturnValue(full);
		expect(await store()).toMatchObject({ ok: false, reason: 'no-space' });
		vi.restoreAllMocks();
		expect(await content(db)).toEqual(before);
	});

	/** The runner fails on any rejection that nobody handles, so this asserts that there is but one. */
	it('for reading tells its caller, once', async () => {
		await addedSong(db, a);
		for (const name of ['get', 'getAll', 'getAllKeys'] as const) {
			// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each store by `apply` below.
			const original = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
			vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
				this: IDBObjectStore,
				...args: unknown[]
			) {
				const request = original.apply(this, args);
				this.transaction.abort();
				return request;
			});
		}
		const aborted = expect.objectContaining({ name: 'AbortError' }) as Error;
		for (const read of [getSong, getSource, readPeaks, readOpenEnds, readRoom, listLoops, listMarkers])
			await expect(read(db, a)).rejects.toThrow(aborted);
		for (const read of [listSongs, readSettings, readRecords])
			await expect(read(db)).rejects.toThrow(aborted);
		await expect(readEnd(db, a, 0, 'tail')).rejects.toThrow(aborted);
		for (const read of [readBlock, readOriginal])
			expect(await read(db, songFacts(a), 0)).toMatchObject({ ok: false, reason: 'damaged' });
	});
});
