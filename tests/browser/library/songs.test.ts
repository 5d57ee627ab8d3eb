import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readBlock, storeBlocks } from '../../../src/lib/library/blocks';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { keepLoop, listLoops } from '../../../src/lib/library/loops';
import { keepMarker, listMarkers } from '../../../src/lib/library/markers';
import { keepRoom, readRoom } from '../../../src/lib/library/rooms';
import {
	addSong,
	changeSong,
	deleteSong,
	getSong,
	getSource,
	listSongs
} from '../../../src/lib/library/songs';
import { loopBetween } from '../../../src/lib/music/loop';
import { newMarker, type MarkerId } from '../../../src/lib/music/marker';
import { freshMemory } from '../../../src/lib/music/room-memory';
import { newLoop, type LoopId } from '../../../src/lib/music/saved-loop';
import { frames } from '../../../src/lib/units/units';
import { audit, counts } from '../../tools/audit';
import {
	addedSong,
	emptyLibrary,
	LAYOUT,
	noEnds,
	noisyPart,
	noWatch,
	noise,
	sameBlock,
	withQuota,
	NOTHING,
	songFacts,
	songId,
	sourceFile,
	storedOriginals,
	storedSegment,
	valueOf
} from '../../tools/library';

const a = songId('a');
const b = songId('b');
const LONG = { frames: frames(3 * 257_985), stride: frames(257_985) };

describe('songs', () => {
	let db: LibraryDatabase;
	beforeEach(async () => {
		db = await emptyLibrary();
	});
	afterEach(() => db.close());

	it('are added with their file', async () => {
		const song = valueOf(await addSong(db, songFacts(a), sourceFile(500)));
		expect(song).toMatchObject({ state: 'partial', bytes: 500, practisedAt: null });
		expect([...song.finished]).toEqual([0, 0, 0, 0]);
		expect(await getSong(db, a)).toEqual(song);
		expect(await listSongs(db)).toEqual([song]);

		const source = await getSource(db, a);
		expect(source?.name).toBe('song.mp3');
		expect(source?.file.type).toBe('audio/mpeg');
		expect(new Uint8Array(await source!.file.arrayBuffer())).toEqual(new Uint8Array(500).fill(7));
		expect(await audit(db)).toEqual([]);
	});

	it('are unknown until then', async () => {
		expect(await getSong(db, a)).toBeUndefined();
		expect(await getSource(db, a)).toBeUndefined();
		expect(await listSongs(db)).toEqual([]);
	});

	it('stay as they are when added again', async () => {
		const song = await addedSong(db, a);
		const stored = await storedSegment(db, song, 0);
		const again = valueOf(await addSong(db, { ...songFacts(a), title: 'Other' }, sourceFile(9)));
		expect(again).toEqual(stored);
		expect(await getSong(db, a)).toEqual(stored);
		expect((await getSource(db, a))?.file.size).toBe(500);
	});

	it('begin with nothing finished, whatever a row claims', async () => {
		const claim = {
			...songFacts(a),
			state: 'complete',
			finished: new Uint8Array(4).fill(1),
			level: { mean: 0, std: 1 },
			stopped: true,
			pinned: true,
			bytes: 1
		} as const;
		const begun = { state: 'partial', level: null, stopped: false, pinned: false, bytes: 500 };
		expect(valueOf(await addSong(db, claim, sourceFile()))).toMatchObject(begun);
		expect(await audit(db)).toEqual([]);
	});

	it('remember what is changed of them, each change by itself', async () => {
		let song = await storedOriginals(db, await addedSong(db, a));
		for (const change of [
			{ practisedAt: 77 },
			{ stopped: true },
			{ pinned: true },
			{ level: { mean: 0.25, std: 0.5 } },
			{ stopped: false, practisedAt: 78 }
		]) {
			const changed = valueOf(await changeSong(db, a, change));
			expect(changed).toEqual({ ...song, ...change });
			expect(await getSong(db, a)).toEqual(changed);
			song = changed;
		}
		expect(await audit(db)).toEqual([]);
		expect(await changeSong(db, b, { pinned: true })).toMatchObject({ ok: false, reason: 'gone' });
		expect(await counts(db)).toMatchObject({ songs: 1 });
	});

	it('are deleted with everything kept of them, and only of them', async () => {
		const neighbours = ['9', 'b'].map(songId);
		for (const id of [a, ...neighbours]) {
			const song = await storedOriginals(db, await addedSong(db, id));
			await storedSegment(db, song, 0);
			await storedSegment(db, song, 3);
		}
		valueOf(await deleteSong(db, a));
		expect(await counts(db)).toEqual({ songs: 2, sources: 2, blocks: 2, peaks: 2, originals: 8, ends: 4 });
		expect((await listSongs(db)).map(({ id }) => id)).toEqual(neighbours);
		expect(await audit(db)).toEqual([]);

		valueOf(await deleteSong(db, a));
		for (const id of neighbours) valueOf(await deleteSong(db, id));
		expect(await counts(db)).toEqual(NOTHING);
	});

	it('leave their room, loops and markers behind, which are there when they come back', async () => {
		await addedSong(db, a);
		const memory = { ...freshMemory(a), position: frames(1234) };
		const loop = newLoop(a, loopBetween(frames(100), frames(3000), LAYOUT.frames), [], 5, 'x' as LoopId);
		const marker = newMarker(a, frames(700), [], 5, 'x' as MarkerId);
		valueOf(await keepRoom(db, memory));
		valueOf(await keepLoop(db, loop));
		valueOf(await keepMarker(db, marker));

		valueOf(await deleteSong(db, a));
		expect(await counts(db)).toEqual(NOTHING);
		expect(await audit(db)).toEqual([]);
		await addedSong(db, a);
		expect(await readRoom(db, a)).toEqual(memory);
		expect(await listLoops(db, a)).toEqual([loop]);
		expect(await listMarkers(db, a)).toEqual([marker]);
	});

	it('give their space back when deleted', async () => {
		const used = async () => (await navigator.storage.estimate()).usage!;
		const before = await used();
		const song = await addedSong(db, a, LONG);
		for (const index of [0, 1, 2]) valueOf(await storeBlocks(db, song, [noisyPart(LONG, index)], noEnds));
		const polling = { timeout: 30_000, interval: 250 };
		await vi.waitFor(async () => expect(await used()).toBeGreaterThan(before + 12_000_000), polling);
		valueOf(await deleteSong(db, a));
		await vi.waitFor(async () => expect(await used()).toBeLessThan(before + 1_000_000), polling);
	}, 70_000);
});

describe('on a full device', () => {
	it('songs and blocks are refused whole, what was there stays, and deleting helps', async () => {
		await withQuota(12_000_000, async () => {
			const db = valueOf(await openLibrary(noWatch));
			const song = await addedSong(db, a, LONG);
			valueOf(await storeBlocks(db, song, [noisyPart(LONG, 0)], noEnds));
			const kept = valueOf(await storeBlocks(db, song, [noisyPart(LONG, 1)], noEnds));

			const refused = await storeBlocks(db, song, [noisyPart(LONG, 2)], noEnds);
			expect(refused).toMatchObject({ ok: false, reason: 'no-space' });
			const file = new File([noise(8_000_000)], 'large.wav');
			expect(await addSong(db, songFacts(b), file)).toMatchObject({ ok: false, reason: 'no-space' });
			expect(await listSongs(db)).toEqual([kept]);
			expect(await audit(db)).toEqual([]);

			expect(sameBlock(valueOf(await readBlock(db, song, 1)), noisyPart(LONG, 1).block)).toBe(true);
			valueOf(await deleteSong(db, a));
			expect(await counts(db)).toEqual(NOTHING);
			db.close();
		});
	});
});
