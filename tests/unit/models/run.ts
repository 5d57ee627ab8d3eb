import { Tensor as OrtTensor } from 'onnxruntime-node';
import { compile } from '../../../models/compile';
import type { GraphBuilder, Value } from '../../../models/graph';
import { fromHalf, toHalf } from '../../../models/half';
import { runNatively } from '../../../models/native';
import { cast } from '../../../models/ops';
import type { Module, Parameter } from '../../../models/parameters';
import type { Precision } from '../../../src/lib/music/model';
import type { Weights } from '../../reference/modules';
import { rounded } from '../../reference/rounded';
import { tensor, type Tensor } from '../../reference/tensor';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/noise';

/** How near a graph must come to the definition that it stands for, in dB. */
export const LEAST: Readonly<Record<Precision, number>> = { fp32: 100, fp16: 50 };

const sizeOf = (dims: readonly number[]) => dims.reduce((product, dim) => product * dim, 1);

/** Noise in ±`amplitude`, exact in 16 bits. */
export const random = (dims: readonly number[], seed = 1, amplitude = 1): Tensor =>
	tensor(
		dims,
		noise(sizeOf(dims), Math.imul(seed, 2_654_435_761), amplitude).map((value) => fromHalf(toHalf(value)))
	);

/** As a parameter of a graph. */
export const parameterOf = (name: string, { dims, values }: Tensor): Parameter => ({
	name,
	dims,
	values: Float32Array.from(values)
});

/** A module with random parameters of these shapes: for a graph, and for its definition. */
export function randomModule(shapes: Readonly<Record<string, readonly number[]>>): {
	module: Module;
	weights: Weights;
} {
	const tensors = new Map(
		Object.entries(shapes).map(([name, dims], index) => {
			const amplitude = dims.length === 1 ? 1 : Math.sqrt((3 * dims[0]!) / sizeOf(dims));
			return [name, random(dims, index + 100, amplitude)];
		})
	);
	const weights = (name: string) => {
		const found = tensors.get(name);
		if (!found) throw new Error(`There is no "${name}"`);
		return found;
	};
	return { weights, module: (name) => parameterOf(name, weights(name)) };
}

/**
 * Runs a graph on onnxruntime's native kernels, one in fp16 with every result rounded. Tensors enter and leave it in
 * 32 bits; `build` gets them in the graph's own arithmetic.
 */
export async function run<Name extends string, Result extends string>(
	precision: Precision,
	inputs: Readonly<Record<Name, Tensor>>,
	build: (g: GraphBuilder, inputs: Readonly<Record<Name, Value>>) => Readonly<Record<Result, Value>>
): Promise<Record<Result, Tensor>> {
	const given = Object.entries<Tensor>(inputs);
	const names: string[] = [];
	const model = compile([
		{
			name: 'graph',
			build: (g) => {
				const values = given.map(([name, { dims }]) => [
					name,
					cast(g, g.input(name, dims, 'float32'), g.type)
				]);
				const results = build(g, Object.fromEntries(values) as Record<Name, Value>);
				for (const [name, value] of Object.entries<Value>(results)) {
					names.push(name);
					g.output(name, cast(g, value, 'float32'));
				}
			}
		}
	]);
	const outputs = await runNatively(
		precision === 'fp16' ? rounded(model) : model,
		'fp32',
		Object.fromEntries(
			given.map(([name, { dims, values }]) => [
				name,
				new OrtTensor('float32', Float32Array.from(values), dims)
			])
		)
	);
	return Object.fromEntries(
		names.map((name) => {
			const { dims, data } = outputs[name]!;
			return [name, tensor(dims, data as Float32Array)];
		})
	) as Record<Result, Tensor>;
}

/** `[channels, rows, columns]` as graphs have it: `[1, channels, rows, columns]`. */
export const asMap = ({ dims, values }: Tensor): Tensor => ({ dims: [1, ...dims], values });

/** In dB; `NaN` where the two do not have the same number of values. */
export const agreement = (definition: Tensor, measured: Tensor): number =>
	parity([definition.values], [measured.values]);
