/** A value that moves in a straight line from where it is to a target, so that a change makes no click. */
export class Ramp {
	#target: number;
	#step = 0;
	#remaining = 0;

	constructor(value: number) {
		this.#target = value;
	}

	get target(): number {
		return this.#target;
	}

	/** Frames until the target is reached. */
	get remaining(): number {
		return this.#remaining;
	}

	/** Sets out from the present value; there at once where `frames` is 0. */
	to(target: number, frames: number): void {
		this.#step = frames > 0 ? (target - this.at(0)) / frames : 0;
		this.#target = target;
		this.#remaining = frames;
	}

	/** The value `frame` frames from now. Exactly the target once that is reached. */
	at(frame: number): number {
		const remaining = this.#remaining - frame;
		return remaining > 0 ? this.#target - this.#step * remaining : this.#target;
	}

	advance(frames: number): void {
		this.#remaining = Math.max(0, this.#remaining - frames);
	}
}
