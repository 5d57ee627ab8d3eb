import { backUp, type BackupReport } from '../../src/lib/library/backup/back-up';
import { openBackup, type Backup } from '../../src/lib/library/backup/open-backup';
import { restore, type RestoreReport } from '../../src/lib/library/backup/restore';
import { sha256Of } from '../../src/lib/library/backup/sha256';
import type { LibraryDatabase } from '../../src/lib/library/database';
import { keepLoop } from '../../src/lib/library/loops';
import { keepMarker } from '../../src/lib/library/markers';
import { keepRoom } from '../../src/lib/library/rooms';
import { recordSession } from '../../src/lib/library/sessions';
import { keepSetting } from '../../src/lib/library/settings';
import { addSong } from '../../src/lib/library/songs';
import type { BlockLayout } from '../../src/lib/music/block';
import { loopBetween } from '../../src/lib/music/loop';
import { newMarker, type MarkerId } from '../../src/lib/music/marker';
import { freshMemory } from '../../src/lib/music/room-memory';
import { newLoop, withPass, type LoopId } from '../../src/lib/music/saved-loop';
import type { PracticeDay, Session, SessionId } from '../../src/lib/music/session';
import type { Song, SongId } from '../../src/lib/music/song';
import { decibels, frames, milliseconds } from '../../src/lib/units/units';
import { speed } from '../../src/lib/music/tuning';
import { LAYOUT, noise, songFacts, valueOf } from './library';

/** Libraries to back up, and what there is to say of them afterwards. Real IndexedDB: browser only. */

export const NOW = Date.UTC(2026, 10, 23);
export const noProgress = (): void => undefined;
export const never = new AbortController().signal;

/** A song whose id is that of its file, as `storeBlocks` and the others find it. */
export async function importedSong(
	db: LibraryDatabase,
	title: string,
	{ bytes = 700, layout = LAYOUT }: { readonly bytes?: number; readonly layout?: BlockLayout } = {}
): Promise<Song> {
	const content = noise(bytes).slice();
	new TextEncoder().encodeInto(title, content);
	const id = (await sha256Of(content)) as SongId;
	const cover = new Blob([content.slice(0, 90)], { type: 'image/png' });
	const facts = { ...songFacts(id, layout), title, fileName: `${title}.mp3`, cover, addedAt: 5_000 };
	const file = new File([content], `${title}.mp3`, { type: 'audio/mpeg', lastModified: 77_000 });
	return valueOf(await addSong(db, facts, file));
}

export const session = (id: string, song: SongId, change: Partial<Session> = {}): Session => ({
	id: id as SessionId,
	song,
	title: 'Song',
	artist: null,
	startedAt: NOW - 1_000_000,
	day: '2026-11-22' as PracticeDay,
	sounded: milliseconds(90_000),
	passes: 3,
	loops: [{ loop: 'loop' as LoopId, name: 'Bridge', passes: 3, speed: speed(80) }],
	muted: ['vocals'],
	soloed: [],
	...change
});

/** Something in every store of what a player makes. */
export async function practised(db: LibraryDatabase, song: SongId): Promise<void> {
	const loop = newLoop(song, loopBetween(frames(0), frames(3000), LAYOUT.frames), [], 10, 'loop' as LoopId);
	const trainer = { from: speed(60), to: speed(100), step: 5, passes: 2 };
	valueOf(await keepLoop(db, { ...withPass(loop, speed(70), 20), trainer }));
	valueOf(await keepMarker(db, newMarker(song, frames(700), [], 30, 'marker' as MarkerId)));
	valueOf(await keepRoom(db, { ...freshMemory(song), loop: { ...loop }, loopOn: true, changedAt: 40 }));
	valueOf(await keepSetting(db, 'minusMe', { stem: 'bass', quieter: decibels(12), on: true }, 50));
	valueOf(await keepSetting(db, 'keys', { 'play-pause': ['p'] }, 60));
	valueOf(await recordSession(db, session('one', song), NOW));
	const hours = { sounded: milliseconds(11 * 3_600_000), day: '2026-11-23' as PracticeDay, startedAt: NOW };
	valueOf(await recordSession(db, session('two', song, hours), NOW));
}

/** A file that is made of what is written. */
export function memoryFile(): { to: WritableStream<Uint8Array<ArrayBuffer>>; file: () => File } {
	const chunks: Uint8Array<ArrayBuffer>[] = [];
	const to = new WritableStream<Uint8Array<ArrayBuffer>>({
		write: (chunk) => void chunks.push(chunk.slice())
	});
	return { to, file: () => new File(chunks, 'backup.zip') };
}

/** A backup of these songs, or of all there are, and what was said of it. */
export async function backedUp(
	db: LibraryDatabase,
	songs?: readonly SongId[]
): Promise<{ readonly file: File; readonly report: BackupReport }> {
	const { to, file } = memoryFile();
	const chosen = { songs: songs ?? (await db.getAllKeys('songs')) };
	const report = valueOf(await backUp(never, db, chosen, to, noProgress, NOW));
	return { file: file(), report };
}

export const opened = async (file: Blob): Promise<Backup> =>
	valueOf(await openBackup(never, file, noProgress));

export const restored = async (db: LibraryDatabase, file: Blob, now = NOW): Promise<RestoreReport> =>
	valueOf(await restore(never, db, await opened(file), noProgress, now));

/** Every row of every store by its key; sound and files by their hashes. */
export async function contentOf(db: LibraryDatabase): Promise<Record<string, readonly unknown[]>> {
	const content: Record<string, readonly unknown[]> = {};
	for (const store of db.objectStoreNames) {
		const tx = db.transaction(store);
		const [keys, values] = await Promise.all([tx.store.getAllKeys(), tx.store.getAll(), tx.done]);
		content[store] = await Promise.all(keys.map(async (key, i) => [key, await shown(values[i])]));
	}
	return content;
}

async function shown(value: unknown): Promise<unknown> {
	if (value instanceof Blob) {
		const hash = await sha256Of(new Uint8Array(await value.arrayBuffer()));
		const { name, lastModified } = value instanceof File ? value : { name: null, lastModified: null };
		return { blob: hash, type: value.type, name, lastModified };
	}
	if (ArrayBuffer.isView(value)) {
		const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice();
		return `${value.constructor.name} ${await sha256Of(bytes)}`;
	}
	if (Array.isArray(value)) return Promise.all(value.map(shown));
	if (typeof value !== 'object' || value === null) return value;
	const entries = Object.entries(value).map(async ([name, part]) => [name, await shown(part)] as const);
	return Object.fromEntries(await Promise.all(entries));
}
