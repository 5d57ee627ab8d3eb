import { FAR } from './far';
import type { Strips } from './strips';
import type { Voice } from './voice';
import type { Bus, Workspace } from './workspace';

/** 10 ms: what is compared, a period of the lowest tones whose phase matters. */
const HEARD = 441;
/** 10 ms: among so many places it chooses. */
const CHOICE = 441;
const LENGTH = HEARD + CHOICE;

/**
 * The first 20 ms of a voice that is about to take over, rendered ahead. It sets in where it is in phase with what was
 * heard last: a stretched sound's phases are its own, and where two voices are out of phase they cancel each other
 * while one gives way to the other. The search is WSOLA's (Verhelst and Roelands, 1993): the largest normalised
 * correlation.
 */
export class Prelude {
	/** Output frames from the voice's start to the middle of the places where it may set in. */
	static readonly middle = HEARD + CHOICE / 2;
	readonly #left = new Float64Array(LENGTH);
	readonly #right = new Float64Array(LENGTH);
	#filled = 0;
	#next = 0;
	/** The last frames that were heard, both channels added, in a ring. */
	readonly #heard = new Float64Array(HEARD);
	#oldest = 0;

	/** The first `count` frames of the bus are heard, of whatever voice. */
	hear({ left, right }: Bus, count: number): void {
		for (let i = 0; i < count; i++) {
			this.#heard[this.#oldest] = left[i]! + right[i]!;
			this.#oldest = (this.#oldest + 1) % HEARD;
		}
	}

	/** Another voice is about to take over. */
	reset(): void {
		this.#filled = this.#next = 0;
	}

	get full(): boolean {
		return this.#filled === LENGTH;
	}

	/** Renders a part of it, not longer than a quantum. */
	fill(voice: Voice, strips: Strips, workspace: Workspace): void {
		const { bus } = workspace;
		const count = Math.min(bus.left.length, LENGTH - this.#filled);
		voice.render(count, FAR, strips, workspace);
		for (let i = 0; i < count; i++) {
			this.#left[this.#filled + i] = bus.left[i]!;
			this.#right[this.#filled + i] = bus.right[i]!;
		}
		this.#filled += count;
	}

	/** Chooses the place where the voice sets in now. It has to be full. */
	choose(): void {
		let best = CHOICE / 2;
		let highest = 0;
		for (let place = 0; place < CHOICE; place++) {
			const likeness = this.#likeness(place);
			if (likeness <= highest) continue;
			highest = likeness;
			best = place;
		}
		this.#next = Math.floor(best) + HEARD;
	}

	/** Frames that are left of it: then the voice itself goes on. */
	get left(): number {
		return this.#filled - this.#next;
	}

	/** Puts its next `count` frames into the bus. */
	take(count: number, { left, right }: Bus): void {
		for (let i = 0; i < count; i++) {
			left[i] = this.#left[this.#next + i]!;
			right[i] = this.#right[this.#next + i]!;
		}
		this.#next += count;
	}

	#likeness(place: number): number {
		let product = 0;
		let power = 0;
		for (let i = 0; i < HEARD; i++) {
			const sample = this.#left[place + i]! + this.#right[place + i]!;
			product += sample * this.#heard[(this.#oldest + i) % HEARD]!;
			power += sample * sample;
		}
		return power > 0 ? product / Math.sqrt(power) : 0;
	}
}
