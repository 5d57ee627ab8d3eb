import type { BackupReport } from '../library/backup/back-up';
import type { LibraryDatabase } from '../library/database';
import { practisedSince } from '../library/practised-since';
import { storageUse } from '../library/quota';
import type { Song } from '../music/song';
import { describe } from '../outcome/outcome';
import type { FailureWords } from '../separation/job';
import { remindsOfBackup } from './backup-reminder';
import { keyed, wordsFor } from './failures';
import type { Library } from './library.svelte';
import type { Player } from './player.svelte';
import { askForPlace, type FileToSave, type SavePlace } from './save-file';

export type BackupState =
	| { readonly phase: 'idle' }
	/** `done` of `total`, in what units the backup counts. */
	| { readonly phase: 'running'; readonly done: number; readonly total: number }
	| { readonly phase: 'done'; readonly report: BackupReport }
	| { readonly phase: 'cancelled' }
	| { readonly phase: 'failed'; readonly words: FailureWords };

/** `RiffRoom backup 2026-11-23.zip`: the day as the player's calendar has it. */
const backupFile = (): FileToSave => ({
	name: `RiffRoom backup ${Temporal.Now.plainDateISO().toString()}.zip`,
	type: 'application/zip',
	what: 'RiffRoom backup'
});

/** Makes backups, and reminds of them. */
export class Backups {
	state = $state.raw<BackupState>({ phase: 'idle' });
	/** The player is to be reminded of a backup: see {@link lookAtCalendar}. */
	reminds = $state(false);
	readonly #database: LibraryDatabase;
	readonly #library: Library;
	readonly #player: Player;
	#running: AbortController | null = null;

	constructor(database: LibraryDatabase, library: Library, player: Player) {
		this.#database = database;
		this.#library = library;
		this.#player = player;
	}

	/** When the last one was finished, milliseconds since 1970; null: never. */
	get lastAt(): number | null {
		return this.#player.backedUpAt;
	}

	/**
	 * Makes a backup, of the practice records alone or with all songs; to be called at the player's press. Gives the
	 * file where the page has to hand it to the browser.
	 */
	async start(withSongs: boolean): Promise<File | null> {
		if (this.#running !== null) return null;
		const running = (this.#running = new AbortController());
		const songs = withSongs ? this.#library.songs : [];
		let place: SavePlace | null = null;
		try {
			place = await askForPlace(backupFile());
			if (place === null) return null;
			return await this.#write(running.signal, songs, place);
		} catch (thrown) {
			await place?.discard();
			if (running.signal.aborted) this.state = { phase: 'cancelled' };
			else {
				this.state = { phase: 'failed', words: wordsFor('backup:cannot-write', '', describe(thrown)) };
				reportError(thrown);
			}
			return null;
		} finally {
			this.#running = null;
		}
	}

	async #write(signal: AbortSignal, songs: readonly Song[], place: SavePlace): Promise<File | null> {
		this.state = { phase: 'running', done: 0, total: 1 };
		const { backUp } = await import('../library/backup/back-up');
		const now = Date.now();
		const ids = songs.map(({ id }) => id);
		const tell = (done: number, total: number) => {
			if (!signal.aborted) this.state = { phase: 'running', done, total };
		};
		const made = await backUp(signal, this.#database, { songs: ids }, place.stream, tell, now);
		signal.throwIfAborted();
		if (!made.ok) {
			await place.discard();
			this.state = {
				phase: 'failed',
				words: wordsFor(keyed('backup', made).reason, 'The backup', made.detail)
			};
			return null;
		}
		const file = await place.finish();
		this.#player.backedUpAt = now;
		this.reminds = false;
		this.state = { phase: 'done', report: made.value };
		return file;
	}

	cancel(): void {
		this.#running?.abort();
	}

	/** Takes away how the last one went. */
	forget(): void {
		if (this.state.phase !== 'running') this.state = { phase: 'idle' };
	}

	/** Finds out whether to remind of a backup. */
	async lookAtCalendar(): Promise<void> {
		// Where storage does not answer, a backup could not be made either.
		const since = await practisedSince(this.#database).catch(() => null);
		const { persisted } = await storageUse();
		const { backedUpAt, reminderPutOffAt: putOffAt } = this.#player;
		this.reminds = remindsOfBackup({ persisted, practisedSince: since, backedUpAt, putOffAt }, Date.now());
	}

	/** Not now, and not for a month. */
	putOff(): void {
		this.reminds = false;
		this.#player.reminderPutOffAt = Date.now();
	}

	dispose(): void {
		this.cancel();
	}
}
