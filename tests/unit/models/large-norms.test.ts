import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { readHtdemucs } from '../../../models/htdemucs';
import { exactLargeNorms, inTwoSteps } from '../../../models/large-norms';
import {
	AttributeType,
	decodeModel,
	encodeModel,
	floatTensor,
	floatValue,
	type Model
} from '../../../models/onnx';

const LENGTH = 96 * 50;
const EPSILON = 0.01;

/** One normalisation, as the published graph has them: one row, one scale, one bias. */
const oneNorm = (): Model => ({
	irVersion: 8,
	producerName: 'test',
	opsetImport: [{ domain: '', version: 17 }],
	graph: {
		name: 'norm',
		initializer: [
			floatTensor('scale', [1], Float32Array.of(1.5)),
			floatTensor('bias', [1], Float32Array.of(-0.25))
		],
		node: [
			{
				opType: 'InstanceNormalization',
				name: 'norm',
				input: ['x', 'scale', 'bias'],
				output: ['y'],
				attribute: [{ name: 'epsilon', type: AttributeType.FLOAT, f: EPSILON }]
			}
		],
		input: [floatValue('x', [1, 1, LENGTH])],
		output: [floatValue('y', [1, 1, LENGTH])]
	}
});

test('a sum in two steps normalises as the definition says, in double precision', async () => {
	const model = oneNorm();
	const { nodes, constants } = inTwoSteps(model.graph.node[0]!);
	model.graph.node = nodes;
	model.graph.initializer.push(...constants);
	const session = await InferenceSession.create(encodeModel(model));

	const x = Float32Array.from({ length: LENGTH }, (_, i) => 0.1 + Math.sin(i * i) * (1 + i / LENGTH));
	const y = (await session.run({ x: new Tensor('float32', x, [1, 1, LENGTH]) })).y!.data as Float32Array;

	const mean = x.reduce((sum, value) => sum + value, 0) / LENGTH;
	const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / LENGTH;
	const expected = x.map((value) => ((value - mean) / Math.sqrt(variance + EPSILON)) * 1.5 - 0.25);
	expect(Math.max(...y.map((value, i) => Math.abs(value - expected[i]!)))).toBeLessThan(2e-6);
});

test('the published graph keeps its 26 large normalisations no longer, and all its others', () => {
	const norms = (file: Uint8Array) =>
		decodeModel(file).graph.node.filter(({ opType }) => opType === 'InstanceNormalization').length;
	const published = readHtdemucs();
	expect(norms(published) - norms(exactLargeNorms(published))).toBe(26);
});

test('another graph is refused', () => {
	expect(() => exactLargeNorms(encodeModel(oneNorm()))).toThrow('0 large normalisations instead of 26');
});
