import { SvelteMap } from 'svelte/reactivity';
import type { SongId } from '../music/song';
import { isActive, type JobState } from '../separation/job';
import { whenSeparationIsFree } from './separation-lock';

/** How far other tabs are with the songs that they separate. */
export class Elsewhere {
	readonly #jobs = new SvelteMap<SongId, JobState>();
	#ended: AbortController | null = null;

	jobOf = (id: SongId): JobState | null => this.#jobs.get(id) ?? null;

	hear(id: SongId, job: JobState): void {
		if (!isActive(job)) return void this.#jobs.delete(id);
		this.#jobs.set(id, job);
		if (this.#ended === null) this.#watchForTheEnd();
	}

	dispose(): void {
		this.#ended?.abort();
	}

	/** A tab that dies says nothing, but lets go of the lock. */
	#watchForTheEnd(): void {
		const ended = (this.#ended = new AbortController());
		whenSeparationIsFree(ended.signal, () => {
			this.#ended = null;
			this.#jobs.clear();
			return Promise.resolve();
		}).catch((thrown: unknown) => {
			if (!ended.signal.aborted) throw thrown;
		});
	}
}
