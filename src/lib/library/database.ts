import { openDB, type IDBPDatabase, type IDBPTransaction, type StoreNames } from 'idb';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { DATABASE_NAME, type RiffRoomSchema } from './schema';

export type LibraryDatabase = IDBPDatabase<RiffRoomSchema>;

/**
 * One step of the schema: `MIGRATIONS[n]` leads from version n to version n + 1, inside the transaction of
 * the upgrade. A step that has been released is never changed.
 */
export type Migration = (
	db: LibraryDatabase,
	tx: IDBPTransaction<RiffRoomSchema, StoreNames<RiffRoomSchema>[], 'versionchange'>
) => void;

export const MIGRATIONS: readonly Migration[] = [
	(db) => {
		db.createObjectStore('songs', { keyPath: 'id' });
		for (const store of ['sources', 'blocks', 'peaks', 'seams'] as const) db.createObjectStore(store);
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
	try {
		const db = await openDB<RiffRoomSchema>(DATABASE_NAME, migrations.length, {
			upgrade(db, from, _to, tx) {
				// Should the upgrade fail, the request to open tells; this promise of idb's would tell nobody.
				tx.done.catch(() => undefined);
				for (const migrate of migrations.slice(from)) migrate(db, tx);
			},
			blocked: () => watch.onBlocked?.(),
			blocking(_from, _to, event) {
				// At once: the other tab's upgrade waits until the last old connection is closed.
				(event.target as IDBDatabase).close();
				watch.onOutdated();
			},
			terminated: () => watch.onTerminated()
		});
		return success(db);
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure(thrown.name === 'VersionError' ? 'newer' : 'unavailable', describe(thrown));
	}
}
