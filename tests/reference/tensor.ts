/*
 * Operators of PyTorch by their plain definitions, in double precision: one formula per value, whatever that costs.
 * For small shapes. Feature maps are `[channels, rows, columns]`.
 */

export interface Tensor {
	readonly dims: readonly number[];
	/** Row-major. */
	readonly values: Float64Array;
}

export const tensor = (dims: readonly number[], values: ArrayLike<number>): Tensor => ({
	dims,
	values: Float64Array.from(values)
});

/** Every value from its index. */
export function fill(dims: readonly number[], value: (...index: number[]) => number): Tensor {
	const values = new Float64Array(dims.reduce((product, dim) => product * dim, 1));
	const index = dims.map(() => 0);
	for (let i = 0; i < values.length; i++) {
		values[i] = value(...index);
		for (let axis = dims.length - 1; axis >= 0 && ++index[axis]! === dims[axis]; axis--) index[axis] = 0;
	}
	return { dims, values };
}

/** 0 beside the tensor and between its places. */
export function at({ dims, values }: Tensor, ...index: number[]): number {
	let place = 0;
	for (const [axis, dim] of dims.entries()) {
		const step = index[axis]!;
		if (!Number.isInteger(step) || step < 0 || step >= dim) return 0;
		place = place * dim + step;
	}
	return values[place]!;
}

export const map = ({ dims, values }: Tensor, change: (value: number) => number): Tensor => ({
	dims,
	values: values.map(change)
});
export const add = (a: Tensor, b: Tensor): Tensor => ({
	dims: a.dims,
	values: a.values.map((value, i) => value + b.values[i]!)
});

/** From `start` up to, not including, `end` along one axis. */
export const cut = (x: Tensor, axis: number, start: number, end: number): Tensor =>
	fill(
		x.dims.map((dim, a) => (a === axis ? end - start : dim)),
		(...index) => at(x, ...index.map((step, a) => (a === axis ? start + step : step)))
	);

export const transpose = (x: Tensor): Tensor => fill([x.dims[1]!, x.dims[0]!], (i, j) => at(x, j, i));

type Pair = readonly [rows: number, columns: number];
export interface ConvOptions {
	readonly stride?: Pair;
	readonly dilation?: Pair;
	/** Zeros before the first and after the last. */
	readonly padding?: Pair;
}

/** `weight` is `[outputs, inputs, rows, columns]`. */
export function conv(x: Tensor, weight: Tensor, bias: Tensor, options: ConvOptions = {}): Tensor {
	const { stride = [1, 1], dilation = [1, 1], padding = [0, 0] } = options;
	const [outputs, inputs, height, width] = weight.dims as [number, number, number, number];
	const length = (axis: 0 | 1, size: number) =>
		Math.floor((x.dims[axis + 1]! + 2 * padding[axis] - dilation[axis] * (size - 1) - 1) / stride[axis]) + 1;
	return fill([outputs, length(0, height), length(1, width)], (output, row, column) => {
		let sum = at(bias, output);
		for (let input = 0; input < inputs; input++)
			for (let r = 0; r < height; r++)
				for (let c = 0; c < width; c++)
					sum +=
						at(weight, output, input, r, c) *
						at(
							x,
							input,
							row * stride[0] - padding[0] + r * dilation[0],
							column * stride[1] - padding[1] + c * dilation[1]
						);
		return sum;
	});
}

/** `weight` is `[inputs, outputs, rows, columns]`. */
export function transposedConv(x: Tensor, weight: Tensor, bias: Tensor, stride: Pair): Tensor {
	const [inputs, outputs, height, width] = weight.dims as [number, number, number, number];
	const length = (axis: 0 | 1, size: number) => (x.dims[axis + 1]! - 1) * stride[axis] + size;
	return fill([outputs, length(0, height), length(1, width)], (output, row, column) => {
		let sum = at(bias, output);
		for (let input = 0; input < inputs; input++)
			for (let r = 0; r < height; r++)
				for (let c = 0; c < width; c++)
					sum +=
						at(weight, input, output, r, c) * at(x, input, (row - r) / stride[0], (column - c) / stride[1]);
		return sum;
	});
}

export function matmul(a: Tensor, b: Tensor): Tensor {
	const [rows, inner] = a.dims as [number, number];
	return fill([rows, b.dims[1]!], (row, column) => {
		let sum = 0;
		for (let i = 0; i < inner; i++) sum += at(a, row, i) * at(b, i, column);
		return sum;
	});
}

/** Each value less the mean, by the deviation, of all. */
export function normal(values: Float64Array): Float64Array {
	const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
	const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
	return values.map((value) => (value - mean) / Math.sqrt(variance + 1e-5));
}

export function softmax(values: Float64Array): Float64Array {
	const largest = Math.max(...values);
	const powers = values.map((value) => Math.exp(value - largest));
	const sum = powers.reduce((total, power) => total + power, 0);
	return powers.map((power) => power / sum);
}

/** Changes each line of the last axis. */
export function lines(x: Tensor, change: (line: Float64Array) => Float64Array): Tensor {
	const values = new Float64Array(x.values.length);
	const length = x.dims.at(-1)!;
	for (let start = 0; start < values.length; start += length)
		values.set(change(x.values.slice(start, start + length)), start);
	return { dims: x.dims, values };
}

export const sigmoid = (value: number): number => 1 / (1 + Math.exp(-value));
/** x · Φ(x) */
export const gelu = (value: number): number => (value / 2) * (1 + errorFunction(value / Math.SQRT2));

/** By the series whose terms have all the same sign (DLMF 7.6.2). */
function errorFunction(x: number): number {
	let term = (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * x;
	let sum = term;
	for (let n = 1; Math.abs(term) > 1e-18; n++) {
		term *= (2 * x * x) / (2 * n + 1);
		sum += term;
	}
	return sum;
}

/** The first half of the channels times the sigmoid of the second. */
export function glu(x: Tensor): Tensor {
	const [channels, rows, columns] = x.dims as [number, number, number];
	return fill(
		[channels / 2, rows, columns],
		(c, row, column) => at(x, c, row, column) * sigmoid(at(x, c + channels / 2, row, column))
	);
}
