import type { Loop } from '../music/loop';
import type { StemName } from '../music/stems';
import type { Turn } from '../music/turn';
import { Ramp } from './ramp';

/** 5 ms: how long a stem takes to fade at the borders of a range. */
const SLOPE_FRAMES = 220;
/** 10 ms: how long another turn takes to be heard. */
const CHANGE_FRAMES = 441;

/**
 * Silences a stem where it is the player's turn: a gain that depends on nothing but the song's position and the pass
 * of the loop, so that whoever reads the song, however far ahead, hears the same.
 */
export class TurnGate {
	#turn: Turn | null = null;
	#loop: Loop | null = null;
	#turnBefore: Turn | null = null;
	#loopBefore: Loop | null = null;
	#next: { readonly turn: Turn | null; readonly loop: Loop | null } | null = null;
	readonly #blend = new Ramp(1);

	/** @param sounding else the change holds at once; a change during another one waits for it */
	set(turn: Turn | null, loop: Loop | null, sounding: boolean): void {
		this.#next = { turn, loop };
		if (!sounding) this.#blend.to(1, 0);
		this.#change(sounding ? CHANGE_FRAMES : 0);
	}

	/** Whether a stem is anything but untouched. */
	concerns(stem: StemName): boolean {
		if (this.#turn?.stem === stem) return true;
		return this.#blend.remaining > 0 && this.#turnBefore?.stem === stem;
	}

	/** The stem's gain at a song position, `time` frames of output from now. */
	at(stem: StemName, position: number, pass: number, time: number): number {
		const now = openness(this.#turn, this.#loop, stem, position, pass);
		if (this.#blend.remaining === 0) return now;
		const before = openness(this.#turnBefore, this.#loopBefore, stem, position, pass);
		return before + (now - before) * this.#blend.at(time);
	}

	advance(frames: number): void {
		this.#blend.advance(frames);
		this.#change(CHANGE_FRAMES);
	}

	#change(frames: number): void {
		if (this.#next === null || this.#blend.remaining > 0) return;
		this.#turnBefore = this.#turn;
		this.#loopBefore = this.#loop;
		({ turn: this.#turn, loop: this.#loop } = this.#next);
		this.#next = null;
		this.#blend.to(0, 0);
		this.#blend.to(1, frames);
	}
}

function openness(
	turn: Turn | null,
	loop: Loop | null,
	stem: StemName,
	position: number,
	pass: number
): number {
	if (turn?.stem !== stem) return 1;
	if (turn.when === 'alternate') return loop !== null && position < loop.end && pass % 2 === 1 ? 0 : 1;
	const { start, end } = turn.when;
	const outside = Math.max(start - position, position - (end - 1));
	return Math.min(1, Math.max(0, outside) / SLOPE_FRAMES);
}
