import { success, type Outcome } from '../../outcome/outcome';
import { unitedSession } from '../../practice/session';
import type { LibraryDatabase } from '../database';
import { PRACTICE_STORES, sumUp } from '../sessions';
import { write, type StorageFailure } from '../transaction';
import { earlier, isSame, later, mergedLoop } from './merge';
import type { BackupRecords, NamedSetting } from './records';

/** How many rows were new, or newer than those that were there. */
export interface RestoredRecords {
	readonly sessions: number;
	readonly loops: number;
	readonly markers: number;
	readonly settings: number;
}

/**
 * Merges the records of a backup into the library, all of them or none, and makes the sums anew.
 *
 * @param now Milliseconds since 1970: when what is reached by both together counts as reached.
 */
export const restoreRecords = (
	db: LibraryDatabase,
	records: BackupRecords,
	now: number
): Promise<Outcome<RestoredRecords, StorageFailure>> =>
	write(db, [...PRACTICE_STORES, 'settings', 'loops', 'markers', 'rooms'], async (tx) => {
		const ofSong = ({ song, id }: { readonly song: string; readonly id: string }) => `${song} ${id}`;
		const sessions = await merge(tx.objectStore('sessions'), records.sessions, ({ id }) => id, unitedSession);
		await merge(tx.objectStore('achievements'), records.achievements, ({ name }) => name, earlier);
		await sumUp(tx, now);
		const settings = tx.objectStore('settings');
		const named: Rows<NamedSetting> = {
			getAll: async () => {
				const names = await settings.getAllKeys();
				const values = await settings.getAll();
				return names.map((name, i) => ({ name, ...values[i]! }));
			},
			put: ({ name, value, changedAt }) => settings.put({ value, changedAt }, name)
		};
		const counts = {
			sessions,
			loops: await merge(tx.objectStore('loops'), records.loops, ofSong, mergedLoop),
			markers: await merge(tx.objectStore('markers'), records.markers, ofSong, later),
			settings: await merge(named, records.settings, ({ name }) => name, later)
		};
		await merge(tx.objectStore('rooms'), records.rooms, ({ song }) => song, later);
		return success(counts);
	});

interface Rows<Row> {
	readonly getAll: () => Promise<Row[]>;
	readonly put: (row: Row) => Promise<unknown>;
}

/** Merges each row into the one with the same key, and gives how many were put. */
async function merge<Row>(
	store: Rows<Row>,
	rows: readonly Row[],
	keyOf: (row: Row) => string,
	merged: (one: Row, other: Row) => Row
): Promise<number> {
	const stored = new Map((await store.getAll()).map((row) => [keyOf(row), row]));
	const changed = new Map<string, Row>();
	for (const row of rows) {
		const key = keyOf(row);
		const before = changed.get(key) ?? stored.get(key);
		const after = merged(before ?? row, row);
		if (before === undefined || !isSame(before, after)) changed.set(key, after);
	}
	await Promise.all(Array.from(changed.values(), (row) => store.put(row)));
	return changed.size;
}
