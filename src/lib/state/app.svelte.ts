import { Feeder } from '../library/feeder';
import { openLibrary } from '../library/database';
import { persist } from '../library/quota';
import type { SongId } from '../music/song';
import { success, type Outcome } from '../outcome/outcome';
import { Separator } from '../separation/separator';
import { keyed, type FailureKey } from './failures';
import { Library } from './library.svelte';
import { Room } from './room.svelte';
import { Settings } from './settings.svelte';
import { SongImport } from './song-import.svelte';

/** All state of the page, made once and joined here. */
export class App {
	/** Set when this tab must not go on: its database belongs to a newer version now, or went away. */
	outdated = $state(false);
	/** Takes over to a newer version that is waiting, and reloads; null where there is none. */
	update = $state.raw<(() => void) | null>(null);
	/** What went wrong outside a song's import and outside the room. */
	trouble = $state.raw<FailureKey | null>(null);
	#known = $state.raw<SongId | null>(null);

	private constructor(
		readonly settings: Settings,
		readonly library: Library,
		readonly room: Room,
		readonly imports: SongImport,
		readonly dispose: () => void
	) {}

	/** @param address what the page was opened with (see {@link Settings}). */
	static async open(address: URLSearchParams): Promise<Outcome<App, FailureKey>> {
		const lost = () => {
			if (app !== null) app.outdated = true;
		};
		let app: App | null = null;
		const opened = await openLibrary({ onOutdated: lost, onTerminated: lost });
		if (!opened.ok) return keyed('library', opened);
		const database = opened.value;

		const settings = new Settings(address);
		const separator = new Separator();
		const feeder = new Feeder(() => room.broken());
		const library = new Library(database);
		const room = new Room(database, feeder);
		const imports = new SongImport(
			{ database, separator, settings },
			{
				stored: (song, peaks) => {
					library.put(song);
					room.arrived(song, peaks);
				},
				ready: (id, known) => {
					if (known && app !== null) app.#known = id;
					void persist();
				},
				settled: () => void library.refresh()
			}
		);
		app = new App(settings, library, room, imports, () => {
			imports.dispose();
			room.dispose();
			separator.dispose();
			feeder.dispose();
			database.close();
		});
		await library.refresh();
		return success(app);
	}

	/** A song whose file was dropped although it is complete already, once: it is meant to be opened. */
	takeKnown(): SongId | null {
		const known = this.#known;
		if (known !== null) this.#known = null;
		return known;
	}

	/** Deletes a song, with whatever is still being done for it. */
	async remove(id: SongId): Promise<void> {
		const job = this.imports.jobOf(id);
		if (job !== null) this.imports.cancel(job);
		this.room.close(id);
		const removed = await this.library.remove(id);
		if (!removed.ok) this.trouble = keyed('library', removed).reason;
	}
}
