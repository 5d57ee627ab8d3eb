import type { LibraryDatabase } from '../library/database';
import { Backups } from './backups.svelte';
import type { Elsewhere } from './elsewhere.svelte';
import type { FailureKey } from './failures';
import type { Library } from './library.svelte';
import type { News } from './news';
import type { Player } from './player.svelte';
import type { Progress } from './progress.svelte';
import type { Recorder } from './recorder';
import { Restoring } from './restoring.svelte';
import type { Room } from './room.svelte';
import type { SongImport } from './song-import.svelte';
import { DeviceStorage } from './storage.svelte';

/** What has to do with songs and records, and so with what becomes of them. */
export interface House {
	readonly library: Library;
	readonly room: Room;
	readonly player: Player;
	readonly progress: Progress;
	readonly recorder: Recorder;
	readonly imports: SongImport;
	readonly elsewhere: Elsewhere;
	readonly news: News;
	readonly refused: (reason: FailureKey) => void;
}

/** How the player keeps what is there, and lets it go: storage, backups, and what comes back from one. */
export class Keeping {
	readonly storage: DeviceStorage;
	readonly backups: Backups;
	readonly restoring: Restoring;
	readonly #house: House;

	constructor(database: LibraryDatabase, house: House) {
		this.#house = house;
		const { library, room, player, imports, elsewhere, news, refused } = house;
		this.backups = new Backups(database, library, player);
		this.restoring = new Restoring(database, {
			// What is on the stand is written down first, and opened anew as it is then.
			begins: () => room.song !== null && room.close(room.song.id),
			ended: () => this.#reread(false)
		});
		this.storage = new DeviceStorage(database, {
			leave: (id) => {
				const job = imports.jobOf(id);
				if (job !== null) imports.cancel(job, elsewhere.jobOf(id) !== null);
				room.close(id, false);
			},
			removed: async (id) => {
				await library.reread(id);
				news.tell({ type: 'stored', id, blocks: [], originals: [] });
			},
			leaveAll: () => this.#leaveAll(),
			wiped: () => this.#reread(true),
			refused
		});
	}

	/** Another tab has emptied the library, or has restored a backup. */
	async hear(emptied: boolean): Promise<void> {
		if (emptied) this.#leaveAll();
		await this.#showAll();
	}

	dispose(): void {
		this.backups.dispose();
		this.restoring.dispose();
	}

	/** Nothing that is under way here may bring back what is deleted. */
	#leaveAll(): void {
		const { imports, room, recorder } = this.#house;
		for (const job of imports.jobs) imports.cancel(job);
		if (room.song !== null) room.close(room.song.id, false);
		recorder.forget();
	}

	async #reread(emptied: boolean): Promise<void> {
		this.#house.news.tell({ type: 'all', emptied });
		await this.#showAll();
	}

	async #showAll(): Promise<void> {
		const { library, player, progress, imports } = this.#house;
		await Promise.all([library.refresh(), player.reread(), progress.refresh()]);
		for (const song of library.songs) imports.follow(song);
	}
}
