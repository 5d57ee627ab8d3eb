import { keepRoom } from '../library/rooms';
import type { LibraryDatabase } from '../library/database';
import type { RoomMemory } from '../music/room-memory';

/** Often enough that a killed tab forgets little, seldom enough that the disk rests while a song plays. */
const EVERY_MILLISECONDS = 3000;

/** Writes down how the room is: some time after a change, and at once where it may be the last moment. */
export class RoomKeeper {
	readonly #database: LibraryDatabase;
	readonly #now: () => RoomMemory | null;
	readonly #listening = new AbortController();
	#timer: ReturnType<typeof setTimeout> | null = null;

	/** @param now how the room is; null where no song is in it */
	constructor(database: LibraryDatabase, now: () => RoomMemory | null) {
		this.#database = database;
		this.#now = now;
		const { signal } = this.#listening;
		// Phones end pages that are out of sight without another word.
		document.addEventListener('visibilitychange', () => document.hidden && this.flush(), { signal });
		addEventListener('pagehide', () => this.flush(), { signal });
	}

	/** Something has changed. */
	note(): void {
		this.#timer ??= setTimeout(() => this.flush(), EVERY_MILLISECONDS);
	}

	/** Writes what has changed, if anything has. */
	flush(): void {
		if (this.#timer === null) return;
		clearTimeout(this.#timer);
		this.#timer = null;
		const memory = this.#now();
		// Where it is refused the room is next time as it was before; nothing that was made is lost by that.
		if (memory !== null) void keepRoom(this.#database, memory);
	}

	/** Lets go of what has changed: it was deleted, and is not to come back. */
	forget(): void {
		clearTimeout(this.#timer ?? undefined);
		this.#timer = null;
	}

	dispose(): void {
		this.flush();
		this.#listening.abort();
	}
}
