import {
	attribute,
	DataType,
	floatTensor,
	type AttributeValue,
	type Model,
	type Node
} from '../../models/onnx';

const DOUBLE = 11;

/**
 * The published graph with its long sums taken in double precision: the means of its inputs, and mean and variance
 * of its normalisations. Over up to 8 million values, 32-bit sums are the graph's largest error by far. The rest
 * stays as it was published.
 */
export function withExactSums(model: Model): Model {
	const { graph } = model;
	const epsilon = floatTensor('exact/epsilon', [], Float32Array.of(1e-5));
	return {
		...model,
		graph: {
			...graph,
			initializer: [...graph.initializer, epsilon],
			node: graph.node.flatMap((node) => {
				if (node.opType === 'ReduceMean') return exactMean(node);
				return node.opType === 'InstanceNormalization' ? exactNorm(node, epsilon.name!) : [node];
			})
		}
	};
}

function exactMean(node: Node): Node[] {
	const [wide, mean] = [`${node.name}/wide`, `${node.name}/mean`];
	return [
		toDouble(node.input[0]!, wide),
		{ ...node, input: [wide], output: [mean] },
		toFloat(mean, node.output[0]!)
	];
}

/** Of one group, `[rows, 1, values]`: each row by itself. */
function exactNorm({ name, input, output }: Node, epsilon: string): Node[] {
	const [x, scale, bias] = input as [string, string, string];
	const at = (step: string) => `${name}/${step}`;
	const mean = (of: string, to: string) => make('ReduceMean', [of], to, { axes: [2], keepdims: 1 });
	return [
		toDouble(x, at('x')),
		mean(at('x'), at('mean')),
		make('Sub', [at('x'), at('mean')], at('centred')),
		make('Mul', [at('centred'), at('centred')], at('square')),
		mean(at('square'), at('variance')),
		toDouble(epsilon, at('epsilon')),
		make('Add', [at('variance'), at('epsilon')], at('safe')),
		make('Sqrt', [at('safe')], at('deviation')),
		make('Div', [at('centred'), at('deviation')], at('normal')),
		toFloat(at('normal'), at('normal32')),
		make('Mul', [at('normal32'), scale], at('scaled')),
		make('Add', [at('scaled'), bias], output[0]!)
	];
}

const toDouble = (from: string, to: string): Node => make('Cast', [from], to, { to: DOUBLE });
const toFloat = (from: string, to: string): Node => make('Cast', [from], to, { to: DataType.FLOAT });

function make(
	opType: string,
	input: string[],
	output: string,
	attributes: Readonly<Record<string, AttributeValue>> = {}
): Node {
	return {
		name: output,
		opType,
		input,
		output: [output],
		attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value))
	};
}
