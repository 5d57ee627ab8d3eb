import type { Backup } from '../library/backup/open-backup';
import type { BackupReport } from '../library/backup/back-up';
import type { RestoreReport } from '../library/backup/restore';
import { bytes, plural } from './format';

/** Backups in a player's words. */

/** `a`, `a and b`, `a, b and c`. */
const joined = (parts: readonly string[]): string =>
	parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

const counted = (...counts: readonly (readonly [count: number, unit: string])[]): string[] =>
	counts.filter(([count]) => count > 0).map(([count, unit]) => plural(count, unit));

/** `3 May 2026`. */
const dateOf = (at: number): string =>
	new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });

/** What a backup that was looked through would bring: `From 3 May 2026: 214 sessions and 12 songs (1.2 GB).` */
export function backupWords({
	createdAt,
	sessions,
	songs
}: Pick<Backup, 'createdAt' | 'sessions' | 'songs'>) {
	const size = songs.reduce((sum, song) => sum + song.bytes, 0);
	const parts = counted([sessions, 'session'], [songs.length, 'song']);
	const inIt = parts.length === 0 ? 'settings alone' : joined(parts);
	return `From ${dateOf(createdAt)}: ${inIt}${songs.length > 0 ? ` (${bytes(size)})` : ''}.`;
}

/** What was backed up: `Backed up: 214 sessions and 12 songs, 1.2 GB.` */
export function backedUpWords({ sessions, songs, bytes: size }: BackupReport): string {
	const parts = counted([sessions, 'session'], [songs, 'song']);
	return `Backed up: ${parts.length === 0 ? 'your settings' : joined(parts)}, ${bytes(size)}.`;
}

/** Songs that a backup had to go without; null where there are none. */
export function leftWords(left: readonly { readonly title: string }[]): string | null {
	if (left.length === 0) return null;
	const named = left.slice(0, 3).map(({ title }) => `“${title}”`);
	const more = left.length - named.length;
	const names = joined(more > 0 ? [...named, `${more} more`] : named);
	const [is, it] = left.length === 1 ? ['is', 'it'] : ['are', 'them'];
	return `${names} ${is} damaged on this device and not in it. Delete ${it} and drop the file again.`;
}

/** What was restored: `Restored: 214 sessions, 12 songs and 5 loops. What was newer here has stayed.` */
export function restoredWords({ sessions, loops, markers, settings, songs }: RestoreReport): string {
	const parts = counted(
		[sessions, 'session'],
		[songs.added.length, 'song'],
		[loops, 'loop'],
		[markers, 'marker'],
		[settings, 'setting']
	);
	return parts.length === 0
		? 'All that is in it was here already. Nothing was changed.'
		: `Restored: ${joined(parts)}. What was newer here has stayed.`;
}

/** How far something is, for a live region that is not to talk all the time: each full tenth. */
export const tenthWords = (what: string, done: number, total: number): string =>
	`${what}: ${Math.floor((total === 0 ? 0 : done / total) * 10 + 1e-9) * 10} percent`;
