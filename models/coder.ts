import { pointwise, strided, type Branch } from './branch';
import { dconv } from './dconv';
import type { GraphBuilder, Value } from './graph';
import { add, cast, concat, conv, expand, gated, gelu, glu, reshape, slice, transpose } from './ops';
import type { Module } from './parameters';
import { convWinograd } from './winograd';

/** Of the convolutions of size 8 that shorten and lengthen. */
const STRIDE = 4;
const PAD = 2;

/** One level down: a quarter of the length, then DConv, then a gated 1 × 1 convolution. */
export function encode(g: GraphBuilder, x: Value, branch: Branch, module: Module): Value {
	const length = x.dims[branch.axis]!;
	const [top, left] = branch.along(PAD, 0);
	// Filled up to whole strides.
	const [bottom, right] = branch.along(PAD + ((STRIDE - (length % STRIDE)) % STRIDE), 0);
	const down = conv(g, x, strided(g, branch, module('conv.weight')), g.weight(module('conv.bias')), {
		strides: branch.along(STRIDE, 1),
		pads: [top, left, bottom, right]
	});
	const y = dconv(g, gelu(g, down), (name) => module(`dconv.${name}`));
	return gated(g, y, pointwise(g, module('rewrite.weight')), g.weight(module('rewrite.bias')));
}

/**
 * One level up, to `length`: the encoder's result of this level added, a gated 3 × 3 convolution, DConv, then four
 * times the length.
 */
export function decode(
	g: GraphBuilder,
	x: Value,
	skip: Value,
	length: number,
	last: boolean,
	branch: Branch,
	module: Module
): Value {
	const y = rewrite(g, add(g, x, skip), branch, module);
	// On the last level what DConv adds cancels most of what it gets: 16 bits would lose a third of their digits.
	const exact = last ? cast(g, y, 'float32') : y;
	const z = dconv(g, exact, (name) => module(`dconv.${name}`));
	const up = upsample(g, cast(g, z, g.type), length, branch, module);
	return last ? up : gelu(g, up);
}

/** With fewer channels the transforms of Winograd's filtering take as long as the products that it saves. */
const LEAST_CHANNELS = 96;

/** A gated convolution of size 3 along both axes, or along the only one. */
function rewrite(g: GraphBuilder, x: Value, { axis }: Branch, module: Module): Value {
	const [weight, bias] = [module('rewrite.weight'), g.weight(module('rewrite.bias'))];
	const [outputs, channels] = weight.dims as [number, number];
	if (axis === 3)
		return gated(g, x, g.weight(weight, [outputs, channels, 1, 3]), bias, { pads: [0, 1, 0, 1] });
	if (g.precision === 'fp16' || channels < LEAST_CHANNELS)
		return gated(g, x, g.weight(weight), bias, { pads: [1, 1, 1, 1] });
	return convWinograd(g, x, g.weight(weight), bias, (samples) => glu(g, samples));
}

/**
 * The transposed convolution of size 8 and stride 4 as a plain one of size 2 with four times the outputs, which are
 * then laid between one another: output `4·i + p` is tap `p` of input `i` and tap `p + 4` of input `i - 1`. It needs
 * no sum over overlapping pieces, nor the room for them.
 */
function upsample(g: GraphBuilder, x: Value, length: number, branch: Branch, module: Module): Value {
	const weight = module('conv_tr.weight');
	const [inputs, outputs] = weight.dims as [number, number];
	// [inputs, outputs, tap / 4, tap % 4] as [outputs, tap % 4, inputs, earlier input first]
	const taps = transpose(g, g.weight(weight, [inputs, outputs, 2, STRIDE]), [1, 3, 0, 2]);
	const [now, before] = [slice(g, taps, 3, 0, 1), slice(g, taps, 3, 1, 2)];
	const kernel = reshape(g, concat(g, [before, now], 3), [outputs * STRIDE, inputs, ...branch.along(2, 1)]);
	const bias = reshape(g, expand(g, g.weight(module('conv_tr.bias'), [outputs, 1]), [outputs, STRIDE]), [
		outputs * STRIDE
	]);
	const [top, left] = branch.along(1, 0);
	const y = conv(g, x, kernel, bias, { pads: [top, left, top, left] });

	const [rows, columns] = y.dims.slice(2) as [number, number];
	const [strided, other] = branch.along(rows, columns);
	const apart = reshape(g, y, [outputs, STRIDE, strided, other]);
	const between = reshape(g, transpose(g, apart, [0, 2, 1, 3]), [
		1,
		outputs,
		...branch.along(strided * STRIDE, other)
	]);
	return slice(g, between, branch.axis, PAD, PAD + length);
}
