import type { Level } from './level';

/** The level of a track's mono mean `(L+R)/2`. */
export type TrackLevel = Level;

/** Keeps silence finite. */
const EPSILON = 1e-8;

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
