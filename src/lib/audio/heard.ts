/** The places of {@link Heard.numbers}. The first: the stretched frame heard next, less the output latency. */
export const AT = 0;
export const POSITION = 1;
export const PASS = 2;
export const RATE = 3;

/**
 * What is heard of a song. It changes with every quantum, and its numbers are not whole: the engine allocates such a
 * number where it is stored in a field, or goes through a function that was not inlined. In an array of them it does not.
 */
export class Heard {
	/** Written by whoever makes the sound. */
	readonly numbers = new Float64Array(4);

	/** The song frame that is heard next: between two frames, as a rule, where it is stretched. */
	get position(): number {
		return this.numbers[POSITION]!;
	}

	/** How often it has gone round the loop. */
	get pass(): number {
		return this.numbers[PASS]!;
	}

	/** Song frames per frame of what is heard. */
	get rate(): number {
		return this.numbers[RATE]!;
	}
}
