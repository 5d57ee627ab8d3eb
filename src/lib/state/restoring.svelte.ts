import type { Backup } from '../library/backup/open-backup';
import type { RestoreReport } from '../library/backup/restore';
import type { LibraryDatabase } from '../library/database';
import { describe } from '../outcome/outcome';
import type { FailureWords } from '../separation/job';
import { keyed, wordsFor } from './failures';

export type RestoreState =
	| { readonly phase: 'idle' }
	/** Nothing is changed before all of the file was looked at and the player has agreed. */
	| { readonly phase: 'checking'; readonly done: number; readonly total: number }
	| { readonly phase: 'asking'; readonly backup: Backup }
	| { readonly phase: 'restoring'; readonly done: number; readonly total: number }
	| { readonly phase: 'done'; readonly report: RestoreReport }
	/** `changed`: something may have been restored by then. */
	| { readonly phase: 'cancelled'; readonly changed: boolean }
	| { readonly phase: 'failed'; readonly words: FailureWords };

/** What the rest of the app does about it. */
export interface RestoringEvents {
	/** The library is about to be changed. */
	readonly begins: () => unknown;
	/** It was, wholly or in part. */
	readonly ended: () => Promise<void>;
}

/** Brings a backup back: it is chosen, looked through, agreed to, and merged into the library. */
export class Restoring {
	state = $state.raw<RestoreState>({ phase: 'idle' });
	readonly #database: LibraryDatabase;
	readonly #events: RestoringEvents;
	#running: AbortController | null = null;
	#name = '';

	constructor(database: LibraryDatabase, events: RestoringEvents) {
		this.#database = database;
		this.#events = events;
	}

	/** Looks through a file. The latest one counts. */
	async choose(file: File): Promise<void> {
		this.#name = file.name;
		await this.#run(false, async (signal) => {
			const { openBackup } = await import('../library/backup/open-backup');
			const opened = await openBackup(signal, file, this.#telling(signal, 'checking'));
			signal.throwIfAborted();
			return opened.ok ? { phase: 'asking', backup: opened.value } : this.#failed(opened);
		});
	}

	/** The player has agreed. */
	async restore(): Promise<void> {
		if (this.state.phase !== 'asking') return;
		const { backup } = this.state;
		this.#events.begins();
		await this.#run(true, async (signal) => {
			try {
				const { restore } = await import('../library/backup/restore');
				const tell = this.#telling(signal, 'restoring');
				const restored = await restore(signal, this.#database, backup, tell, Date.now());
				if (restored.ok) return { phase: 'done', report: restored.value };
				// Something was restored already by then.
				const lost = restored.reason === 'unreadable';
				return this.#failed(
					lost ? { ...restored, reason: 'lost' } : { ...restored, reason: restored.reason }
				);
			} finally {
				await this.#events.ended();
			}
		});
	}

	/** One step back: ends what is going on, or leaves the backup that was looked through. */
	cancel(): void {
		if (this.#running !== null) this.#running.abort();
		else this.state = { phase: 'idle' };
	}

	dispose(): void {
		this.#running?.abort();
	}

	async #run(changes: boolean, work: (signal: AbortSignal) => Promise<RestoreState>): Promise<void> {
		this.#running?.abort();
		const running = (this.#running = new AbortController());
		const { signal } = running;
		this.#telling(signal, changes ? 'restoring' : 'checking')(0, 1);
		let end: RestoreState;
		try {
			end = await work(signal);
		} catch (thrown) {
			if (signal.aborted) end = { phase: 'cancelled', changed: changes };
			else {
				end = { phase: 'failed', words: wordsFor('backup:unavailable', this.#name, describe(thrown)) };
				reportError(thrown);
			}
		}
		if (this.#running !== running) return;
		this.#running = null;
		this.state = end;
	}

	readonly #telling =
		(signal: AbortSignal, phase: 'checking' | 'restoring') =>
		(done: number, total: number): void => {
			if (!signal.aborted) this.state = { phase, done, total };
		};

	#failed(failed: Parameters<typeof keyed<'backup'>>[1]): RestoreState {
		return { phase: 'failed', words: wordsFor(keyed('backup', failed).reason, this.#name, failed.detail) };
	}
}
