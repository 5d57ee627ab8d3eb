import type { Level } from './level';

/** The level of a track's mono mean `(L+R)/2`. */
export type TrackLevel = Level;

/** Keeps silence finite. */
const EPSILON = 1e-8;

/** In double precision and two passes; a track of less than two frames has a deviation of 0. */
export function trackLevel(left: Float32Array, right: Float32Array): TrackLevel {
	const frames = left.length;
	if (frames === 0) return { mean: 0, std: 0 };
	let sum = 0;
	for (let i = 0; i < frames; i++) sum += left[i]! + right[i]!;
	const mean = sum / 2 / frames;
	let squares = 0;
	for (let i = 0; i < frames; i++) squares += ((left[i]! + right[i]!) / 2 - mean) ** 2;
	return { mean, std: frames < 2 ? 0 : Math.sqrt(squares / (frames - 1)) };
}

/** `target[at + i] = (source[from + i] - mean) / (std + 1e-8)` for `count` samples. */
export function normaliseInto(
	target: Float32Array,
	at: number,
	source: Float32Array,
	from: number,
	count: number,
	{ mean, std }: TrackLevel
): void {
	const factor = 1 / (std + EPSILON);
	for (let i = 0; i < count; i++) target[at + i] = (source[from + i]! - mean) * factor;
}

/** `audio[i] · std + mean`, in place. */
export function denormalise(audio: Float32Array, { mean, std }: TrackLevel): void {
	for (let i = 0; i < audio.length; i++) audio[i] = audio[i]! * std + mean;
}
