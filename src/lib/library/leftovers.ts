import type { SongId } from '../music/song';
import type { LibraryDatabase } from './database';

/** What is kept of a song whose sound is not here any more; it comes back with the same file. */
export interface Leftover {
	readonly id: SongId;
	/** Null where it was never practised: only sessions know a song without its sound by name. */
	readonly title: string | null;
	readonly artist: string | null;
	readonly loops: number;
	readonly markers: number;
}

/** Every song that has loops or markers, but no sound; by title. Rejects where storage fails. */
export async function listLeftovers(db: LibraryDatabase): Promise<readonly Leftover[]> {
	const tx = db.transaction(['songs', 'loops', 'markers', 'practised']);
	const [songs, loops, markers, practised] = await Promise.all([
		tx.objectStore('songs').getAllKeys(),
		tx.objectStore('loops').getAllKeys(),
		tx.objectStore('markers').getAllKeys(),
		tx.objectStore('practised').getAll(),
		tx.done
	]);
	const ids = new Set([...loops, ...markers].map(([song]) => song));
	for (const id of songs) ids.delete(id);
	const countOf = (keys: readonly (readonly [SongId, string])[], id: SongId) =>
		keys.filter(([song]) => song === id).length;
	return [...ids]
		.map((id) => {
			const known = practised.find(({ song }) => song === id);
			return {
				id,
				title: known?.title ?? null,
				artist: known?.artist ?? null,
				loops: countOf(loops, id),
				markers: countOf(markers, id)
			};
		})
		.sort((one, other) => (one.title ?? '').localeCompare(other.title ?? ''));
}
