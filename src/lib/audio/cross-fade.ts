/**
 * Below this the two sounds cancel each other so far that keeping the level would take gains well above 1, and a
 * wrong measurement would be heard as a thump.
 */
const LEAST_CORRELATION = -0.5;
/** Radians: below it the two sounds are the same, and the formula would divide by nothing. */
const SAME = 0.01;

/**
 * The gains of two sounds of which one gives way to the other at the same level, however alike they are: for the
 * gains g and h and the correlation r always g² + h² + 2·r·g·h = 1. Equal gains for equal sounds (r = 1), equal power
 * for strangers (r = 0). After Fink, Holters and Zölzer, "Signal-matched power-complementary cross-fading and dry-wet
 * mixing" (DAFx 2016); the curve between the ends is the shortest way on the sphere (Shoemake's slerp), for the two
 * sounds are vectors at the angle arccos r.
 */
export class CrossFade {
	#angle = Math.PI / 2;
	#sine = 1;
	#products = 0;
	#before = 0;
	#after = 0;

	/** Forgets what was heard. */
	reset(): void {
		this.#products = this.#before = this.#after = 0;
	}

	/** One frame of the two sounds, one channel: their correlation is measured from all of them since the reset. */
	hear(before: number, after: number): void {
		this.#products += before * after;
		this.#before += before * before;
		this.#after += after * after;
	}

	/** Sets the gains by what was heard; silence is like nothing. */
	match(): void {
		const power = Math.sqrt(this.#before * this.#after);
		this.correlate(power > 0 ? this.#products / power : 0);
	}

	correlate(correlation: number): void {
		this.#angle = Math.acos(Math.min(1, Math.max(LEAST_CORRELATION, correlation)));
		this.#sine = Math.sin(this.#angle);
	}

	/** What the sound that goes is multiplied by; `share` from 0 to 1 is how far it is. */
	going(share: number): number {
		return this.coming(1 - share);
	}

	coming(share: number): number {
		return this.#angle < SAME ? share : Math.sin(share * this.#angle) / this.#sine;
	}
}
