import type { Loop } from '../music/loop';

/** Counts the passes of a loop that are heard whole: begun at its start or before it, and gone to its end without a jump. */
export class Passes {
	#loop: Loop | null = null;
	#whole = false;
	#heard = 0;
	#pass = 0;

	/** The sound begins anew here. */
	placed(position: number, pass: number): void {
		this.#pass = pass;
		this.#whole = this.#loop !== null && position <= this.#loop.start;
	}

	/** A loop that only gets another end stays the one that has begun. */
	changed(loop: Loop | null, position: number): void {
		const goesOn = this.#whole && loop?.start === this.#loop?.start;
		this.#loop = loop;
		this.#whole = loop !== null && (position <= loop.start || (goesOn && position < loop.end));
	}

	/** This pass is heard now; one that comes twice, because another voice took over at the seam, counts once. */
	reached(pass: number): void {
		if (pass <= this.#pass) return;
		this.#pass = pass;
		if (this.#whole) this.#heard++;
		this.#whole = this.#loop !== null;
	}

	/** How many were heard whole since this was last asked. */
	take(): number {
		const heard = this.#heard;
		this.#heard = 0;
		return heard;
	}
}
