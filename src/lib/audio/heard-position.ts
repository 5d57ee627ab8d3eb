import { frames, type Frames } from '../units/units';
import type { MixerState } from './protocol';

/**
 * What the ear is at, from the states the worklet posts: between two of them the position runs with the
 * context's clock, behind it by the output's latency.
 */
export class HeardPosition {
	#state: MixerState | null = null;
	/** Where the sound that runs now set in: the ear cannot be before it. */
	#setIn = 0;
	#sought: Frames | null = null;

	/** A jump was asked for: it counts as done, however long the sound takes to follow. */
	seek(target: Frames): void {
		this.#sought = target;
	}

	update(state: MixerState): void {
		if (this.#state === null || !continues(this.#state, state)) this.#setIn = state.position;
		if (state.position === this.#sought || state.deck !== this.#state?.deck) this.#sought = null;
		this.#state = state;
	}

	reset(): void {
		this.#state = null;
		this.#sought = null;
	}

	/**
	 * @param heard the context frame that reaches the ear now
	 * @param end the song's length
	 */
	at(heard: number, end: Frames): Frames {
		if (this.#sought !== null) return this.#sought;
		if (this.#state === null) return frames(0);
		const { playing, waiting, position, contextFrame } = this.#state;
		if (!playing || waiting) return position;
		const reached = Math.round(position + heard - contextFrame);
		return frames(Math.min(Math.max(this.#setIn, reached), end));
	}
}

const moves = ({ playing, waiting }: MixerState): boolean => playing && !waiting;

const continues = (before: MixerState, now: MixerState): boolean =>
	before.deck === now.deck &&
	moves(before) &&
	moves(now) &&
	now.position - before.position === now.contextFrame - before.contextFrame;
