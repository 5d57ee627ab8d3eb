import { describe, expect, it } from 'vitest';
import { ModelFiles } from '../../../src/lib/separation/model-files';
import type { ModelShape } from '../../../src/lib/separation/protocol';
import { frames, SAMPLE_RATE } from '../../../src/lib/units/units';

const shape: ModelShape = {
	name: 'test',
	version: 'x',
	sampleRate: SAMPLE_RATE,
	segmentFrames: frames(1000),
	shards: [
		{ file: 'a32', bytes: 3 },
		{ file: 'a16', bytes: 2 },
		{ file: 'w1', bytes: 4 },
		{ file: 'w2', bytes: 2 },
		{ file: 'b32', bytes: 5 },
		{ file: 'b16', bytes: 5 }
	],
	parts: [
		{ name: 'first', graphs: { fp32: 'a32', fp16: 'a16' }, weights: ['w1', 'w2'] },
		{ name: 'second', graphs: { fp32: 'b32', fp16: 'b16' }, weights: [] }
	],
	selfTest: { spectra: [], waves: [] }
};

const bytes = (...values: number[]): ArrayBuffer => Uint8Array.from(values).buffer;
const halves = (...values: number[]): ArrayBuffer => Uint16Array.from(values).buffer;
/** As a site would send them. */
const files = () => [
	bytes(32, 1, 1),
	bytes(16, 1),
	halves(0x3c00, 0xc000),
	halves(0x3800),
	bytes(32, 2, 2, 2, 2),
	bytes(16, 2, 2, 2, 2)
];

const added = (model: ModelFiles, file: ArrayBuffer) => {
	const outcome = model.add(file);
	if (!outcome.ok) throw new Error(outcome.detail);
	return outcome.value;
};

describe('the files of a model', () => {
	it('make a part as soon as its last one is there, with the graph that is wanted', () => {
		const model = new ModelFiles(shape, 'fp32');
		const [a32, a16, w1, w2, b32, b16] = files();
		expect(model.missing).toBe(6);
		expect([a32, a16, w1].map((file) => added(model, file!))).toEqual([null, null, null]);
		expect(added(model, w2!)).toEqual({
			name: 'first',
			graph: Uint8Array.of(32, 1, 1),
			weights: [
				{ path: 'w1', data: new Uint8Array(Float32Array.of(1, -2).buffer) },
				{ path: 'w2', data: new Uint8Array(Float32Array.of(0.5).buffer) }
			]
		});
		expect(added(model, b32!)).toBe(null);
		expect(model.missing).toBe(1);
		expect(added(model, b16!)).toEqual({
			name: 'second',
			graph: Uint8Array.of(32, 2, 2, 2, 2),
			weights: []
		});
		expect(model.missing).toBe(0);
	});

	it('are taken as they are for 16-bit arithmetic', () => {
		const model = new ModelFiles(shape, 'fp16');
		const [first] = files()
			.map((file) => added(model, file))
			.filter((part) => part !== null);
		expect(first).toEqual({
			name: 'first',
			graph: Uint8Array.of(16, 1),
			weights: [
				{ path: 'w1', data: new Uint8Array(halves(0x3c00, 0xc000)) },
				{ path: 'w2', data: new Uint8Array(halves(0x3800)) }
			]
		});
	});

	it('are refused where one is longer or shorter than it should be, or too many', () => {
		for (const wrong of [bytes(1), bytes(1, 2, 3, 4)]) {
			const outcome = new ModelFiles(shape, 'fp32').add(wrong);
			expect(outcome).toMatchObject({ ok: false, reason: 'session' });
			if (!outcome.ok) expect(outcome.detail).toMatch(/^a32 has [14] bytes instead of 3$/);
		}
		const model = new ModelFiles(shape, 'fp32');
		for (const file of files()) added(model, file);
		expect(model.add(bytes(1))).toMatchObject({ ok: false, reason: 'session' });
	});
});
