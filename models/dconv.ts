import type { GraphBuilder, Value } from './graph';
import {
	add,
	cast,
	concat,
	conv,
	div,
	expand,
	gated,
	gelu,
	matmul,
	mean,
	meanOfSquares,
	mul,
	reshape,
	sqrt,
	sub,
	transpose
} from './ops';
import type { Module } from './parameters';

const EPSILON = 1e-5;

/**
 * DConv: two residual branches of dilated convolutions along the columns of `x [1, C, R, T]`, each row by itself:
 * `x + scale · glu(norm(expand(gelu(norm(conv(x))))))` with `C / 8` hidden channels. In the arithmetic of `x`; all
 * statistics in 32 bits.
 */
export function dconv(g: GraphBuilder, x: Value, module: Module): Value {
	return [0, 1].reduce(
		(sum, layer) =>
			g.scope(`dconv.${layer}`, () =>
				add(
					g,
					sum,
					residual(g, sum, (name) => module(`layers.${layer}.${name}`), 2 ** layer)
				)
			),
		x
	);
}

function residual(g: GraphBuilder, x: Value, module: Module, dilation: number): Value {
	const hidden = gelu(g, rowNorm(g, dilated(g, x, module, dilation), module));
	return gluOfNormed(g, hidden, module);
}

function dilated(g: GraphBuilder, x: Value, module: Module, dilation: number): Value {
	const weight = module('0.weight');
	const [hidden, channels, taps] = weight.dims as [number, number, number];
	const [kernel, bias] = [g.weight(weight, [hidden, channels, 1, taps]), g.weight(module('0.bias'))];
	return conv(g, x, cast(g, kernel, x.type), cast(g, bias, x.type), {
		dilations: [1, dilation],
		pads: [0, dilation, 0, dilation]
	});
}

/** Normalises each row over its channels and columns. */
function rowNorm(g: GraphBuilder, x: Value, module: Module): Value {
	const channels = x.dims[1]!;
	const column = (name: string) => cast(g, g.weight(module(name), [1, channels, 1, 1]), 'float32');
	const exact = cast(g, x, 'float32');
	const centred = sub(g, exact, meanOfRow(g, exact));
	const variance = mean(g, meanOfSquares(g, centred, [3]), [1]);
	const factor = div(g, column('1.weight'), sqrt(g, add(g, variance, epsilon(g))));
	return cast(g, add(g, mul(g, centred, factor), column('1.bias')), x.type);
}

const epsilon = (g: GraphBuilder) => g.constant([1], [EPSILON], 'float32');

/** In two steps: a sum of half a million 32-bit floats in one go would lose digits. */
const meanOfRow = (g: GraphBuilder, x: Value): Value => mean(g, mean(g, x, [3]), [1]);

/**
 * `scale · glu(norm(z))`, `z = W·h + b`, without the large `z` ever being normalised: what a row's normalisation
 * subtracts and divides by is the same for all its columns, so it goes into `h`. With `w` and `c` the means of `W`
 * and `b` over the outputs and `m` the mean of `h` over the columns, `z - mean(z) = (W - w)·h + (b - c) + w·(h - m)`;
 * so `norm(z)` is a product with `[r·h, r, r·w·(h - m)]`, `r` being 1 / deviation, and none of its terms is much
 * larger than their sum, which is what 16 bits need.
 */
function gluOfNormed(g: GraphBuilder, h: Value, module: Module): Value {
	const [, hidden, rows, columns] = h.dims as [number, number, number, number];
	const [outputs, scaled] = [module('3.weight').dims[0]!, module('6.scale').dims[0]!];
	const exact = (name: string, dims: readonly number[]) => cast(g, g.weight(module(name), dims), 'float32');
	const weight = exact('3.weight', [outputs, hidden]);
	const bias = exact('3.bias', [outputs, 1]);

	const exactly = cast(g, h, 'float32');
	const deviating = sub(g, exactly, mean(g, exactly, [3]));
	const r = perDeviation(g, exactly, deviating, weight, bias);
	const common = conv(g, deviating, reshape(g, mean(g, weight, [0]), [1, hidden, 1, 1]), null);
	const all = [mul(g, exactly, r), expand(g, r, [1, 1, rows, columns]), mul(g, common, r)];
	const input = cast(g, concat(g, all, 1), h.type);

	const centred = (x: Value) => sub(g, x, mean(g, x, [0]));
	const ones = (count: number) => g.constant([count, 1], new Float32Array(count).fill(1), 'float32');
	const scale = concat(g, [exact('6.scale', [scaled, 1]), ones(outputs - scaled)], 0);
	const matrix = mul(
		g,
		mul(g, scale, exact('4.weight', [outputs, 1])),
		concat(g, [centred(weight), centred(bias), ones(outputs)], 1)
	);
	const shift = mul(g, scale, exact('4.bias', [outputs, 1]));
	return gated(
		g,
		input,
		cast(g, reshape(g, matrix, [outputs, hidden + 2, 1, 1]), h.type),
		cast(g, reshape(g, shift, [outputs]), h.type)
	);
}

/**
 * 1 / deviation of each row of `z = W·h + b`, from the moments of `h`: with `m` the mean of `h` over the columns and
 * `V` its covariance, `var(z) = var(W·m + b) + tr(Wᵀ·W·V) / outputs`.
 */
function perDeviation(g: GraphBuilder, h: Value, deviating: Value, weight: Value, bias: Value): Value {
	const [, hidden, rows, columns] = h.dims as [number, number, number, number];
	const outputs = weight.dims[0]!;
	const means = conv(
		g,
		mean(g, h, [3]),
		reshape(g, weight, [outputs, hidden, 1, 1]),
		reshape(g, bias, [outputs])
	);
	const between = meanOfSquares(g, sub(g, means, mean(g, means, [1])), [1]);

	const byRow = transpose(g, reshape(g, deviating, [hidden, rows, columns]), [1, 0, 2]);
	const covariance = matmul(g, byRow, transpose(g, byRow, [0, 2, 1]));
	const gram = matmul(g, transpose(g, weight, [1, 0]), weight);
	const share = mul(g, gram, g.constant([1], [1 / (outputs * columns)], 'float32'));
	const within = matmul(
		g,
		reshape(g, covariance, [rows, hidden * hidden]),
		reshape(g, share, [hidden * hidden, 1])
	);

	const variance = add(g, between, reshape(g, within, [1, 1, rows, 1]));
	return div(g, g.constant([1], [1], 'float32'), sqrt(g, add(g, variance, epsilon(g))));
}
