import type { PlayerSettings } from '../music/player-settings';
import { success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { read, write, type StorageFailure } from './transaction';

/** What the player has set, without what he never did. Rejects where storage fails. */
export const readSettings = (db: LibraryDatabase): Promise<Partial<PlayerSettings>> =>
	read(db, 'settings', async (settings) => {
		const names = await settings.getAllKeys();
		const values = await settings.getAll();
		return Object.fromEntries(names.map((name, i) => [name, values[i]!.value]));
	});

/**
 * Keeps one setting and leaves the others as they are.
 *
 * @param now Milliseconds since 1970.
 */
export const keepSetting = <Name extends keyof PlayerSettings>(
	db: LibraryDatabase,
	name: Name,
	value: PlayerSettings[Name],
	now: number
): Promise<Outcome<null, StorageFailure>> =>
	write(db, ['settings'], async (tx) => {
		await tx.objectStore('settings').put({ value, changedAt: now }, name);
		return success(null);
	});
