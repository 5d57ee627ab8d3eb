import type { LibraryDatabase } from '../library/database';
import { deleteSong, listSongs } from '../library/songs';
import type { StorageFailure } from '../library/transaction';
import type { Song, SongId } from '../music/song';
import type { Outcome } from '../outcome/outcome';

/** The songs on this device as the screen shows them; the database is the truth, this follows it. */
export class Library {
	/** Practised or added last comes first. */
	songs = $state.raw<readonly Song[]>([]);
	readonly #database: LibraryDatabase;

	constructor(database: LibraryDatabase) {
		this.#database = database;
	}

	async refresh(): Promise<void> {
		this.songs = sorted(await listSongs(this.#database));
	}

	/** Takes a row that has just been written. */
	put(song: Song): void {
		this.songs = sorted([...this.songs.filter(({ id }) => id !== song.id), song]);
	}

	async remove(id: SongId): Promise<Outcome<null, StorageFailure>> {
		const removed = await deleteSong(this.#database, id);
		if (removed.ok) this.songs = this.songs.filter((song) => song.id !== id);
		return removed;
	}
}

const lastTouched = (song: Song): number => song.practisedAt ?? song.addedAt;
const sorted = (songs: readonly Song[]): Song[] => songs.toSorted((a, b) => lastTouched(b) - lastTouched(a));
