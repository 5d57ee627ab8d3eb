import { STEMS, type PerStem, type StemName } from '../src/lib/music/stems';
import { encodeModel, floatTensor, floatValue, int64Tensor } from './onnx';
import { INPUTS, OUTPUTS, SEGMENT } from './segment';

/**
 * A model with HTDemucs' inputs and outputs that splits a song by frequency. Tests of everything around the
 * real model run on it: it takes milliseconds, and what it gives can be calculated. For every bin the four
 * masks and the four time gains sum to exactly 1, so the stems sum to the song.
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

/** The tiny model's ONNX file. */
export function tinyModel(): Uint8Array {
	const masks = STEMS.flatMap((stem) =>
		Array.from({ length: SEGMENT.bins }, (_, bin) => tinyMask(stem, bin))
	);
	return encodeModel({
		irVersion: 8,
		producerName: 'riffroom',
		opsetImport: [{ domain: '', version: 17 }],
		graph: {
			name: 'tiny',
			initializer: [
				floatTensor('masks', [1, STEMS.length, 1, SEGMENT.bins, 1], Float32Array.from(masks)),
				floatTensor('gains', [1, STEMS.length, 1, 1], Float32Array.from(STEMS, tinyTimeGain)),
				int64Tensor('source axis', [1], [1])
			],
			// Both branches alike: one source of the input, times a factor for each of the four.
			node: [
				{ opType: 'Unsqueeze', input: [INPUTS.spec.name, 'source axis'], output: ['spec of all'] },
				{ opType: 'Mul', input: ['spec of all', 'masks'], output: [OUTPUTS.spec.name] },
				{ opType: 'Unsqueeze', input: [INPUTS.mix.name, 'source axis'], output: ['mix of all'] },
				{ opType: 'Mul', input: ['mix of all', 'gains'], output: [OUTPUTS.wave.name] }
			],
			input: [INPUTS.mix, INPUTS.spec].map(({ name, dims }) => floatValue(name, dims)),
			output: [OUTPUTS.spec, OUTPUTS.wave].map(({ name, dims }) => floatValue(name, dims))
		}
	});
}
