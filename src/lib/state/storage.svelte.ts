import type { LibraryDatabase } from '../library/database';
import { listLeftovers, type Leftover } from '../library/leftovers';
import { persist, storageUse, type StorageUse } from '../library/quota';
import { wipe, wipeSong } from '../library/wipe';
import { forgetModels, keptModelBytes } from '../model/shards';
import type { SongId } from '../music/song';
import { keyed, type FailureKey } from './failures';

/** What the rest of the app does about it. */
export interface StorageEvents {
	/** Ends whatever is done for a song, and takes it from the stand. */
	readonly leave: (id: SongId) => void;
	/** The same for all songs. */
	readonly leaveAll: () => void;
	/** A song was removed: it is shown no more, here and in other tabs. */
	readonly removed: (id: SongId) => Promise<void>;
	/** Everything was removed. */
	readonly wiped: () => Promise<void>;
	readonly refused: (reason: FailureKey) => void;
}

/** What RiffRoom takes on this device, and how the player gets it back. */
export class DeviceStorage {
	/** Null before it is known. */
	use = $state.raw<StorageUse | null>(null);
	/** What the separator takes, in bytes. */
	model = $state(0);
	/** What is kept of songs whose sound is not here any more. */
	leftovers = $state.raw<readonly Leftover[]>([]);
	/** The browser was asked to keep it, and has not promised. */
	declined = $state(false);
	readonly #database: LibraryDatabase;
	readonly #events: StorageEvents;

	constructor(database: LibraryDatabase, events: StorageEvents) {
		this.#database = database;
		this.#events = events;
	}

	/** Looks at everything anew; at the separator until it is there, for it stays as it is. */
	async refresh(): Promise<void> {
		this.use = await storageUse();
		if (this.model === 0) this.model = await keptModelBytes();
		try {
			this.leftovers = await listLeftovers(this.#database);
		} catch (thrown) {
			if (!(thrown instanceof DOMException)) throw thrown;
			this.#events.refused('library:unavailable');
		}
	}

	async askToPersist(): Promise<void> {
		this.declined = !(await persist().catch(() => false));
		this.use = await storageUse();
	}

	/** Removes a song with its loops, markers and room; what was practised in it stays in every sum. */
	async removeAll(id: SongId): Promise<void> {
		this.#events.leave(id);
		const wiped = await wipeSong(this.#database, id);
		if (!wiped.ok) this.#events.refused(keyed('library', wiped).reason);
		await this.#events.removed(id);
		await this.refresh();
	}

	/** Removes everything, the separator as well; whether that went well. */
	async wipe(): Promise<boolean> {
		this.#events.leaveAll();
		const wiped = await wipe(this.#database);
		if (wiped.ok) {
			// Other tabs first: what is practised there is not to be written down again.
			await this.#events.wiped();
			await forgetModels();
			this.model = 0;
		} else this.#events.refused(keyed('library', wiped).reason);
		await this.refresh();
		return wiped.ok;
	}
}
