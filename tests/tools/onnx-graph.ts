import protobuf from 'protobufjs';
import type { Graph } from '../../models/onnx';
import schema from '../../models/onnx.proto?raw';

const modelType = protobuf.parse(schema).root.lookupType('onnx.ModelProto');

/** An ONNX file in memory of its own: for tests in the browser, where the model compiler cannot be loaded. */
export function encodeGraph(graph: Graph): Uint8Array<ArrayBuffer> {
	const model = { irVersion: 8, opsetImport: [{ domain: '', version: 17 }], graph };
	return Uint8Array.from(modelType.encode(modelType.fromObject(model)).finish());
}

const FLOAT = 1;
const EXTERNAL = 1;

/** An input or output of 32-bit floats. */
export const floats = (name: string, ...dims: number[]) => ({
	name,
	type: { tensorType: { elemType: FLOAT, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } }
});

/** A constant of 32-bit floats that lies in another file. */
export const external = (name: string, dims: number[], location: string) => ({
	name,
	dims,
	dataType: FLOAT,
	dataLocation: EXTERNAL,
	externalData: [{ key: 'location', value: location }]
});

export const node = (opType: string, input: string[], ...output: string[]) => ({ opType, input, output });
