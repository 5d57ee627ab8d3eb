import { openDB, type IDBPDatabase, type IDBPTransaction } from 'idb';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { DATABASE_NAME, type RiffRoomSchema } from './schema';
import { undo } from './transaction';

export type LibraryDatabase = IDBPDatabase<RiffRoomSchema>;

/**
 * One step of the schema: `MIGRATIONS[n]` leads from version n to version n + 1, inside the transaction of
 * the upgrade; it awaits nothing but that transaction's requests. A step that has been released is never changed, so
 * its stores are those of its own time and not typed by the schema of today.
 */
export type Migration = (
	db: IDBPDatabase,
	tx: IDBPTransaction<unknown, string[], 'versionchange'>
) => void | Promise<void>;

export const MIGRATIONS: readonly Migration[] = [
	(db) => {
		db.createObjectStore('songs', { keyPath: 'id' });
		for (const store of ['sources', 'blocks', 'peaks', 'seams']) db.createObjectStore(store);
	},
	async (db, tx) => {
		db.deleteObjectStore('seams');
		for (const store of ['originals', 'ends']) db.createObjectStore(store);
		for await (const song of tx.objectStore('songs'))
			await song.update({ ...(song.value as object), level: null, stopped: false, pinned: false });
	},
	(db) => {
		db.createObjectStore('rooms', { keyPath: 'song' });
		for (const store of ['loops', 'markers']) db.createObjectStore(store, { keyPath: ['song', 'id'] });
		db.createObjectStore('settings');
	},
	async (db, tx) => {
		db.createObjectStore('sessions', { keyPath: 'id' });
		db.createObjectStore('days', { keyPath: 'day' });
		db.createObjectStore('practised', { keyPath: 'song' });
		db.createObjectStore('totals');
		db.createObjectStore('achievements', { keyPath: 'name' });
		for await (const setting of tx.objectStore('settings'))
			await setting.update({ value: setting.value as unknown, changedAt: 0 });
	}
];

/** What the owner of a connection is told about it. */
export interface LibraryWatch {
	/** Opening waits until another tab lets go of an older version of the database. */
	onBlocked?(): void;
	/** Another tab has a newer version: this connection is closed, and this tab needs a reload. */
	onOutdated(): void;
	/** The browser ended the connection, as when the player clears the site's data. */
	onTerminated(): void;
}

/**
 * Opens the library, made or brought up to date where needed. `unavailable`: this browser has no IndexedDB or
 * refuses it (private mode, blocked site data). `newer`: a newer RiffRoom has been here; only a reload helps.
 * The caller owns the connection and closes it.
 */
export async function openLibrary(
	watch: LibraryWatch,
	migrations = MIGRATIONS
): Promise<Outcome<LibraryDatabase, 'unavailable' | 'newer'>> {
	if (!('indexedDB' in globalThis)) return failure('unavailable', 'This browser has no IndexedDB.');
	let mistake: unknown;
	try {
		const db = await openDB(DATABASE_NAME, migrations.length, {
			upgrade(db, from, _to, tx) {
				// Should the upgrade fail, the request to open tells; these promises would tell nobody.
				tx.done.catch(() => undefined);
				migrate(db, tx, migrations.slice(from)).catch((thrown: unknown) => {
					mistake = thrown;
					undo(tx);
				});
			},
			blocked: () => watch.onBlocked?.(),
			blocking(_from, _to, event) {
				// At once: the other tab's upgrade waits until the last old connection is closed.
				(event.target as IDBDatabase).close();
				watch.onOutdated();
			},
			terminated: () => watch.onTerminated()
		});
		return success(db as unknown as LibraryDatabase);
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure(thrown.name === 'VersionError' ? 'newer' : 'unavailable', describe(mistake ?? thrown));
	}
}

async function migrate(
	db: IDBPDatabase,
	tx: Parameters<Migration>[1],
	steps: readonly Migration[]
): Promise<void> {
	for (const step of steps) await step(db, tx);
}
