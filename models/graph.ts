import type { Precision } from '../src/lib/model/manifest';
import { toHalf } from './half';
import {
	attribute,
	DataType,
	encodeModel,
	int64Tensor,
	type AttributeValue,
	type Node,
	type Tensor
} from './onnx';
import type { Parameter } from './parameters';
import type { WeightStore } from './weight-store';

/** What a tensor holds; the arithmetic of an operator is that of its inputs. */
export type ElementType = 'float32' | 'float16';

/** A tensor of a graph that is being built. Its shape is always known, so that a graph holds no shape arithmetic. */
export interface Value {
	readonly name: string;
	readonly dims: readonly number[];
	readonly type: ElementType;
}

const ELEMENT = { float32: DataType.FLOAT, float16: DataType.FLOAT16 } as const;

/**
 * One ONNX graph in the making. Operators are written down in the order in which they run; the functions of
 * `ops.ts` know their shapes. Parameters stay outside, in a {@link WeightStore}; what is calculated from them
 * alone onnxruntime calculates once, when the session is made.
 */
export class GraphBuilder {
	readonly #nodes: Node[] = [];
	readonly #initializers = new Map<string, Tensor>();
	readonly #inputs: Value[] = [];
	readonly #outputs: Value[] = [];
	readonly #scopes: string[] = [];
	readonly #names = new Map<string, number>();

	constructor(
		readonly name: string,
		readonly precision: Precision,
		readonly weights: WeightStore
	) {}

	/** What most of the graph calculates in. */
	get type(): ElementType {
		return this.precision === 'fp16' ? 'float16' : 'float32';
	}

	/** Everything built by `build` is named under `name`, for whoever reads the graph or a profile of it. */
	scope<Result>(name: string, build: () => Result): Result {
		this.#scopes.push(name);
		try {
			return build();
		} finally {
			this.#scopes.pop();
		}
	}

	input(name: string, dims: readonly number[], type: ElementType = this.type): Value {
		const value = { name, dims, type };
		this.#inputs.push(value);
		return value;
	}

	/** Gives `value` a name under which it leaves the graph. */
	output(name: string, value: Value): Value {
		const leaving = { ...value, name };
		const maker = this.#nodes.find(({ output }) => output.includes(value.name));
		if (!maker) throw new Error(`${value.name} is not calculated here`);
		for (const node of this.#nodes) {
			node.input = node.input.map((input) => (input === value.name ? name : input));
			node.output = node.output.map((output) => (output === value.name ? name : output));
		}
		this.#outputs.push(leaving);
		return leaving;
	}

	/** A published parameter in the graph's own precision, seen in the shape `dims`. */
	weight(parameter: Parameter, dims: readonly number[] = parameter.dims): Value {
		const name = `${parameter.name} [${dims.join(', ')}]`;
		if (!this.#initializers.has(name)) {
			const place = this.weights.place(parameter);
			this.#initializers.set(name, {
				name,
				dims: [...dims],
				dataType: ELEMENT[this.type],
				...place[this.precision]
			});
		}
		return { name, dims, type: this.type };
	}

	/** Numbers of our own, stored in the graph. */
	constant(dims: readonly number[], values: ArrayLike<number>, type: ElementType = this.type): Value {
		const name = this.#unique('constant');
		const rawData =
			type === 'float16' ? bytesOf(Uint16Array.from(values, toHalf)) : bytesOf(Float32Array.from(values));
		this.#initializers.set(name, { name, dims: [...dims], dataType: ELEMENT[type], rawData });
		return { name, dims, type };
	}

	/** The name of a tensor of whole numbers: shapes, axes, bounds. */
	integers(values: readonly number[]): string {
		const name = `[${values.join(', ')}]`;
		if (!this.#initializers.has(name))
			this.#initializers.set(name, int64Tensor(name, [values.length], values));
		return name;
	}

	/**
	 * An operator with one output.
	 * @param inputs Values, or names that {@link integers} gave; '' leaves an optional input out.
	 */
	op(
		opType: string,
		inputs: readonly (Value | string)[],
		dims: readonly number[],
		attributes: Readonly<Record<string, AttributeValue>> = {},
		{ domain = '', type }: { domain?: string; type?: ElementType } = {}
	): Value {
		const values = inputs.filter((input) => typeof input !== 'string');
		const types = new Set(values.map((value) => value.type));
		if (types.size > 1 && type === undefined)
			throw new Error(`${this.#path(opType)} mixes ${[...types].join(' and ')}`);
		const name = this.#unique(opType);
		this.#nodes.push({
			name,
			opType,
			domain,
			input: inputs.map((input) => (typeof input === 'string' ? input : input.name)),
			output: [name],
			attribute: Object.entries(attributes).map(([key, value]) => attribute(key, value))
		});
		return { name, dims, type: type ?? values[0]?.type ?? this.type };
	}

	/** The ONNX file, without the parameters; to be called once their shards have names. */
	encode(): Uint8Array {
		const info = ({ name, dims, type }: Value) => ({
			name,
			type: {
				tensorType: { elemType: ELEMENT[type], shape: { dim: dims.map((dimValue) => ({ dimValue })) } }
			}
		});
		return encodeModel({
			irVersion: 8,
			producerName: 'riffroom',
			opsetImport: [
				{ domain: '', version: 17 },
				{ domain: 'com.microsoft', version: 1 }
			],
			graph: {
				name: this.name,
				node: this.#nodes,
				initializer: [...this.#initializers.values()],
				input: this.#inputs.map(info),
				output: this.#outputs.map(info)
			}
		});
	}

	#path(name: string): string {
		return [...this.#scopes, name].join('/');
	}

	#unique(name: string): string {
		const path = this.#path(name);
		const count = this.#names.get(path) ?? 0;
		this.#names.set(path, count + 1);
		return count === 0 ? path : `${path}.${count}`;
	}
}

const bytesOf = ({ buffer, byteLength }: Uint16Array | Float32Array) => new Uint8Array(buffer, 0, byteLength);
