import type { PerStem } from '../../src/lib/music/stems';

/** Test signals: 44.1 kHz, one channel, full scale = 1. Runs in Node and in the browser. */
export type Signal = Float32Array<ArrayBuffer>;

const RATE = 44100;

/** A sine that begins at zero. */
export const tone = (frequency: number, seconds: number, amplitude = 0.2, sampleRate = RATE): Signal =>
	Float32Array.from(
		{ length: Math.round(seconds * sampleRate) },
		(_, i) => amplitude * Math.sin((2 * Math.PI * frequency * i) / sampleRate)
	);

/** White noise, evenly spread over ±amplitude; the same seed gives the same noise (mulberry32). */
export function noise(seconds: number, seed = 1, amplitude = 0.2): Signal {
	let state = seed | 0;
	return Float32Array.from({ length: Math.round(seconds * RATE) }, () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return amplitude * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1);
	});
}

/** Sample by sample; as long as the first. */
export const sum = (first: Signal, ...others: readonly Signal[]): Signal =>
	first.map((sample, i) => others.reduce((total, other) => total + (other[i] ?? 0), sample));

/** One tone, in Hz, inside each band that the tiny model takes for a stem. */
export const STEM_TONES: PerStem<number> = { drums: 9000, bass: 110, other: 880, vocals: 3520 };

/** A song of which the tiny model makes four stems that are told apart by ear: one loud tone in each. */
export function fourTones(seconds: number, amplitude = 0.1): readonly [left: Signal, right: Signal] {
	const { drums, bass, other, vocals } = STEM_TONES;
	const mix = sum(
		tone(drums, seconds, amplitude),
		tone(bass, seconds, amplitude),
		tone(other, seconds, amplitude),
		tone(vocals, seconds, amplitude)
	);
	return [mix, mix];
}
