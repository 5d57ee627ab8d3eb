import { STEMS, type PerStem, type StemName } from '../src/lib/music/stems';
import type { PartRecipe } from './compile';
import type { GraphBuilder, Value } from './graph';
import { cast, mul, reshape } from './ops';
import { INPUTS, OUTPUTS, SEGMENT } from './segment';

/**
 * A model in parts like HTDemucs, with its inputs and outputs, that splits a song by frequency. Tests of everything
 * around the real model run on it: it takes milliseconds, and what it gives can be calculated. For every bin the
 * four masks and the four time gains sum to exactly 1, so the stems sum to the song.
 */
const TIME_GAIN: PerStem<number> = { drums: 4 / 64, bass: 2 / 64, other: 3 / 64, vocals: 1 / 64 };
const FREQUENCY_GAIN = 54 / 64;

/** Lower edges in hertz, from the top down. */
const BANDS: readonly (readonly [lowest: number, stem: StemName])[] = [
	[6000, 'drums'],
	[2000, 'vocals'],
	[250, 'other'],
	[0, 'bass']
];

/** What the whole signal, in time, is multiplied by for a stem. */
export const tinyTimeGain = (stem: StemName): number => TIME_GAIN[stem];

/** What a bin (0 … 2047, each 44100 / 4096 Hz wide) of the spectrogram is multiplied by for a stem. */
export function tinyMask(stem: StemName, bin: number): number {
	const frequency = (bin * SEGMENT.sampleRate) / SEGMENT.fftSize;
	const owner = BANDS.find(([lowest]) => frequency >= lowest)?.[1];
	return stem === owner ? FREQUENCY_GAIN : 0;
}

const ONE_OF_ALL = {
	spectrum: [1, 1, 4, SEGMENT.bins, SEGMENT.columns],
	wave: [1, 1, 2, SEGMENT.frames]
};

/** Sets both inputs apart for the four stems. */
function encoders(g: GraphBuilder): void {
	const one = ({ name, dims }: { name: string; dims: readonly number[] }, of: readonly number[]) =>
		reshape(g, cast(g, g.input(name, dims, 'float32'), g.type), of);
	g.output('one.spectrum', one(INPUTS.spectrum, ONE_OF_ALL.spectrum));
	g.output('one.wave', one(INPUTS.mix, ONE_OF_ALL.wave));
}

/** Four spectrograms out of one. */
function transformer(g: GraphBuilder): void {
	const values = STEMS.flatMap((stem) =>
		Array.from({ length: SEGMENT.bins }, (_, bin) => tinyMask(stem, bin))
	);
	const dims = [1, STEMS.length, 1, SEGMENT.bins, 1];
	const masks = g.weight({ name: 'masks', dims, values: Float32Array.from(values) });
	g.output('masked.spectrum', mul(g, g.input('one.spectrum', ONE_OF_ALL.spectrum), masks));
}

/** Four waves out of one; both results in 32 bits. */
function decoders(g: GraphBuilder): void {
	const dims = [1, STEMS.length, 1, 1];
	const gains = g.weight({ name: 'gains', dims, values: Float32Array.from(STEMS, tinyTimeGain) });
	const masked = g.input('masked.spectrum', OUTPUTS.spectra.dims);
	const given = ({ name, dims: shape }: { name: string; dims: readonly number[] }, x: Value) =>
		g.output(name, reshape(g, cast(g, x, 'float32'), shape));
	given(OUTPUTS.spectra, masked);
	given(OUTPUTS.waves, mul(g, g.input('one.wave', ONE_OF_ALL.wave), gains));
}

export const TINY: readonly PartRecipe[] = [
	{ name: 'encoders', build: encoders },
	{ name: 'transformer', build: transformer },
	{ name: 'decoders', build: decoders }
];
