import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findHtdemucs } from '../../../models/htdemucs';
import {
	AttributeType,
	decodeModel,
	encodeModel,
	floatTensor,
	int64Tensor,
	type Model
} from '../../../models/onnx';

test('what is encoded is decoded again, whatever kind of field it lies in', () => {
	const model: Model = {
		irVersion: 8,
		producerName: 'test',
		opsetImport: [{ version: 17 }, { domain: 'com.microsoft', version: 1 }],
		metadataProps: [{ key: 'a', value: 'b' }],
		graph: {
			name: 'graph',
			node: [
				{
					opType: 'Conv',
					name: 'conv',
					input: ['x', '', 'w'],
					output: ['y'],
					attribute: [
						{ name: 'i', type: AttributeType.INT, i: -1 },
						{ name: 'f', type: AttributeType.FLOAT, f: 0.5 },
						{ name: 's', type: AttributeType.STRING, s: new TextEncoder().encode('SAME_UPPER') },
						{ name: 'is', type: AttributeType.INTS, ints: [0, -2, 2 ** 40] },
						{ name: 'fs', type: AttributeType.FLOATS, floats: [1, -0.25] },
						{ name: 't', type: AttributeType.TENSOR, t: int64Tensor('t', [2], [-1, 2 ** 53]) }
					]
				}
			],
			initializer: [floatTensor('w', [2, 1], Float32Array.of(1.5, -3))],
			input: [{ name: 'x', type: { tensorType: { elemType: 1, shape: { dim: [{ dimValue: 3 }] } } } }],
			output: [{ name: 'y', type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'n' }] } } } }]
		}
	};
	// A clone is free of Node's Buffers, which never equal a Uint8Array.
	expect(structuredClone(decodeModel(encodeModel(model)))).toMatchObject(model);
});

test('the schema knows every field of the published model: nothing is lost on the way through', () => {
	const file = readFileSync(findHtdemucs());
	const model = decodeModel(file);
	expect(model.graph.node).toHaveLength(3268);
	expect(Buffer.compare(encodeModel(model), file)).toBe(0);
});

test('what is no ONNX file is refused', () => {
	expect(() => decodeModel(Buffer.from('<!doctype html>'))).toThrow();
});
