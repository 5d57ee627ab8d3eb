import { readFileSync } from 'node:fs';
import protobuf from 'protobufjs';

/** `TensorProto.DataType`: only the types that occur in our models. */
export const DataType = { FLOAT: 1, INT32: 6, INT64: 7, BOOL: 9, FLOAT16: 10 } as const;
/** `AttributeProto.AttributeType`: says which field of an attribute holds its value. */
export const AttributeType = { FLOAT: 1, INT: 2, STRING: 3, TENSOR: 4, FLOATS: 6, INTS: 7 } as const;

/** `TensorProto.DataLocation`: of tensors whose values lie in another file. */
export const DataLocation = { EXTERNAL: 1 } as const;

/** ONNX messages as plain objects; names are the schema's in camelCase, absent fields are absent. */
export interface Model {
	irVersion: number;
	producerName?: string;
	producerVersion?: string;
	graph: Graph;
	opsetImport: { domain?: string; version: number }[];
	metadataProps?: { key: string; value: string }[];
}

export interface Graph {
	name: string;
	/** In an order in which each input is there before it is read. */
	node: Node[];
	/** The stored constants: weights, shapes, masks. */
	initializer: Tensor[];
	input: ValueInfo[];
	output: ValueInfo[];
	valueInfo?: ValueInfo[];
}

export interface Node {
	name?: string;
	opType: string;
	domain?: string;
	/** An empty name stands for an optional input left out. */
	input: string[];
	output: string[];
	attribute?: Attribute[];
}

export interface Attribute {
	name: string;
	type: number;
	f?: number;
	i?: number;
	s?: Uint8Array;
	t?: Tensor;
	g?: Graph;
	floats?: number[];
	ints?: number[];
	strings?: Uint8Array[];
	tensors?: Tensor[];
	graphs?: Graph[];
}

/** Values lie in `rawData` (little-endian, row-major), in the list of their type, or in another file. */
export interface Tensor {
	name?: string;
	dims: number[];
	dataType: number;
	rawData?: Uint8Array;
	floatData?: number[];
	int32Data?: number[];
	int64Data?: number[];
	stringData?: Uint8Array[];
	doubleData?: number[];
	uint64Data?: number[];
	/** Where in which file: `location`, `offset`, `length`. */
	externalData?: { key: string; value: string }[];
	dataLocation?: number;
}

export interface ValueInfo {
	name: string;
	type?: { tensorType: { elemType: number; shape?: { dim: { dimValue?: number; dimParam?: string }[] } } };
}

const schema = protobuf.parse(readFileSync(new URL('onnx.proto', import.meta.url), 'utf8')).root;
const modelType = schema.lookupType('onnx.ModelProto');

/**
 * The model in an ONNX file. Tensors' `rawData` are views into `file`. 64-bit integers become numbers: whole
 * up to 2^53, which no shape exceeds.
 * @throws Error where the bytes are not a protobuf message.
 */
export const decodeModel = (file: Uint8Array): Model =>
	modelType.toObject(modelType.decode(file), { longs: Number, arrays: true }) as Model;

/** An ONNX file in memory of its own. The same model always gives the same bytes. */
export const encodeModel = (model: Model): Uint8Array =>
	modelType.encode(modelType.fromObject(model)).finish();

export const floatTensor = (name: string, dims: number[], values: Float32Array): Tensor => ({
	name,
	dims,
	dataType: DataType.FLOAT,
	rawData: new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
});

export const int64Tensor = (name: string, dims: number[], values: readonly number[]): Tensor => ({
	name,
	dims,
	dataType: DataType.INT64,
	rawData: new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
});

/** A node's attribute; a plain number is a whole one. */
export type AttributeValue = number | readonly number[] | string | { readonly float: number };

export function attribute(name: string, value: AttributeValue): Attribute {
	if (typeof value === 'number') return { name, type: AttributeType.INT, i: value };
	if (typeof value === 'string')
		return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
	return 'float' in value
		? { name, type: AttributeType.FLOAT, f: value.float }
		: { name, type: AttributeType.INTS, ints: [...value] };
}

/** A graph's input or output: 32-bit floats of a fixed shape. */
export const floatValue = (name: string, dims: readonly number[]): ValueInfo => ({
	name,
	type: { tensorType: { elemType: DataType.FLOAT, shape: { dim: dims.map((dimValue) => ({ dimValue })) } } }
});
