import { beforeAll, describe, expect, test } from 'vitest';
import { compile, type CompiledModel } from '../../../models/compile';
import { runNatively, segmentInputs, type Tensors } from '../../../models/native';
import { INPUTS, OUTPUTS, SEGMENT } from '../../../models/segment';
import { selfTest } from '../../../models/self-test';
import { TINY, tinyMask, tinyTimeGain } from '../../../models/tiny';
import { PRECISIONS, type Precision } from '../../../src/lib/music/model';
import { STEMS } from '../../../src/lib/music/stems';
import { placesOf, selfTestInput } from '../../../src/lib/separation/self-test';
import { parity } from '../../tools/measure';

let model: CompiledModel;
beforeAll(() => void (model = compile(TINY)));

test('for every bin the masks and the time gains of the four stems sum to exactly 1', () => {
	for (let bin = 0; bin < SEGMENT.bins; bin++) {
		expect(STEMS.reduce((sum, stem) => sum + tinyMask(stem, bin) + tinyTimeGain(stem), 0)).toBe(1);
	}
});

test('each stem has a band and a time gain of its own', () => {
	const binOf = (hertz: number) => Math.round((hertz * SEGMENT.fftSize) / SEGMENT.sampleRate);
	const owner = (hertz: number) => STEMS.filter((stem) => tinyMask(stem, binOf(hertz)) > 0);
	expect([0, 100, 440, 3000, 10_000, 22_000].map(owner)).toEqual([
		['bass'],
		['bass'],
		['other'],
		['vocals'],
		['drums'],
		['drums']
	]);
	expect(new Set(STEMS.map(tinyTimeGain)).size).toBe(4);
});

test('it comes in three parts, of which some have weights', () => {
	expect(model.parts.map(({ name }) => name)).toEqual(['encoders', 'transformer', 'decoders']);
	expect(model.parts.map(({ weights }) => weights.length)).toEqual([0, 1, 1]);
});

/** What belongs at a place of an output. */
const inSpectra = (spectrum: Float32Array) => (index: number) => {
	const stem = STEMS[Math.floor(index / spectrum.length)]!;
	const bin = Math.floor(index / SEGMENT.columns) % SEGMENT.bins;
	return tinyMask(stem, bin) * spectrum[index % spectrum.length]!;
};
const inWaves = (mix: Float32Array) => (index: number) =>
	tinyTimeGain(STEMS[Math.floor(index / mix.length)]!) * mix[index % mix.length]!;

describe.each(PRECISIONS)('run natively in %s', (precision) => {
	const values = (dims: readonly number[]) => {
		const data = new Float32Array(dims.reduce((product, dim) => product * dim));
		// Every index has a value of its own within any few thousand neighbours: a mix-up would show.
		for (let index = 0; index < data.length; index++) data[index] = ((index * 7919) % 65_537) / 32_768 - 1;
		return data;
	};
	const mix = values(INPUTS.mix.dims);
	const spectrum = values(INPUTS.spectrum.dims);
	let outputs: Tensors;
	beforeAll(async () => {
		outputs = await runNatively(model, precision, segmentInputs(mix, spectrum));
	}, 60_000);

	/** In fp32 to the last bit, in fp16 to the digits that it has. */
	const LEAST: Record<Precision, number> = { fp32: Infinity, fp16: 65 };
	test.each([
		['mask times spectrogram', OUTPUTS.spectra, inSpectra(spectrum)],
		['gain times mix', OUTPUTS.waves, inWaves(mix)]
	] as const)('%s', (_, { name, dims }, valueAt) => {
		const output = outputs[name]!;
		expect(output.dims).toEqual(dims);
		const data = output.data as Float32Array;
		const expected = data.map((__, index) => valueAt(index));
		expect(parity([expected], [data])).toBeGreaterThanOrEqual(LEAST[precision]);
	});
});

test('its self-test is what it makes of the noise, at the places that the app looks at', async () => {
	const { mix, spectrum } = selfTestInput(SEGMENT.frames, SEGMENT.columns);
	const { spectra, waves } = await selfTest(model);
	const at = (length: number, valueAt: (index: number) => number) =>
		placesOf(length).map((place) => Math.fround(valueAt(place)));
	expect(spectra).toEqual(at(STEMS.length * spectrum.length, inSpectra(spectrum)));
	expect(waves).toEqual(at(STEMS.length * mix.length, inWaves(mix)));
}, 60_000);
