/** The arithmetic that a graph was made for. */
export type Precision = 'fp32' | 'fp16';

/** In the order in which a part's graphs lie. */
export const PRECISIONS = ['fp32', 'fp16'] as const satisfies readonly Precision[];

/**
 * A piece of a model: a graph of its own, so that what it needs to work is let go before the next one works. It
 * takes the tensors that it names as inputs, from the app or from the parts before it.
 */
export interface ModelPart {
	readonly name: string;
	/** Names of ONNX files without the weights, which they refer to as external data, by their files' names. */
	readonly graphs: Readonly<Record<Precision, string>>;
	/**
	 * Names of files of fp16 values (little-endian), for both graphs. The fp32 graph takes them widened to fp32:
	 * its offsets count bytes of the widened file.
	 */
	readonly weights: readonly string[];
}

/** The files of a part, in the order in which they are loaded. */
export const filesOf = ({ graphs, weights }: ModelPart): string[] => [
	...PRECISIONS.map((precision) => graphs[precision]),
	...weights
];

/** Values in each half of a {@link SelfTest}. */
export const SELF_TEST_VALUES = 256;

/** What the model makes, in fp32, of the self-test's input: values at evenly spread places of both outputs. */
export interface SelfTest {
	readonly spectra: readonly number[];
	readonly waves: readonly number[];
}
