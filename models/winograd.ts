import type { GraphBuilder, Value } from './graph';
import { add, concat, conv, matmul, reshape, slice, transpose } from './ops';

/**
 * Winograd's minimal filtering F(4 × 4, 3 × 3), as in Lavin & Gray, "Fast Algorithms for Convolutional Neural
 * Networks" (https://arxiv.org/abs/1509.09308), section 4: of six samples `d` and a kernel `w` of three,
 * `OUTPUT · ((KERNEL · w) ⊙ (INPUT · d))` are four outputs, for six products in place of twelve. Along rows and
 * columns both, a tile of 4 × 4 outputs takes 36 products per channel in place of 144.
 */
const INPUT = [
	[4, 0, -5, 0, 1, 0],
	[0, -4, -4, 1, 1, 0],
	[0, 4, -4, -1, 1, 0],
	[0, -2, -1, 2, 1, 0],
	[0, 2, -1, -2, 1, 0],
	[0, 4, 0, -5, 0, 1]
];
const KERNEL = [
	[1 / 4, 0, 0],
	[-1 / 6, -1 / 6, -1 / 6],
	[-1 / 6, 1 / 6, -1 / 6],
	[1 / 24, 1 / 12, 1 / 6],
	[1 / 24, -1 / 12, 1 / 6],
	[0, 0, 1]
];
const OUTPUT = [
	[1, 1, 1, 1, 1, 0],
	[0, 1, -1, 2, -2, 0],
	[0, 1, 1, 4, 4, 0],
	[0, 1, -1, 8, -8, 1]
];
/** Outputs of a tile along one axis. */
const STEP = 4;
/** Samples that they are made of. */
const SPAN = 6;

/** As many products as one band of rows has at most (20 MB), for the memory's sake. */
const MAX_PRODUCTS = 5_000_000;

/**
 * A 3 × 3 convolution with a border of zeros, in a quarter of the multiplications. In fp32 it is within some
 * −110 dB of the plain one; in 16 bits it was not tried. onnxruntime transforms the weights once, when the session is
 * made, to four times their size.
 * @param x `[1, C, rows, columns]`, multiples of 4 both.
 * @param weight `[O, C, 3, 3]`
 * @param bias `[O]`
 * @param finish What else is to be done to every sample alone. Cheaper here, where the samples lie in tiles: it is
 * given `[16, O, tiles]`, a band of rows at a time, and may return fewer channels (axis 1, as in a feature map).
 * @returns `[1, O, rows, columns]`, or with the channels that `finish` leaves.
 */
export function convWinograd(
	g: GraphBuilder,
	x: Value,
	weight: Value,
	bias: Value,
	finish: (samples: Value) => Value = (samples) => samples
): Value {
	const [, inputs, rows, columns] = x.dims as [number, number, number, number];
	const outputs = weight.dims[0]!;
	if (rows % STEP !== 0 || columns % STEP !== 0) throw new Error(`${rows} × ${columns} are not whole tiles`);

	// Along rows and columns at once: what lies between would take room while the session is made.
	const taps = reshape(g, transpose(g, weight, [2, 3, 0, 1]), [9, outputs * inputs]);
	const transform = g.constant([SPAN * SPAN, 9], kronecker(KERNEL, KERNEL).flat());
	const kernels = reshape(g, matmul(g, transform, taps), [SPAN * SPAN, outputs, inputs]);

	const bands = Math.ceil((SPAN * SPAN * outputs * (rows / STEP) * (columns / STEP)) / MAX_PRODUCTS);
	const bandRows = Math.ceil(rows / STEP / bands) * STEP;
	const results: Value[] = [];
	for (let top = 0; top < rows; top += bandRows) {
		const bottom = Math.min(top + bandRows, rows);
		const tiles = inputTiles(g, x, top, bottom);
		const products = reshape(g, matmul(g, kernels, tiles), [SPAN, SPAN, outputs * tiles.dims[2]!]);
		const samples = reshape(g, transformPlanes(g, OUTPUT, products), [STEP * STEP, outputs, tiles.dims[2]!]);
		results.push(untiled(g, finish(add(g, samples, reshape(g, bias, [outputs, 1]))), bottom - top, columns));
	}
	return results.length === 1 ? results[0]! : concat(g, results, 2);
}

/** The matrix that transforms a flattened square along its rows by `a` and along its columns by `b`. */
const kronecker = (a: readonly number[][], b: readonly number[][]): number[][] =>
	a.flatMap((p) => b.map((q) => p.flatMap((x) => q.map((y) => x * y))));

/** Along both of the first axes of `x [n, n, length]`: `matrix · x · matrixᵀ` for every index of the last one. */
function transformPlanes(g: GraphBuilder, matrix: readonly number[][], x: Value): Value {
	const [size, , length] = x.dims as [number, number, number];
	const m = g.constant([matrix.length, size], matrix.flat());
	const once = matmul(g, m, reshape(g, x, [size, size * length]));
	return matmul(g, m, reshape(g, once, [matrix.length, size, length]));
}

/**
 * The tiles for the output rows from `top` up to `bottom`, transformed: `[36, C, tiles]`. Tiles overlap by two, so
 * what takes them out of the feature map is a convolution of every channel alone, first along its rows, then along
 * its columns.
 */
function inputTiles(g: GraphBuilder, x: Value, top: number, bottom: number): Value {
	const [, channels, rows, columns] = x.dims as [number, number, number, number];
	const [first, last] = [Math.max(top - 1, 0), Math.min(bottom + 1, rows)];
	const [above, below] = [first - (top - 1), bottom + 1 - last];
	const whole = first === 0 && last === rows;
	const band = reshape(g, whole ? x : slice(g, x, 2, first, last), [channels, 1, last - first, columns]);
	const input = (dims: readonly number[]) => g.constant(dims, INPUT.flat());
	const tall = conv(g, band, input([SPAN, 1, SPAN, 1]), null, {
		strides: [STEP, 1],
		pads: [above, 0, below, 0]
	});
	const tileRows = tall.dims[2]!;
	const wide = reshape(g, tall, [channels * SPAN, 1, tileRows, columns]);
	const tiles = conv(g, wide, input([SPAN, 1, 1, SPAN]), null, { strides: [1, STEP], pads: [0, 1, 0, 1] });
	const planes = reshape(g, tiles, [channels, SPAN * SPAN, tileRows * (columns / STEP)]);
	// The multiplication that follows reads them in this order at no cost: onnxruntime makes the two one.
	return transpose(g, planes, [1, 0, 2]);
}

/** `[16, C, tiles]` laid side by side: `[1, C, rows, columns]`. Two simple transpositions take less than one of both. */
function untiled(g: GraphBuilder, samples: Value, rows: number, columns: number): Value {
	const [, channels, tiles] = samples.dims as [number, number, number];
	const apart = reshape(g, samples, [STEP, STEP, channels * tiles]);
	const joined = transpose(g, apart, [0, 2, 1]);
	const lines = reshape(g, joined, [STEP, channels, rows / STEP, columns]);
	return reshape(g, transpose(g, lines, [1, 2, 0, 3]), [1, channels, rows, columns]);
}
