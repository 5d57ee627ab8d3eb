import { SELF_TEST_VALUES, type SelfTest } from '../music/model';
import { BINS, PLANES } from '../signal/spectrum';
import type { ModelOutput } from './segment';

/** In dB. A device that computes in fp16 reaches 50 and more, one that computes wrongly next to nothing. */
const LEAST_AGREEMENT = 40;

/** Noise, the same everywhere: the same generator and the same two seeds belong to the stored numbers. */
const MIX = { seed: 1, amplitude: 0.1 } as const;
const SPECTRUM = { seed: 2, amplitude: 1 } as const;

/** Input for a run whose result is known: `mix` and `spectrum` in the shapes of `RunModel`, the caller's. */
export function selfTestInput(
	segmentFrames: number,
	columns: number
): { mix: Float32Array<ArrayBuffer>; spectrum: Float32Array<ArrayBuffer> } {
	return {
		mix: noise(2 * segmentFrames, MIX),
		spectrum: noise(PLANES * BINS * columns, SPECTRUM)
	};
}

/** White noise of a linear congruential generator (Numerical Recipes' "ranqd1"). */
function noise(length: number, { seed, amplitude }: typeof MIX | typeof SPECTRUM): Float32Array<ArrayBuffer> {
	const values = new Float32Array(length);
	let state = seed;
	for (let i = 0; i < length; i++) {
		state = (Math.imul(1664525, state) + 1013904223) >>> 0;
		values[i] = amplitude * (state / 2 ** 31 - 1);
	}
	return values;
}

/** Where a model's output of this length is looked at: evenly spread. */
export const placesOf = (length: number): number[] =>
	Array.from({ length: SELF_TEST_VALUES }, (_, i) => Math.floor(((i + 0.5) * length) / SELF_TEST_VALUES));

/** What stands at these places: one half of a {@link SelfTest}. */
export const valuesOf = (output: Float32Array): number[] =>
	placesOf(output.length).map((place) => output[place]!);

/** How far apart two are, in dB: 10·log10(Σ stored² / Σ (stored - measured)²). Not a number where one is none. */
export function agreement(measured: readonly number[], stored: readonly number[]): number {
	let signal = 0;
	let noise = 0;
	stored.forEach((value, i) => {
		signal += value ** 2;
		noise += (value - measured[i]!) ** 2;
	});
	return 10 * Math.log10(signal / noise);
}

/** What is wrong with these two outputs of the input above; null where the device that made them is right. */
export function complaintAbout({ spectrum, wave }: ModelOutput, stored: SelfTest): string | null {
	if (!isFinite(spectrum) || !isFinite(wave)) return 'The self-test gave values that are not finite';
	const reached = Math.min(
		agreement(valuesOf(spectrum), stored.spectra),
		agreement(valuesOf(wave), stored.waves)
	);
	return reached >= LEAST_AGREEMENT ? null : `The self-test agrees to ${reached.toFixed(1)} dB only`;
}

function isFinite(values: Float32Array): boolean {
	let zero = 0;
	for (let i = 0; i < values.length; i++) zero += values[i]! * 0;
	return zero === 0;
}
