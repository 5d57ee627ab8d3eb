import * as ort from 'onnxruntime-web';
import { beforeAll, describe, expect, test } from 'vitest';
import { INPUTS, OUTPUTS, SEGMENT } from '../../../models/segment';
import { tinyMask, tinyModel, tinyTimeGain } from '../../../models/tiny';
import { STEMS } from '../../../src/lib/music/stems';

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

describe('in the runtime', () => {
	const values = (dims: readonly number[]) => {
		const data = new Float32Array(dims.reduce((product, dim) => product * dim));
		// Every index has a value of its own within any few thousand neighbours: a mix-up would show.
		for (let index = 0; index < data.length; index++) data[index] = ((index * 7919) % 65_537) / 32_768 - 1;
		return data;
	};
	const mix = values(INPUTS.mix.dims);
	const spec = values(INPUTS.spec.dims);
	let outputs: ort.InferenceSession.OnnxValueMapType;

	beforeAll(async () => {
		ort.env.wasm.numThreads = 1;
		const session = await ort.InferenceSession.create(tinyModel());
		expect([...session.inputNames].sort()).toEqual([INPUTS.mix.name, INPUTS.spec.name].sort());
		outputs = await session.run({
			[INPUTS.mix.name]: new ort.Tensor('float32', mix, INPUTS.mix.dims),
			[INPUTS.spec.name]: new ort.Tensor('float32', spec, INPUTS.spec.dims)
		});
		await session.release();
	}, 60_000);

	test('the frequency branch is mask times spectrogram', () => {
		const output = outputs[OUTPUTS.spec.name];
		expect(output?.dims).toEqual(OUTPUTS.spec.dims);
		const data = output?.data as Float32Array;
		let wrong = 0;
		for (let index = 0; index < data.length; index++) {
			const stem = STEMS[Math.floor(index / spec.length)]!;
			const bin = Math.floor(index / SEGMENT.columns) % SEGMENT.bins;
			if (data[index] !== Math.fround(tinyMask(stem, bin) * spec[index % spec.length]!)) wrong++;
		}
		expect(wrong).toBe(0);
	});

	test('the time branch is gain times mix', () => {
		const output = outputs[OUTPUTS.wave.name];
		expect(output?.dims).toEqual(OUTPUTS.wave.dims);
		const data = output?.data as Float32Array;
		let wrong = 0;
		for (let index = 0; index < data.length; index++) {
			const stem = STEMS[Math.floor(index / mix.length)]!;
			if (data[index] !== Math.fround(tinyTimeGain(stem) * mix[index % mix.length]!)) wrong++;
		}
		expect(wrong).toBe(0);
	});
});
