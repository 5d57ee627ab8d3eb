import { frames, type Frames } from '../units/units';
import type { MixerState } from './protocol';

/** States that are kept: more than are posted in the longest latency there is, of wireless headphones. */
const KEPT = 64;
/** 10 ms: so far the position may go back where the song takes over from its stretched self, and is no jump. */
const SHIFT = 441;
const FASTEST_RATE = 2;

/**
 * What the ear is at, from the states the worklet posts. The ear is behind them by the output's latency, so a few are
 * kept: from the last one that it has reached, the position runs with the context's clock.
 */
export class HeardPosition {
	/** The last state and those before it, the oldest first, as far as the sound goes on from one to the next. */
	readonly #states: MixerState[] = [];
	#sought: Frames | null = null;

	/** A jump was asked for: it counts as done, however long the sound takes to follow. */
	seek(target: Frames): void {
		this.#sought = target;
	}

	update(state: MixerState): void {
		const last = this.#states.at(-1);
		if (state.position === this.#sought || state.deck !== last?.deck) this.#sought = null;
		if (last !== undefined && !continues(last, state)) this.#states.length = 0;
		this.#states.push(state);
		if (this.#states.length > KEPT) this.#states.shift();
	}

	reset(): void {
		this.#states.length = 0;
		this.#sought = null;
	}

	/**
	 * @param heard the context frame that reaches the ear now
	 * @param end the song's length
	 */
	at(heard: number, end: Frames): Frames {
		if (this.#sought !== null) return this.#sought;
		// Where the sound has just set in, the ear cannot be before it.
		const reached = this.#states.findLast(({ contextFrame }) => contextFrame <= heard) ?? this.#states[0];
		if (reached === undefined) return frames(0);
		const since = Math.max(0, heard - reached.contextFrame);
		return frames(Math.min(Math.round(reached.position + since * reached.rate), end));
	}
}

/** Whether the sound goes on from one state to the next without a jump; going round a loop is none. */
function continues(before: MixerState, now: MixerState): boolean {
	if (before.deck !== now.deck || before.rate === 0 || now.rate === 0) return false;
	const passed = now.contextFrame - before.contextFrame;
	const way = now.position - before.position;
	if (now.pass !== before.pass) return now.pass === before.pass + 1;
	return way >= -SHIFT && way <= FASTEST_RATE * passed + SHIFT;
}
