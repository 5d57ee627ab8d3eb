import { perStem, STEMS } from '../music/stems';
import { gain } from '../units/units';
import type { Levels } from './protocol';

/** Peak meters: the largest magnitudes since they were last taken. Without anybody who wants them they cost nothing. */
export class Meters {
	on = false;
	#master = 0;
	/** Of the stems in the order of `STEMS`: whoever hears them writes here. */
	readonly stems = new Float64Array(STEMS.length);

	hearMaster(left: Float32Array, right: Float32Array): void {
		if (!this.on) return;
		for (let i = 0; i < left.length; i++)
			this.#master = Math.max(this.#master, Math.abs(left[i]!), Math.abs(right[i]!));
	}

	/** Null where nobody wants them. */
	take(): Levels | null {
		const levels = this.on
			? { master: gain(this.#master), stems: perStem((_, stem) => gain(this.stems[stem]!)) }
			: null;
		this.#master = 0;
		this.stems.fill(0);
		return levels;
	}
}
