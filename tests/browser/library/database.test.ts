import { deleteDB, type IDBPDatabase } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import { readBlock, readOpenEnds, readPeaks } from '../../../src/lib/library/blocks';
import {
	MIGRATIONS,
	openLibrary,
	type LibraryDatabase,
	type Migration
} from '../../../src/lib/library/database';
import { keepRoom, readRoom } from '../../../src/lib/library/rooms';
import { DATABASE_NAME } from '../../../src/lib/library/schema';
import { keepSetting, readSettings } from '../../../src/lib/library/settings';
import { changeSong, getSong, getSource, listSongs, newSong } from '../../../src/lib/library/songs';
import type { MinusMe } from '../../../src/lib/music/player-settings';
import { freshMemory } from '../../../src/lib/music/room-memory';
import type { Song } from '../../../src/lib/music/song';
import { STEMS } from '../../../src/lib/music/stems';
import { frames } from '../../../src/lib/units/units';
import { audit } from '../../tools/audit';
import {
	addedSong,
	endsOf,
	LAYOUT,
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

const watching = () => ({ onBlocked: vi.fn(), onOutdated: vi.fn(), onTerminated: vi.fn() });
const nothing: Migration = () => undefined;
const TODAY = MIGRATIONS.length;

const bytesOfParts = (finished: Uint8Array): number =>
	[...finished.keys()]
		.filter((index) => finished[index] === 1)
		.map((index) => part(LAYOUT, index))
		.flatMap(({ block, peaks }) => STEMS.flatMap((stem) => [block.stems[stem].pcm, peaks.stems[stem]]))
		.reduce((sum, { byteLength }) => sum + byteLength, 0);

describe('the database', () => {
	const open: LibraryDatabase[] = [];
	const opened = async (...args: Parameters<typeof openLibrary>) => {
		const db = valueOf(await openLibrary(...args));
		open.push(db);
		return db;
	};

	beforeEach(() => deleteDB(DATABASE_NAME));
	afterEach(() => {
		vi.restoreAllMocks();
		for (const db of open.splice(0)) db.close();
	});

	it('is made with its stores', async () => {
		const db = await opened(noWatch);
		expect(db.version).toBe(TODAY);
		expect([...db.objectStoreNames]).toEqual([
			'achievements',
			'blocks',
			'days',
			'ends',
			'loops',
			'markers',
			'originals',
			'peaks',
			'practised',
			'rooms',
			'sessions',
			'settings',
			'songs',
			'sources',
			'totals'
		]);
	});

	it('runs each migration once, in order, and keeps what is there', async () => {
		const db = await opened(noWatch);
		const song = await addedSong(db, songId('a'));
		db.close();

		const ran: number[] = [];
		const step = (n: number): Migration => {
			return async (_, tx) => {
				ran.push(n);
				const { title } = (await tx.objectStore('songs').get(song.id)) as Song;
				await tx.objectStore('songs').put({ ...song, title: `${title} ${n}` });
			};
		};
		const steps = Array.from({ length: TODAY + 2 }, (_, i) => step(i + 1));
		const later = await opened(noWatch, steps);
		expect(ran).toEqual([TODAY + 1, TODAY + 2]);
		expect(await getSong(later, song.id)).toEqual({ ...song, title: `Song ${TODAY + 1} ${TODAY + 2}` });
	});

	it('takes over the songs of version 1 and loses nothing', async () => {
		const first = await opened(noWatch, MIGRATIONS.slice(0, 1));
		expect([...first.objectStoreNames]).toEqual(['blocks', 'peaks', 'seams', 'songs', 'sources']);
		const old = first as unknown as IDBPDatabase;
		const cover = new Blob(['cover'], { type: 'image/png' });
		const rows = (['a', 'b'] as const).map((digit) => {
			const complete = digit === 'b';
			const finished = Uint8Array.from(complete ? [1, 1, 1, 1] : [1, 1, 0, 0]);
			// A row of then is one of today without what was not known yet.
			const { level, stopped, pinned, ...row } = newSong({ ...songFacts(songId(digit)), cover });
			expect([level, stopped, pinned]).toEqual([null, false, false]);
			return {
				...row,
				finished,
				state: complete ? 'complete' : 'partial',
				practisedAt: complete ? 77 : null,
				bytes: 500 + bytesOfParts(finished)
			} as const;
		});
		for (const row of rows) {
			await old.put('songs', row);
			await old.put('sources', { file: sourceFile(), name: 'song.mp3' }, row.id);
			for (const [index, stored] of row.finished.entries()) {
				if (stored === 0) continue;
				await old.put('blocks', part(LAYOUT, index).block, [row.id, index]);
				await old.put('peaks', part(LAYOUT, index).peaks, [row.id, index]);
			}
		}
		await old.put('seams', { segment: 1, audio: endsOf(1).tail }, songId('a'));
		first.close();

		const db = await opened(noWatch);
		expect(db.version).toBe(TODAY);
		expect(await audit(db)).toEqual([]);
		expect(await listSongs(db)).toEqual(
			rows.map((row) => ({ ...row, level: null, stopped: false, pinned: false }))
		);
		for (const row of rows) {
			const song = (await getSong(db, row.id))!;
			expect(await song.cover!.text()).toBe('cover');
			expect((await getSource(db, row.id))?.file.size).toBe(500);
			const stored = [...row.finished.keys()].filter((index) => row.finished[index] === 1);
			for (const index of stored)
				expect(valueOf(await readBlock(db, song, index))).toEqual(part(LAYOUT, index).block);
			expect(await readPeaks(db, row.id)).toEqual(stored.map((index) => part(LAYOUT, index).peaks));
			expect(await readOpenEnds(db, row.id)).toEqual({ heads: new Set(), tails: new Set() });
		}
		const [partial] = await listSongs(db);
		expect((await storedParts(db, partial!, 3, 2)).state).toBe('complete');
		expect(await audit(db)).toEqual([]);
	});

	it('takes over the songs of version 2 as they are, and their rooms can be kept from then on', async () => {
		const old = await opened(noWatch, MIGRATIONS.slice(0, 2));
		expect(old.version).toBe(2);
		const complete = await storedParts(old, await addedSong(old, songId('a')), 0, 1, 2, 3);
		const prepared = await storedOriginals(old, await addedSong(old, songId('b')));
		const partial = await storedSegment(old, prepared, 1);
		expect([complete.state, partial.state]).toEqual(['complete', 'partial']);
		const stores = ['songs', 'blocks', 'peaks', 'originals', 'ends'] as const;
		const content = (db: LibraryDatabase) => Promise.all(stores.map((store) => db.getAll(store)));
		const before = await content(old);
		expect(before.map(({ length }) => length)).toEqual([2, 4, 4, 4, 2]);
		old.close();

		const db = await opened(noWatch);
		expect(db.version).toBe(TODAY);
		expect(await content(db)).toEqual(before);
		for (const { id } of [complete, partial])
			expect(await (await getSource(db, id))!.file.bytes()).toEqual(await sourceFile().bytes());
		expect(await audit(db)).toEqual([]);

		expect(await readRoom(db, complete.id)).toBeUndefined();
		const memory = { ...freshMemory(complete.id), position: frames(1234) };
		valueOf(await keepRoom(db, memory));
		expect(await readRoom(db, complete.id)).toEqual(memory);
		for (const segment of [0, 2, 3]) await storedSegment(db, partial, segment);
		expect((await getSong(db, partial.id))?.state).toBe('complete');
		expect(await audit(db)).toEqual([]);
	});

	it('takes over the settings of version 3, which any later change outdates', async () => {
		const old = (await opened(noWatch, MIGRATIONS.slice(0, 3))) as unknown as IDBPDatabase;
		const me: MinusMe = { stem: 'bass', quieter: null, on: true };
		await old.put('settings', me, 'minusMe');
		await old.put('settings', { help: ['h'] }, 'keys');
		old.close();

		const db = await opened(noWatch);
		expect(await db.get('settings', 'minusMe')).toEqual({ value: me, changedAt: 0 });
		expect(await readSettings(db)).toEqual({ minusMe: me, keys: { help: ['h'] } });
		valueOf(await keepSetting(db, 'minusMe', { ...me, on: false }, 7));
		expect(await db.get('settings', 'minusMe')).toEqual({ value: { ...me, on: false }, changedAt: 7 });
	});

	it('is unavailable, and as it was, when a step of its upgrade throws later on', async () => {
		const db = await opened(noWatch);
		const song = await addedSong(db, songId('a'));
		db.close();
		const mistaken: Migration = async (_, tx) => {
			await tx.objectStore('songs').clear();
			throw new TypeError('a mistake');
		};
		expect(await openLibrary(noWatch, [...MIGRATIONS, mistaken])).toEqual({
			ok: false,
			reason: 'unavailable',
			detail: 'TypeError: a mistake'
		});
		expect(await getSong(await opened(noWatch), song.id)).toEqual(song);
	});

	it('closes an old connection when a newer version opens, and tells its owner', async () => {
		const old = watching();
		const db = await opened(old);
		const song = await addedSong(db, songId('a'));

		const newer = watching();
		const next = await opened(newer, [...MIGRATIONS, nothing]);
		expect(next.version).toBe(TODAY + 1);
		expect(newer.onBlocked).not.toHaveBeenCalled();
		expect(old.onOutdated).toHaveBeenCalledOnce();
		expect(old.onTerminated).not.toHaveBeenCalled();

		expect(await changeSong(db, song.id, { practisedAt: 5 })).toMatchObject({
			ok: false,
			reason: 'unavailable'
		});
		expect((await getSong(next, song.id))?.practisedAt).toBeNull();
		expect(await openLibrary(noWatch)).toMatchObject({ ok: false, reason: 'newer' });
	});

	it('lets running transactions finish before an old connection goes', async () => {
		const db = await opened(noWatch);
		const adding = addedSong(db, songId('a'));
		const next = await opened(noWatch, [...MIGRATIONS, nothing]);
		await adding;
		expect(await getSong(next, songId('a'))).toBeDefined();
	});

	it('says that it is blocked, and opens once the other has let go', async () => {
		const stubborn = await new Promise<IDBDatabase>((resolve, reject) => {
			const request = indexedDB.open(DATABASE_NAME, 1);
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(new Error('could not open'));
		});
		const watch = watching();
		watch.onBlocked.mockImplementation(() => stubborn.close());
		const db = await opened(watch, [nothing, ...MIGRATIONS]);
		expect(watch.onBlocked).toHaveBeenCalledOnce();
		expect(db.version).toBe(TODAY + 1);
	});

	it('tells when the browser ends the connection', async () => {
		const watch = watching();
		const db = await opened(watch);
		await cdp().send('Storage.clearDataForOrigin', {
			origin: location.origin,
			storageTypes: 'indexeddb'
		});
		await vi.waitFor(() => expect(watch.onTerminated).toHaveBeenCalledOnce());
		expect(watch.onOutdated).not.toHaveBeenCalled();
		expect(await changeSong(db, songId('a'), { practisedAt: 5 })).toMatchObject({
			ok: false,
			reason: 'unavailable'
		});
		// Chromium may still be ending connections: until it has, new ones fail as well.
		await vi.waitFor(() => opened(noWatch));
	});

	it('is unavailable, and as it was, when its upgrade fails', async () => {
		(await opened(noWatch)).close();
		const failing: Migration = (db, tx) => {
			db.deleteObjectStore('songs');
			tx.abort();
		};
		const outcome = await openLibrary(noWatch, [...MIGRATIONS, failing]);
		expect(outcome).toMatchObject({ ok: false, reason: 'unavailable' });
		const db = await opened(noWatch);
		expect(db.version).toBe(TODAY);
		expect(db.objectStoreNames).toContain('songs');
	});

	it.each(['SecurityError', 'InvalidStateError', 'UnknownError'])('is unavailable on %s', async (name) => {
		vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
			throw new DOMException('refused', name);
		});
		expect(await openLibrary(noWatch)).toMatchObject({ ok: false, reason: 'unavailable' });
	});

	it('is unavailable where there is no IndexedDB', async () => {
		const real = Object.getOwnPropertyDescriptor(globalThis, 'indexedDB')!;
		expect(Reflect.deleteProperty(globalThis, 'indexedDB')).toBe(true);
		try {
			expect(await openLibrary(noWatch)).toMatchObject({ ok: false, reason: 'unavailable' });
		} finally {
			Object.defineProperty(globalThis, 'indexedDB', real);
		}
	});
});
