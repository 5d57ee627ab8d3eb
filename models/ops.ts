import type { ElementType, GraphBuilder, Value } from './graph';

/**
 * The operators that the network is written in. Each takes the graph first, adds a node (or a few) to it, and
 * returns the result with its shape. Feature maps are `[1, channels, rows, columns]`.
 */

type Graph = GraphBuilder;

const product = (dims: readonly number[]): number => dims.reduce((total, dim) => total * dim, 1);

/** The shape that two operands are stretched to. */
function broadcast(a: readonly number[], b: readonly number[]): number[] {
	const rank = Math.max(a.length, b.length);
	const at = (dims: readonly number[], axis: number) => dims[axis - rank + dims.length] ?? 1;
	return Array.from({ length: rank }, (_, axis) => {
		const [one, other] = [at(a, axis), at(b, axis)];
		if (one !== other && one !== 1 && other !== 1)
			throw new Error(`[${a.join()}] does not fit [${b.join()}]`);
		return Math.max(one, other);
	});
}

const elementwise = (opType: string) => (g: Graph, a: Value, b: Value) =>
	g.op(opType, [a, b], broadcast(a.dims, b.dims));
export const add = elementwise('Add');
export const sub = elementwise('Sub');
export const mul = elementwise('Mul');
export const div = elementwise('Div');

export const sqrt = (g: Graph, x: Value) => g.op('Sqrt', [x], x.dims);
export const sigmoid = (g: Graph, x: Value) => g.op('Sigmoid', [x], x.dims);
/** x · Φ(x), exact, in one pass. */
export const gelu = (g: Graph, x: Value) => g.op('Gelu', [x], x.dims, {}, { domain: 'com.microsoft' });
export const softmax = (g: Graph, x: Value) => g.op('Softmax', [x], x.dims, { axis: -1 });

export function cast(g: Graph, x: Value, type: ElementType): Value {
	return x.type === type ? x : g.op('Cast', [x], x.dims, { to: type === 'float16' ? 10 : 1 }, { type });
}

export function reshape(g: Graph, x: Value, dims: readonly number[]): Value {
	if (product(dims) !== product(x.dims)) throw new Error(`[${x.dims.join()}] is not [${dims.join()}]`);
	return g.op('Reshape', [x, g.integers(dims)], dims);
}

export const transpose = (g: Graph, x: Value, perm: readonly number[]) =>
	g.op(
		'Transpose',
		[x],
		perm.map((axis) => x.dims[axis]!),
		{ perm }
	);

/** From `start` up to, not including, `end` along one axis. */
export function slice(g: Graph, x: Value, axis: number, start: number, end: number): Value {
	const dims = x.dims.map((dim, index) => (index === axis ? end - start : dim));
	return g.op('Slice', [x, g.integers([start]), g.integers([end]), g.integers([axis])], dims);
}

export function concat(g: Graph, values: readonly Value[], axis: number): Value {
	const length = values.reduce((sum, { dims }) => sum + dims[axis]!, 0);
	const dims = values[0]!.dims.map((dim, index) => (index === axis ? length : dim));
	return g.op('Concat', values, dims, { axis });
}

export const expand = (g: Graph, x: Value, dims: readonly number[]) =>
	g.op('Expand', [x, g.integers(dims)], dims);

/** Means over some axes, which stay with length 1. */
export const mean = (g: Graph, x: Value, axes: readonly number[]) =>
	g.op(
		'ReduceMean',
		[x],
		x.dims.map((dim, axis) => (axes.includes(axis) ? 1 : dim)),
		{ axes, keepdims: 1 }
	);
export const meanOfSquares = (g: Graph, x: Value, axes: readonly number[]) => mean(g, mul(g, x, x), axes);

/** Over the last axis. */
export const layerNorm = (g: Graph, x: Value, weight: Value, bias: Value) =>
	g.op('LayerNormalization', [x, weight, bias], x.dims, { axis: -1, epsilon: { float: 1e-5 } });

export function matmul(g: Graph, a: Value, b: Value): Value {
	const [rows, inner] = a.dims.slice(-2);
	const [innerToo, columns] = b.dims.slice(-2);
	if (inner !== innerToo) throw new Error(`[${a.dims.join()}] times [${b.dims.join()}]`);
	return g.op('MatMul', [a, b], [...broadcast(a.dims.slice(0, -2), b.dims.slice(0, -2)), rows!, columns!]);
}

/** `x [rows, inputs]` times `weight [inputs, outputs]` plus `bias`; either factor may lie the other way round. */
export function linear(
	g: Graph,
	x: Value,
	weight: Value,
	bias: Value,
	{ transposed = false, turned = false }: { transposed?: boolean; turned?: boolean } = {}
): Value {
	const [rows, inputs] = turned ? [x.dims[1]!, x.dims[0]!] : [x.dims[0]!, x.dims[1]!];
	const [inputsToo, outputs] = transposed
		? [weight.dims[1]!, weight.dims[0]!]
		: [weight.dims[0]!, weight.dims[1]!];
	if (inputs !== inputsToo) throw new Error(`[${x.dims.join()}] times [${weight.dims.join()}]`);
	return g.op('Gemm', [x, weight, bias], [rows, outputs], {
		...(turned && { transA: 1 }),
		...(transposed && { transB: 1 })
	});
}

type Pair = readonly [rows: number, columns: number];
export interface ConvOptions {
	readonly strides?: Pair;
	readonly dilations?: Pair;
	/** Zeros at the top, left, bottom and right. */
	readonly pads?: readonly [number, number, number, number];
}

/** `weight` is `[outputs, inputs, rows, columns]`. */
export function conv(
	g: Graph,
	x: Value,
	weight: Value,
	bias: Value | null,
	options: ConvOptions = {}
): Value {
	const { strides = [1, 1], dilations = [1, 1], pads = [0, 0, 0, 0] } = options;
	const kernel = weight.dims.slice(2);
	const spatial = kernel.map((size, axis) => {
		const padded = x.dims[axis + 2]! + pads[axis]! + pads[axis + 2]!;
		return Math.floor((padded - dilations[axis]! * (size - 1) - 1) / strides[axis]!) + 1;
	});
	if (weight.dims[1] !== x.dims[1]) throw new Error(`[${x.dims.join()}] has no ${weight.dims[1]} channels`);
	return g.op('Conv', bias ? [x, weight, bias] : [x, weight], [x.dims[0]!, weight.dims[0]!, ...spatial], {
		kernel_shape: kernel,
		strides,
		dilations,
		pads,
		group: 1
	});
}

/** GLU: the first half of the channels (axis 1) times the sigmoid of the second. */
export function glu(g: Graph, x: Value): Value {
	const channels = x.dims[1]!;
	return mul(g, slice(g, x, 1, 0, channels / 2), sigmoid(g, slice(g, x, 1, channels / 2, channels)));
}

/**
 * GLU of a convolution: the first half of its outputs times the sigmoid of the second. As two convolutions, so that
 * the halves need no splitting, and onnxruntime takes the sigmoid while a tile is still in the cache.
 */
export function gated(g: Graph, x: Value, weight: Value, bias: Value, options: ConvOptions = {}): Value {
	const outputs = weight.dims[0]!;
	const part = (from: number, to: number) =>
		conv(g, x, slice(g, weight, 0, from, to), slice(g, bias, 0, from, to), options);
	return mul(g, part(0, outputs / 2), sigmoid(g, part(outputs / 2, outputs)));
}
