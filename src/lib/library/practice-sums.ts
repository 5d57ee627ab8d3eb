import type { IDBPObjectStore } from 'idb';
import type { Achievement } from '../music/achievement';
import { reached, standingOf, type Standing } from '../practice/achievements';
import { sumOf } from '../practice/sums';
import type { RiffRoomSchema } from './schema';

/** What is kept of practising: sessions, and what they come to. They change together or not at all. */
export const PRACTICE_STORES = ['sessions', 'days', 'practised', 'totals', 'achievements'] as const;
type PracticeStore = (typeof PRACTICE_STORES)[number];

/** A readwrite transaction over these stores, and perhaps more. */
export interface PracticeTransaction {
	objectStore<Name extends PracticeStore>(
		name: Name
	): Pick<
		IDBPObjectStore<RiffRoomSchema, PracticeStore[], Name, 'readwrite'>,
		'add' | 'clear' | 'getAll' | 'getAllKeys' | 'put'
	>;
}

/**
 * Makes days, songs and totals anew from all sessions, and gives the achievements that came with it. It awaits nothing
 * but requests of `tx`, whose end is the caller's.
 *
 * @param now Milliseconds since 1970.
 */
export async function sumUp(tx: PracticeTransaction, now: number): Promise<readonly Achievement[]> {
	const sums = sumOf(await tx.objectStore('sessions').getAll());
	const { days, songs, totals } = sums;
	for (const store of ['days', 'practised', 'totals'] as const) await tx.objectStore(store).clear();
	for (const day of days) await tx.objectStore('days').put(day);
	for (const song of songs) await tx.objectStore('practised').put(song);
	// Whoever has no session has no totals either, as before the first one.
	if (totals.sessions > 0) await tx.objectStore('totals').put(totals, 'all');
	return award(tx, standingOf(sums), now);
}

/** Adds every achievement that is reached and was not before, in the transaction that reached it; gives those. */
export async function award(
	tx: PracticeTransaction,
	standing: Standing,
	now: number
): Promise<readonly Achievement[]> {
	const achievements = tx.objectStore('achievements');
	const held = new Set(await achievements.getAllKeys());
	const awarded = reached(standing)
		.filter((name) => !held.has(name))
		.map((name) => ({ name, awardedAt: now }));
	for (const achievement of awarded) await achievements.add(achievement);
	return awarded;
}
