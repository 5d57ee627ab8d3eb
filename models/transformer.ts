import type { GraphBuilder, Value } from './graph';
import {
	add,
	cast,
	concat,
	div,
	gelu,
	layerNorm,
	linear,
	matmul,
	mean,
	meanOfSquares,
	mul,
	reshape,
	slice,
	softmax,
	sqrt,
	sub,
	transpose
} from './ops';
import type { Module } from './parameters';

const LAYERS = 5;
const HEADS = 8;
/** Attention takes so many slices of its queries, one after the other: the scores of all would be 231 MB. */
const SLICES = 8;
const EPSILON = 1e-5;

/** The tokens of both branches, `[tokens, width]`. */
export interface Tokens {
	readonly frequency: Value;
	readonly time: Value;
}

/**
 * Five layers for each branch. In every other one a branch attends to the other: to what that was before the layer.
 */
export function crossTransformer(g: GraphBuilder, tokens: Tokens, module: Module): Tokens {
	return Array.from({ length: LAYERS }).reduce<Tokens>(({ frequency, time }, _, index) => {
		const cross = index % 2 === 1;
		const layer = (name: string, x: Value, other: Value) =>
			g.scope(`${name}.${index}`, () =>
				transformerLayer(g, x, cross ? other : null, (parameter) => module(`${name}.${index}.${parameter}`))
			);
		return { frequency: layer('layers', frequency, time), time: layer('layers_t', time, frequency) };
	}, tokens);
}

/** Attention to its own tokens or to the other branch's, then two linear layers; all residual. */
function transformerLayer(g: GraphBuilder, x: Value, other: Value | null, module: Module): Value {
	const norm = (y: Value, name: string) =>
		layerNorm(g, y, g.weight(module(`${name}.weight`)), g.weight(module(`${name}.bias`)));
	const dense = (y: Value, name: string) =>
		linear(g, y, g.weight(module(`${name}.weight`)), g.weight(module(`${name}.bias`)));
	const scaled = (y: Value, name: string) => mul(g, y, g.weight(module(`${name}.scale`)));

	const queries = norm(x, 'norm1');
	const attended = other
		? crossAttention(g, queries, norm(other, 'norm2'), module)
		: selfAttention(g, queries, module);
	const y = add(g, x, scaled(attended, 'gamma_1'));
	const inner = gelu(g, dense(norm(y, other ? 'norm3' : 'norm2'), 'linear1'));
	return wholeNorm(g, add(g, y, scaled(dense(inner, 'linear2'), 'gamma_2')), module);
}

function selfAttention(g: GraphBuilder, x: Value, module: Module): Value {
	const own: Module = (name) => module(`self_attn.${name}`);
	const width = x.dims[1]!;
	const all = linear(g, x, g.weight(own('in_proj_weight')), g.weight(own('in_proj_bias')));
	const [q, k, v] = [0, 1, 2].map((index) => slice(g, all, 1, index * width, (index + 1) * width));
	return attention(g, q!, k!, v!, own);
}

function crossAttention(g: GraphBuilder, x: Value, other: Value, module: Module): Value {
	const own: Module = (name) => module(`cross_attn.${name}`);
	const width = x.dims[1]!;
	const q = linear(g, x, g.weight(own('query.weight')), g.weight(own('query.bias')));
	const kv = linear(g, other, g.weight(own('key_value.weight')), g.weight(own('key_value.bias')));
	return attention(g, q, slice(g, kv, 1, 0, width), slice(g, kv, 1, width, 2 * width), own);
}

/** `softmax(q · kᵀ / √size) · v` for each head, then the output projection. */
function attention(g: GraphBuilder, q: Value, k: Value, v: Value, module: Module): Value {
	const [tokens, width] = q.dims as [number, number];
	const size = width / HEADS;
	const heads = (x: Value, perm: readonly number[]) =>
		transpose(g, reshape(g, x, [x.dims[0]!, HEADS, size]), perm);
	const queries = heads(q, [1, 0, 2]);
	const keys = mul(g, heads(k, [1, 2, 0]), g.constant([1], [1 / Math.sqrt(size)]));
	const values = heads(v, [1, 0, 2]);
	const slices = Array.from({ length: SLICES }, (_, index) => {
		const part = slice(g, queries, 1, (index * tokens) / SLICES, ((index + 1) * tokens) / SLICES);
		return matmul(g, softmax(g, matmul(g, part, keys)), values);
	});
	const joined = reshape(g, transpose(g, concat(g, slices, 1), [1, 0, 2]), [tokens, width]);
	return linear(g, joined, g.weight(module('out_proj.weight')), g.weight(module('out_proj.bias')), {
		transposed: true
	});
}

/** Normalises over all tokens at once. The sums are taken in two steps and in 32 bits: there are a million values. */
function wholeNorm(g: GraphBuilder, x: Value, module: Module): Value {
	const exact = cast(g, x, 'float32');
	const row = (name: string) => cast(g, g.weight(module(`norm_out.${name}`), [1, x.dims[1]!]), 'float32');
	const centred = sub(g, exact, mean(g, mean(g, exact, [1]), [0]));
	const variance = mean(g, meanOfSquares(g, centred, [1]), [0]);
	const factor = div(g, row('weight'), sqrt(g, add(g, variance, g.constant([1], [EPSILON], 'float32'))));
	return cast(g, add(g, mul(g, centred, factor), row('bias')), g.type);
}
