import type { LibraryDatabase } from '../library/database';
import { changeSong, deleteSong, getSong, listSongs } from '../library/songs';
import type { StorageFailure } from '../library/transaction';
import type { Song, SongId } from '../music/song';
import { success, type Outcome } from '../outcome/outcome';

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

	/** Reads one row anew, after another tab has changed it; undefined where it is gone. */
	async reread(id: SongId): Promise<Song | undefined> {
		const song = await getSong(this.#database, id);
		if (song === undefined) this.songs = this.songs.filter((other) => other.id !== id);
		else this.put(song);
		return song;
	}

	async pin(id: SongId, pinned: boolean): Promise<Outcome<null, StorageFailure>> {
		const changed = await changeSong(this.#database, id, { pinned });
		if (changed.ok) this.put(changed.value);
		else if (changed.reason === 'gone') await this.refresh();
		else return { ...changed, reason: changed.reason };
		return success(null);
	}

	async remove(id: SongId): Promise<Outcome<null, StorageFailure>> {
		const removed = await deleteSong(this.#database, id);
		if (removed.ok) this.songs = this.songs.filter((song) => song.id !== id);
		return removed;
	}
}

const lastTouched = (song: Song): number => song.practisedAt ?? song.addedAt;
const sorted = (songs: readonly Song[]): Song[] => songs.toSorted((a, b) => lastTouched(b) - lastTouched(a));
