import type { GraphBuilder, Value } from './graph';
import type { Parameter } from './parameters';

/**
 * The network has two branches of the same build: one over the spectrogram, one over the samples. Both are written
 * in feature maps `[1, channels, rows, columns]`. The frequency branch strides along the rows (its frequency bins)
 * and convolves along the columns (its spectral frames) in between; the time branch has one row and does both along
 * the columns (its samples).
 */
export interface Branch {
	readonly name: 'frequency' | 'time';
	/** How modules of this branch begin in the state dictionary: `tencoder.0`. */
	readonly prefix: '' | 't';
	/** A pair for ONNX from a value along the strided axis. */
	readonly along: <Value>(strided: Value, other: Value) => [rows: Value, columns: Value];
	/** The strided axis of a feature map. */
	readonly axis: 2 | 3;
}

export const FREQUENCY: Branch = {
	name: 'frequency',
	prefix: '',
	along: (strided, other) => [strided, other],
	axis: 2
};
export const TIME: Branch = {
	name: 'time',
	prefix: 't',
	along: (strided, other) => [other, strided],
	axis: 3
};

/** A convolution's weight `[a, b, size along the strided axis, …]` as the feature maps of the branch want it. */
export const strided = (g: GraphBuilder, { along }: Branch, weight: Parameter): Value => {
	const [a, b, size] = weight.dims;
	return g.weight(weight, [a!, b!, ...along(size!, 1)]);
};
/** A 1 × 1 convolution's weight. */
export const pointwise = (g: GraphBuilder, weight: Parameter): Value =>
	g.weight(weight, [weight.dims[0]!, weight.dims[1]!, 1, 1]);
