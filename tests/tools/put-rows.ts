import type { Page } from '@playwright/test';
import type { StoreValue } from 'idb';
import type { RiffRoomSchema } from '../../src/lib/library/schema';
import type { StoreName } from './rows';

/** Writes rows into a store whose keys are in its rows, by a connection of the test's own; the app has opened it before. */
export const putRows = <Name extends StoreName>(
	page: Page,
	store: Name,
	...values: StoreValue<RiffRoomSchema, Name>[]
): Promise<void> => page.evaluate(put, { store, values });

/** Runs in the page. */
async function put({ store, values }: { store: string; values: unknown[] }): Promise<void> {
	const connection = await new Promise<IDBDatabase>((resolve, reject) => {
		const opening = indexedDB.open('riffroom');
		opening.onsuccess = () => resolve(opening.result);
		opening.onerror = () => reject(opening.error ?? new Error('The database cannot be opened'));
	});
	const tx = connection.transaction(store, 'readwrite');
	for (const value of values) tx.objectStore(store).put(value);
	await new Promise<void>((resolve, reject) => {
		tx.oncomplete = () => resolve();
		tx.onabort = () => reject(tx.error ?? new Error('The rows were refused'));
	});
	connection.close();
}
