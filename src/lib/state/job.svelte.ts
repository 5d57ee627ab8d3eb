import type { SongId } from '../music/song';
import { advance, isActive, type FailureWords, type JobState } from '../separation/job';

/** One song on its way into the library: its state, and the signal that ends everything done for it. */
export class Job {
	readonly id = crypto.randomUUID();
	/** The song's title as far as it is known; the file's name until then. */
	name = $state('');
	/** Known once the file was hashed. */
	songId = $state.raw<SongId | null>(null);
	#state = $state.raw<JobState>({ phase: 'idle' });
	readonly #controller = new AbortController();

	constructor(name: string) {
		this.name = name;
	}

	get state(): JobState {
		return this.#state;
	}

	get signal(): AbortSignal {
		return this.#controller.signal;
	}

	/** Goes on to the next state. A cancelled job stays cancelled, whatever still comes in for it. */
	enter(next: JobState): void {
		if (this.#state.phase !== 'cancelled') this.#state = advance(this.#state, next);
	}

	fail(words: FailureWords): void {
		this.enter({ phase: 'failed', words });
	}

	/** Final: the state changes at once, and the signal ends whatever is under way. */
	cancel(): void {
		if (!isActive(this.#state)) return;
		this.enter({ phase: 'cancelled' });
		this.#controller.abort();
	}
}
