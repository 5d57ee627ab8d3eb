import type { Page } from '@playwright/test';
import type { StoreNames } from 'idb';
import type { RiffRoomSchema } from '../../src/lib/library/schema';

export type StoreName = StoreNames<RiffRoomSchema>;

export interface Row {
	readonly key: IDBValidKey;
	/** As stored, but a buffer is shown as `{ type: 'Int16Array', length }` and a Blob as `{ type: 'Blob', size }`. */
	readonly value: unknown;
}

/** Everything in one store, by a connection of the test's own; nothing where the database is not there yet. */
export const rows = (page: Page, store: StoreName, database = 'riffroom'): Promise<Row[]> =>
	page.evaluate(readRows, { store, database });

/** How many rows each of these stores holds. */
export async function countRows(page: Page, ...stores: StoreName[]): Promise<number[]> {
	return Promise.all(stores.map(async (store) => (await rows(page, store)).length));
}

/** Runs in the page. */
async function readRows({ store, database }: { store: string; database: string }): Promise<Row[]> {
	const asked = <Value>(request: IDBRequest<Value>) =>
		new Promise<Value>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error ?? new Error('The request failed'));
		});
	const shown = (value: unknown): unknown => {
		if (ArrayBuffer.isView(value))
			return { type: value.constructor.name, length: (value as Uint8Array).length };
		if (value instanceof Blob) return { type: 'Blob', size: value.size };
		if (Array.isArray(value)) return value.map(shown);
		if (value === null || typeof value !== 'object') return value;
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, shown(part)]));
	};
	// Opening would make an empty database where there is none.
	if (!(await indexedDB.databases()).some(({ name }) => name === database)) return [];
	const connection = await asked(indexedDB.open(database));
	try {
		const found = connection.transaction(store).objectStore(store);
		const [keys, values] = await Promise.all([asked(found.getAllKeys()), asked(found.getAll())]);
		return keys.map((key, i) => ({ key, value: shown(values[i]) }));
	} finally {
		connection.close();
	}
}
