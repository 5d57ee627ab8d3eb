import { DataType, type Graph, type Model, type Node, type Tensor } from './onnx';

/** A trained tensor, row-major. */
export interface Parameter {
	/** Its name in the official program's state dictionary. */
	readonly name: string;
	readonly dims: readonly number[];
	readonly values: Float32Array;
}

/** A module's parameters by name. */
export type Module = (name: string) => Parameter;

/** All parameters of the published graph. */
export class Parameters {
	readonly #byName: ReadonlyMap<string, Parameter>;

	constructor(model: Model) {
		const names = trainedNames(model.graph);
		const parameters = model.graph.initializer
			.filter(({ dataType }) => dataType === DataType.FLOAT)
			.map((tensor): Parameter => {
				const name = names.get(tensor.name!) ?? tensor.name!;
				return { name, dims: tensor.dims, values: valuesOf(tensor) };
			})
			.flatMap(inputProjections);
		this.#byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
	}

	/** Those of one module, by their names within it. */
	in(module: string): Module {
		return (name) => this.get(`${module}.${name}`);
	}

	/** @throws Error where there is none of that name. */
	get(name: string): Parameter {
		const parameter = this.#byName.get(name);
		if (!parameter) throw new Error(`The published model has no parameter "${name}"`);
		return parameter;
	}

	get names(): readonly string[] {
		return [...this.#byName.keys()];
	}
}

/**
 * The exporter renamed what it transposed or reshaped (`onnx::Mul_5074`). Where such a tensor is used tells what
 * it is: `/encoder.0/dconv/layers.0/layers.0.1/Mul` multiplies by `encoder.0.dconv.layers.0.1.weight`.
 * Matrices among them are transposed: `[inputs, outputs]`.
 */
function trainedNames(graph: Graph): Map<string, string> {
	const names = new Map<string, string>();
	for (const node of graph.node)
		for (const input of node.input)
			if (input.startsWith('onnx::')) {
				const name = trainedName(node);
				if (name !== null) names.set(input, name);
			}
	return names;
}

function trainedName({ name = '', opType }: Node): string | null {
	if (name === '/Expand') return 'freq_emb';
	const path = name.split('/').filter((step) => step !== '');
	const operator = path.pop()!;
	const module = path
		// Modules in a sequence are named with their sequence: `layers.0/layers.0.1`.
		.filter((step, index) => !path[index + 1]?.startsWith(`${step}.`))
		.join('.');
	if (opType === 'MatMul') {
		if (!/_attn$/.test(module)) return `${module}.weight`;
		if (module.endsWith('self_attn')) return `${module}.in_proj_weight`;
		return `${module}.${operator === 'MatMul' ? 'query' : 'key_value'}.weight`;
	}
	if (module.endsWith('cross_attn')) return `${module}.${operator === 'Add' ? 'query' : 'key_value'}.bias`;
	if (opType === 'Mul') return /\.6$/.test(module) ? `${module}.scale` : `${module}.weight`;
	return opType === 'Add' ? `${module}.bias` : null;
}

const valuesOf = ({ rawData }: Tensor): Float32Array => new Float32Array(Uint8Array.from(rawData!).buffer);

/** The time branch's attention to the other has one matrix for all, not transposed: made like the others'. */
function inputProjections(parameter: Parameter): Parameter[] {
	const found = /^(.*cross_attn)\.in_proj_(weight|bias)$/.exec(parameter.name);
	if (!found) return [parameter];
	const [, module, kind] = found;
	const { values } = parameter;
	const width = parameter.dims[0]! / 3;
	const part = (name: string, from: number, to: number): Parameter =>
		kind === 'bias'
			? { name: `${module}.${name}.bias`, dims: [to - from], values: values.slice(from, to) }
			: {
					name: `${module}.${name}.weight`,
					dims: [width, to - from],
					values: transposed(values.subarray(from * width, to * width), width)
				};
	return [part('query', 0, width), part('key_value', width, 3 * width)];
}

function transposed(values: Float32Array, columns: number): Float32Array {
	const rows = values.length / columns;
	return values.map((_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}
