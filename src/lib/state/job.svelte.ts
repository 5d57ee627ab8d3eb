import type { SongId } from '../music/song';
import { advance, isActive, type FailureWords, type JobState } from '../separation/job';
import type { Result, SongSource } from './workplace';

/** The player's word: it is final, and it is kept. A job also ends with the page, which says nothing of the song. */
const CANCEL = new DOMException('The player cancelled', 'AbortError');
export const isCancel = (signal: AbortSignal): boolean => signal.reason === CANCEL;

/** One song on its way into the library: its state, and the signal that ends everything done for it. */
export class Job {
	readonly id = crypto.randomUUID();
	/** The song's title as far as it is known; the file's name until then. */
	name = $state('');
	/** Known once the file was hashed. */
	songId = $state.raw<SongId | null>(null);
	#state = $state.raw<JobState>({ phase: 'idle' });
	readonly #controller = new AbortController();

	/** Opens the room by itself, once, when its song can be heard. */
	opens = false;
	/** Nobody asked for it here: it goes on with what was begun, unless that was given up meanwhile. */
	follows = false;
	/** Bytes that have to be freed for it to go on; 0 where room was not what it failed for. */
	lacks = 0;

	/** @param sourceOf Where the song comes from: asked when its turn has come, and again when it is tried again. */
	constructor(
		name: string,
		readonly sourceOf: (job: Job) => Promise<Result<SongSource>>
	) {
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

	fail(words: FailureWords, remove: readonly SongId[] = []): void {
		this.enter({ phase: 'failed', words, remove });
	}

	/** Final: the state changes at once, and the signal ends whatever is under way. */
	cancel(): void {
		if (!isActive(this.#state)) return;
		this.enter({ phase: 'cancelled' });
		this.#controller.abort(CANCEL);
	}

	/** Ends what is under way with the page: the song goes on another time. */
	leave(): void {
		if (!isActive(this.#state)) return;
		this.enter({ phase: 'cancelled' });
		this.#controller.abort();
	}
}
