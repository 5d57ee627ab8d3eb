import type { TrackLevel } from './normalise';

/**
 * Takes a track stretch by stretch and gives the level of its mono mean `(L+R)/2`, in double precision: the mean and
 * the squares of each stretch in two passes, put together after Chan, Golub and LeVeque, "Updating Formulae and a
 * Pairwise Algorithm for Computing Sample Variances" (1979). A track of less than two frames has a deviation of 0.
 */
export class TrackMeter {
	#frames = 0;
	#mean = 0;
	/** Sum of the squared distances from the mean. */
	#squares = 0;

	add(left: Float32Array, right: Float32Array): void {
		const count = left.length;
		if (count === 0) return;
		let sum = 0;
		for (let i = 0; i < count; i++) sum += left[i]! + right[i]!;
		const mean = sum / 2 / count;
		let squares = 0;
		for (let i = 0; i < count; i++) squares += ((left[i]! + right[i]!) / 2 - mean) ** 2;

		const total = this.#frames + count;
		const apart = mean - this.#mean;
		this.#squares += squares + (apart * apart * this.#frames * count) / total;
		this.#mean += (apart * count) / total;
		this.#frames = total;
	}

	get level(): TrackLevel {
		return {
			mean: this.#mean,
			std: this.#frames < 2 ? 0 : Math.sqrt(this.#squares / (this.#frames - 1))
		};
	}
}
