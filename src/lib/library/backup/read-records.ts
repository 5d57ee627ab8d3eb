import type { LibraryDatabase } from '../database';
import {
	isAchievement,
	isMarker,
	isRoom,
	isSavedLoop,
	isSession,
	isSetting,
	type BackupRecords,
	type NamedSetting
} from './records';

/**
 * All that a backup keeps of the player, of one moment. A row that is none, and would make the whole backup one that
 * nobody can open, is left out. Rejects where storage fails.
 */
export async function readBackupRecords(db: LibraryDatabase): Promise<BackupRecords> {
	const tx = db.transaction(['sessions', 'achievements', 'settings', 'loops', 'markers', 'rooms']);
	const [sessions, achievements, names, settings, loops, markers, rooms] = await Promise.all([
		tx.objectStore('sessions').getAll(),
		tx.objectStore('achievements').getAll(),
		tx.objectStore('settings').getAllKeys(),
		tx.objectStore('settings').getAll(),
		tx.objectStore('loops').getAll(),
		tx.objectStore('markers').getAll(),
		tx.objectStore('rooms').getAll(),
		tx.done
	]);
	const named = names.map((name, i): NamedSetting => ({ name, ...settings[i]! }));
	return {
		sessions: sessions.filter(isSession),
		achievements: achievements.filter(isAchievement),
		settings: named.filter(isSetting),
		loops: loops.filter(isSavedLoop),
		markers: markers.filter(isMarker),
		rooms: rooms.filter(isRoom)
	};
}
