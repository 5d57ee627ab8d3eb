import type { SongId } from '../music/song';
import type { Seconds } from '../units/units';

/** What the player reads of a failure: what happened, what is safe, what to do. */
export interface FailureWords {
	readonly happened: string;
	readonly safe: string;
	readonly remedy: string;
	/** What of it is for a report; absent where there is nothing to find out. */
	readonly cause?: FailureCause;
}

/** What went wrong, as the rooms told it. */
export interface FailureCause {
	/** The key of its words, such as `library:no-space`. */
	readonly key: string;
	readonly detail: string;
	/** Names of the file, song, artist it happened to, as far as they are known: they are taken out of the report. */
	readonly names: readonly string[];
}

/** The life of one song's separation: fresh, resumed, retried or found in the library. */
export type JobState =
	| { readonly phase: 'idle' }
	/** Behind other songs, or behind another tab. */
	| { readonly phase: 'waiting' }
	| { readonly phase: 'decoding' }
	/**
	 * Download of the model, in bytes (`total` is 0 until its size is known), while what has come of it is made
	 * ready to run; then the end of that (`received === total`).
	 */
	| { readonly phase: 'fetching-model'; readonly received: number; readonly total: number }
	/** In blocks; `secondsLeft` is null until one segment was timed. */
	| {
			readonly phase: 'separating';
			readonly done: number;
			readonly total: number;
			readonly secondsLeft: Seconds | null;
	  }
	/** Nothing is separated until it goes on: the player asked for that, or the battery is low. In blocks. */
	| {
			readonly phase: 'paused';
			readonly done: number;
			readonly total: number;
			readonly because: 'player' | 'battery';
	  }
	| { readonly phase: 'ready'; readonly songId: SongId }
	/** `remove`: songs that the player may want to delete to make room. */
	| { readonly phase: 'failed'; readonly words: FailureWords; readonly remove?: readonly SongId[] }
	| { readonly phase: 'cancelled' };

export type Phase = JobState['phase'];

/**
 * From where to where. A song found complete goes from `waiting` to `ready` at once, and one whose original sound is
 * stored needs no decoding. Another try after a failure leads back to where its first one began.
 */
const TRANSITIONS: Readonly<Record<Phase, readonly Phase[]>> = {
	idle: ['waiting'],
	waiting: ['decoding', 'fetching-model', 'ready', 'failed', 'cancelled'],
	decoding: ['fetching-model', 'failed', 'cancelled'],
	'fetching-model': ['fetching-model', 'separating', 'decoding', 'failed', 'cancelled'],
	separating: ['separating', 'paused', 'fetching-model', 'decoding', 'ready', 'failed', 'cancelled'],
	paused: ['separating', 'fetching-model', 'failed', 'cancelled'],
	ready: [],
	failed: ['waiting'],
	cancelled: ['waiting']
};

/** @throws Error on an illegal transition: it is a mistake in the program, not an event. */
export function advance(state: JobState, next: JobState): JobState {
	if (!TRANSITIONS[state.phase].includes(next.phase))
		throw new Error(`A job cannot go from ${state.phase} to ${next.phase}`);
	return next;
}

const ACTIVE: readonly Phase[] = ['waiting', 'decoding', 'fetching-model', 'separating', 'paused'];

/** Whether there is anything to cancel. */
export const isActive = ({ phase }: JobState): boolean => ACTIVE.includes(phase);
