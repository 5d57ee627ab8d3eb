import { deleteDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cdp } from 'vitest/browser';
import {
	MIGRATIONS,
	openLibrary,
	type LibraryDatabase,
	type Migration
} from '../../../src/lib/library/database';
import { DATABASE_NAME } from '../../../src/lib/library/schema';
import { getSong, touchSong } from '../../../src/lib/library/songs';
import { addedSong, noWatch, songId, valueOf } from '../../tools/library';

const watching = () => ({ onBlocked: vi.fn(), onOutdated: vi.fn(), onTerminated: vi.fn() });
const nothing: Migration = () => undefined;

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
		expect(db.version).toBe(1);
		expect([...db.objectStoreNames]).toEqual(['blocks', 'peaks', 'seams', 'songs', 'sources']);
	});

	it('runs each migration once, in order, and keeps what is there', async () => {
		const db = await opened(noWatch);
		const song = await addedSong(db, songId('a'));
		db.close();

		const ran: number[] = [];
		const third = await opened(noWatch, [
			() => ran.push(1),
			() => ran.push(2),
			(_, tx) => {
				ran.push(3);
				void tx.objectStore('songs').put({ ...song, title: 'Migrated' });
			}
		]);
		expect(ran).toEqual([2, 3]);
		expect(await getSong(third, song.id)).toEqual({ ...song, title: 'Migrated' });
	});

	it('closes an old connection when a newer version opens, and tells its owner', async () => {
		const old = watching();
		const db = await opened(old);
		const song = await addedSong(db, songId('a'));

		const newer = watching();
		const next = await opened(newer, [...MIGRATIONS, nothing]);
		expect(next.version).toBe(2);
		expect(newer.onBlocked).not.toHaveBeenCalled();
		expect(old.onOutdated).toHaveBeenCalledOnce();
		expect(old.onTerminated).not.toHaveBeenCalled();

		expect(await touchSong(db, song.id, 5)).toMatchObject({ ok: false, reason: 'unavailable' });
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
		expect(db.version).toBe(2);
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
		expect(await touchSong(db, songId('a'), 5)).toMatchObject({ ok: false, reason: 'unavailable' });
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
		expect(db.version).toBe(1);
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
