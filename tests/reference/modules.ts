import {
	add,
	at,
	conv,
	cut,
	fill,
	gelu,
	glu,
	lines,
	map,
	matmul,
	normal,
	softmax,
	transpose,
	transposedConv,
	type Tensor
} from './tensor';

/*
 * Modules of the official program (`demucs.py`, `hdemucs.py`, `transformer.py`) by their definitions, in double
 * precision. Weights are given by their names in its state dictionary, and as the published graph stores them.
 */
export type Weights = (name: string) => Tensor;

export interface Shape {
	/** The frequency branch works along the rows, the time branch along the columns of its only row. */
	readonly branch: 'frequency' | 'time';
}

const along = <Value>({ branch }: Shape, strided: Value, other: Value): [Value, Value] =>
	branch === 'frequency' ? [strided, other] : [other, strided];

/** A weight `[a, b, …]` with the sizes of a kernel. */
const kernel = ({ dims, values }: Tensor, size: readonly number[]): Tensor => ({
	dims: [dims[0]!, dims[1]!, ...size],
	values
});

/** `DConv` with two layers, each row of `x [channels, rows, columns]` by itself. */
export function dconv(x: Tensor, weights: Weights): Tensor {
	return [0, 1].reduce((y, layer) => add(y, residual(y, layer, weights)), x);
}

function residual(x: Tensor, layer: number, weights: Weights): Tensor {
	const own: Weights = (name) => weights(`layers.${layer}.${name}`);
	const dilation = 2 ** layer;
	const narrow = conv(x, kernel(own('0.weight'), [1, 3]), own('0.bias'), {
		dilation: [1, dilation],
		padding: [0, dilation]
	});
	const hidden = map(rowNorm(narrow, own('1.weight'), own('1.bias')), gelu);
	const wide = conv(hidden, kernel(own('3.weight'), [1, 1]), own('3.bias'));
	const gated = glu(rowNorm(wide, own('4.weight'), own('4.bias')));
	return fill(gated.dims, (c, row, column) => at(gated, c, row, column) * at(own('6.scale'), c));
}

/** `GroupNorm(1, channels)` of each row. */
function rowNorm(x: Tensor, weight: Tensor, bias: Tensor): Tensor {
	const [channels, rows, columns] = x.dims as [number, number, number];
	const normals = Array.from({ length: rows }, (_, row) => normal(cut(x, 1, row, row + 1).values));
	return fill(
		[channels, rows, columns],
		(c, row, column) => normals[row]![c * columns + column]! * at(weight, c) + at(bias, c)
	);
}

/** `HEncLayer` */
export function encode(x: Tensor, shape: Shape, weights: Weights): Tensor {
	const axis = shape.branch === 'frequency' ? 1 : 2;
	const missing = (4 - (x.dims[axis]! % 4)) % 4;
	const filled = cut(x, axis, 0, x.dims[axis]! + missing);
	const down = conv(filled, kernel(weights('conv.weight'), along(shape, 8, 1)), weights('conv.bias'), {
		stride: along(shape, 4, 1),
		padding: along(shape, 2, 0)
	});
	const y = dconv(map(down, gelu), (name) => weights(`dconv.${name}`));
	return glu(conv(y, kernel(weights('rewrite.weight'), [1, 1]), weights('rewrite.bias')));
}

/** `HDecLayer` */
export function decode(
	x: Tensor,
	skip: Tensor,
	{ length, last, ...shape }: Shape & { readonly length: number; readonly last: boolean },
	weights: Weights
): Tensor {
	const rows = shape.branch === 'frequency' ? 3 : 1;
	const rewrite = kernel(weights('rewrite.weight'), [rows, 3]);
	const mixed = glu(conv(add(x, skip), rewrite, weights('rewrite.bias'), { padding: [(rows - 1) / 2, 1] }));
	const y = dconv(mixed, (name) => weights(`dconv.${name}`));
	const up = transposedConv(
		y,
		kernel(weights('conv_tr.weight'), along(shape, 8, 1)),
		weights('conv_tr.bias'),
		along(shape, 4, 1)
	);
	const z = cut(up, shape.branch === 'frequency' ? 1 : 2, 2, 2 + length);
	return last ? z : map(z, gelu);
}

/** `x [rows, inputs]` times `weight [inputs, outputs]` plus `bias`. */
const linear = (x: Tensor, weight: Tensor, bias: Tensor): Tensor => {
	const product = matmul(x, weight);
	return fill(product.dims, (row, column) => at(product, row, column) + at(bias, column));
};
const affine = (x: Tensor, weight: Tensor, bias: Tensor): Tensor =>
	fill(x.dims, (row, column) => at(x, row, column) * at(weight, column) + at(bias, column));

/** `CrossTransformerEncoder` without what precedes its layers; `[tokens, width]`. */
export function crossTransformer(
	{ frequency, time }: Readonly<Record<'frequency' | 'time', Tensor>>,
	weights: Weights
): { frequency: Tensor; time: Tensor } {
	for (let layer = 0; layer < 5; layer++) {
		const own =
			(name: string): Weights =>
			(parameter) =>
				weights(`${name}.${layer}.${parameter}`);
		const crossed = layer % 2 === 1;
		const before = frequency;
		frequency = encoderLayer(frequency, crossed ? time : null, own('layers'));
		time = encoderLayer(time, crossed ? before : null, own('layers_t'));
	}
	return { frequency, time };
}

function encoderLayer(x: Tensor, other: Tensor | null, weights: Weights): Tensor {
	const norm = (y: Tensor, name: string) =>
		affine(lines(y, normal), weights(`${name}.weight`), weights(`${name}.bias`));
	const dense = (y: Tensor, name: string) => linear(y, weights(`${name}.weight`), weights(`${name}.bias`));
	const addScaled = (y: Tensor, change: Tensor, name: string) =>
		fill(y.dims, (row, c) => at(y, row, c) + at(change, row, c) * at(weights(`${name}.scale`), c));

	const query = norm(x, 'norm1');
	const attended = other ? attention(query, norm(other, 'norm2'), weights) : selfAttention(query, weights);
	const y = addScaled(x, attended, 'gamma_1');
	const inner = map(dense(norm(y, other ? 'norm3' : 'norm2'), 'linear1'), gelu);
	const z = addScaled(y, dense(inner, 'linear2'), 'gamma_2');
	const whole = { dims: z.dims, values: normal(z.values) };
	return affine(whole, weights('norm_out.weight'), weights('norm_out.bias'));
}

function selfAttention(x: Tensor, weights: Weights): Tensor {
	const width = x.dims[1]!;
	const all = linear(x, weights('self_attn.in_proj_weight'), weights('self_attn.in_proj_bias'));
	const [q, k, v] = [0, 1, 2].map((part) => cut(all, 1, part * width, (part + 1) * width));
	return heads(q!, k!, v!, (name) => weights(`self_attn.${name}`));
}

function attention(x: Tensor, other: Tensor, weights: Weights): Tensor {
	const width = x.dims[1]!;
	const own: Weights = (name) => weights(`cross_attn.${name}`);
	const q = linear(x, own('query.weight'), own('query.bias'));
	const kv = linear(other, own('key_value.weight'), own('key_value.bias'));
	return heads(q, cut(kv, 1, 0, width), cut(kv, 1, width, 2 * width), own);
}

/** Eight heads. */
function heads(q: Tensor, k: Tensor, v: Tensor, weights: Weights): Tensor {
	const [tokens, width] = q.dims as [number, number];
	const size = width / 8;
	const results = Array.from({ length: 8 }, (_, head) => {
		const part = (x: Tensor) => cut(x, 1, head * size, (head + 1) * size);
		const scores = map(matmul(part(q), transpose(part(k))), (score) => score / Math.sqrt(size));
		return matmul(lines(scores, softmax), part(v));
	});
	const joined = fill([tokens, width], (token, c) => at(results[Math.floor(c / size)]!, token, c % size));
	return linear(joined, transpose(weights('out_proj.weight')), weights('out_proj.bias'));
}
