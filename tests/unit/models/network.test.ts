import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { compile, type CompiledModel } from '../../../models/compile';
import type { GraphBuilder } from '../../../models/graph';
import { readHtdemucs } from '../../../models/htdemucs';
import { runNatively, segmentInputs, type Tensors } from '../../../models/native';
import { htdemucs } from '../../../models/network';
import { decodeModel } from '../../../models/onnx';
import { PRECISIONS, type Precision } from '../../../src/lib/music/model';
import { STEMS } from '../../../src/lib/music/stems';
import { widen } from '../../../src/lib/separation/half';
import { decodeFlac } from '../../reference/flac';
import {
	firstSegment,
	runPublished,
	stemOf,
	type PublishedTensors,
	type SegmentInput
} from '../../reference/published';
import { rounded } from '../../reference/rounded';
import { practiceSong } from '../../tools/files';
import { parity } from '../../tools/measure';

let input: SegmentInput;
let reference: PublishedTensors;
let stems: Float64Array[][];
let model: CompiledModel;
/** Values in the largest tensor that each graph calculates. */
const largest = new Map<string, number>();

function measuring(g: GraphBuilder): void {
	const [op, key] = [g.op.bind(g), `${g.name} ${g.precision}`];
	g.op = (...described) => {
		const value = op(...described);
		const values = value.dims.reduce((product, dim) => product * dim, 1);
		largest.set(key, Math.max(largest.get(key) ?? 0, values));
		return value;
	};
}

beforeAll(async () => {
	const published = readHtdemucs();
	input = await firstSegment(...decodeFlac(readFileSync(practiceSong())));
	reference = await runPublished(published, input);
	stems = STEMS.map((_, place) => stemOf(reference, place));
	const parts = htdemucs(published);
	model = compile(
		parts.map(({ name, build }) => ({
			name,
			build: (g) => {
				measuring(g);
				build(g);
			}
		}))
	);
}, 180_000);

test('it comes in files of at most 16 MB, 90 MB together, the graphs among them small', () => {
	expect(Math.max(...model.files.map(({ bytes }) => bytes))).toBeLessThanOrEqual(16_000_000);
	expect(model.files.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(90_000_000);
	const graphs = new Set(model.parts.flatMap((part) => Object.values(part.graphs)));
	for (const { file, bytes } of model.files) if (graphs.has(file)) expect(bytes).toBeLessThan(500_000);
});

test('every part takes what the app gives or an earlier part made', () => {
	const there = new Set(Object.keys(segmentInputs(input.mix, input.spectrum)));
	for (const { graphs } of model.parts)
		for (const precision of PRECISIONS) {
			const { graph } = decodeModel(model.files.find(({ file }) => file === graphs[precision])!.data);
			expect(graph.input.map(({ name }) => name).filter((name) => !there.has(name))).toEqual([]);
			if (precision === PRECISIONS.at(-1)) for (const { name } of graph.output) there.add(name);
		}
	expect([...there]).toEqual(expect.arrayContaining(Object.keys(reference)));
});

test('no tensor has more than 20 million values: 80 MB in fp32', () => {
	expect(largest.size).toBe(2 * model.parts.length);
	for (const [graph, values] of largest) {
		expect(values, graph).toBeGreaterThan(1_000_000);
		expect(values, graph).toBeLessThanOrEqual(20_000_000);
	}
});

/** In dB: tensors as a whole, a stem's part of each output, stems as they are heard. */
const LEAST: Readonly<Record<Precision, { tensor: number; part: number; stem: number }>> = {
	fp32: { tensor: 100, part: 95, stem: 100 },
	fp16: { tensor: 48, part: 45, stem: 50 }
};

function floatsOf({ type, data }: Tensors[string]): Float32Array {
	if (type === 'float32') return data as Float32Array;
	const { buffer, byteOffset, length } = data as Uint16Array;
	return widen(new Uint16Array(buffer, byteOffset, length));
}

describe.each([
	['in fp32', 'fp32', () => runNatively(model, 'fp32', segmentInputs(input.mix, input.spectrum))],
	[
		'in fp16, every result rounded',
		'fp16',
		() => runNatively(rounded(model), 'fp32', segmentInputs(input.mix, input.spectrum))
	],
	[
		'in fp16, as onnxruntime runs it natively',
		'fp16',
		() => runNatively(model, 'fp16', segmentInputs(input.mix, input.spectrum))
	]
] as const)('%s, against the published graph', (_, precision, run) => {
	const least = LEAST[precision];
	let outputs: Record<keyof PublishedTensors, Float32Array>;
	beforeAll(async () => {
		const tensors = await run();
		const names = Object.keys(reference) as (keyof PublishedTensors)[];
		outputs = Object.fromEntries(names.map((name) => [name, floatsOf(tensors[name]!)])) as typeof outputs;
	}, 120_000);

	// What is not finite has no parity: NaN passes no threshold.
	test('every tensor that a part hands on, and both outputs', () => {
		for (const [name, expected] of Object.entries(reference)) {
			const measured = outputs[name as keyof PublishedTensors];
			expect(parity([expected], [measured]), name).toBeGreaterThan(least.tensor);
		}
	});

	test.each(STEMS)('the part of the %s in each output', (stem) => {
		const place = STEMS.indexOf(stem);
		for (const name of ['spectra', 'waves'] as const) {
			const part = (all: Float32Array) =>
				all.subarray((place * all.length) / STEMS.length, ((place + 1) * all.length) / STEMS.length);
			expect(parity([part(reference[name])], [part(outputs[name])]), name).toBeGreaterThan(least.part);
		}
	});

	test.each(STEMS)('%s as heard', (stem) => {
		const place = STEMS.indexOf(stem);
		expect(parity(stems[place]!, stemOf(outputs, place))).toBeGreaterThan(least.stem);
	});
});
