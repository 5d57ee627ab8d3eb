import type { StretchBuffer } from './stretcher';
import type { Bus } from './workspace';

/** Zero crossings of the kernel on either side: 80 dB of rejection, flat to 19.5 kHz. */
const ZERO_CROSSINGS = 24;
/** Points of the kernel per zero crossing; between two of them it is a straight line (error below -105 dB). */
const RESOLUTION = 512;
const KAISER_BETA = 8;
/** An octave and a quarter tone: the largest factor there is. */
const LARGEST_FACTOR = 2.06;

/** Frames on either side of the position that may be read. */
export const REACH = Math.ceil(ZERO_CROSSINGS * LARGEST_FACTOR) + 1;

/**
 * Plays stereo sound faster or slower, pitch and all: band-limited interpolation at a position that moves on by
 * {@link factor} for each frame read (J. O. Smith, "Digital Audio Resampling"). It has no latency: the position is in
 * frames of what was pushed, and those around it must have been pushed.
 */
export class Resampler {
	/** Of the frame that is read next, counted in frames pushed; between two frames too. */
	position = 0;
	/** By how much the position moves on for each frame read: at most 2.06. */
	factor = 1;
	readonly #left: Float32Array;
	readonly #right: Float32Array;
	/** The frames held: from `first` to before `end`. */
	#first = 0;
	#end = 0;

	/** @param most frames pushed at once */
	constructor(most: number) {
		this.#left = new Float32Array(most + 2 * REACH + 4);
		this.#right = new Float32Array(most + 2 * REACH + 4);
	}

	/** Empty, and to be read from `position` on. */
	restart(position: number): void {
		this.position = position;
		this.#first = this.#end = 0;
	}

	/** Frames to be pushed before `count` can be read. */
	missing(count: number): number {
		const last = Math.floor(this.position + (count - 1) * this.factor);
		return Math.max(0, last + REACH + 1 - this.#end);
	}

	push(source: StretchBuffer, count: number): void {
		const keep = Math.min(this.#end, Math.max(this.#first, Math.floor(this.position) - REACH));
		this.#left.copyWithin(0, keep - this.#first, this.#end - this.#first);
		this.#right.copyWithin(0, keep - this.#first, this.#end - this.#first);
		this.#first = keep;
		const at = this.#end - keep;
		for (let i = 0; i < count; i++) {
			this.#left[at + i] = source.left[i]!;
			this.#right[at + i] = source.right[i]!;
		}
		this.#end += count;
	}

	/** Puts the next `count` frames into `bus`. */
	read(count: number, bus: Bus): void {
		const { factor } = this;
		const start = this.position - this.#first;
		if (factor === 1 && Number.isInteger(start)) this.#copy(start, count, bus);
		else
			for (let i = 0; i < count; i++) this.#interpolate(start + i * factor, Math.min(1, 1 / factor), bus, i);
		this.position += count * factor;
	}

	#copy(start: number, count: number, { left, right }: Bus): void {
		for (let i = 0; i < count; i++) {
			left[i] = this.#left[start + i]!;
			right[i] = this.#right[start + i]!;
		}
	}

	/** @param cutoff of the lower of the two sample rates, as a share of the held one */
	#interpolate(position: number, cutoff: number, bus: Bus, frame: number): void {
		const width = ZERO_CROSSINGS / cutoff;
		const last = Math.floor(position + width);
		const scale = cutoff * RESOLUTION;
		let left = 0;
		let right = 0;
		for (let i = Math.ceil(position - width); i <= last; i++) {
			const at = Math.abs(i - position) * scale;
			const point = Math.floor(at);
			const low = KERNEL[point]!;
			const weight = low + (KERNEL[point + 1]! - low) * (at - point);
			left += weight * this.#left[i]!;
			right += weight * this.#right[i]!;
		}
		bus.left[frame] = left * cutoff;
		bus.right[frame] = right * cutoff;
	}
}

/** The right half of a sinc under a Kaiser window, and zeros behind it for what rounding may read there. */
const KERNEL = Float64Array.from({ length: ZERO_CROSSINGS * RESOLUTION + 3 }, (_, i) => {
	const share = i / (ZERO_CROSSINGS * RESOLUTION);
	if (share >= 1) return 0;
	const phase = (Math.PI * i) / RESOLUTION;
	const window = bessel(KAISER_BETA * Math.sqrt(1 - share * share)) / bessel(KAISER_BETA);
	return i === 0 ? 1 : (window * Math.sin(phase)) / phase;
});

/** The modified Bessel function of the first kind of order 0, as its power series. */
function bessel(x: number): number {
	let sum = 1;
	for (let k = 1, term = 1; term > 1e-12 * sum; k++) {
		term *= (x / (2 * k)) ** 2;
		sum += term;
	}
	return sum;
}
