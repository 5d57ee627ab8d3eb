import { describe, expect, test } from 'vitest';
import { GraphBuilder } from '../../../models/graph';
import { decodeModel } from '../../../models/onnx';
import { add, cast, gelu, mul } from '../../../models/ops';
import { WeightStore } from '../../../models/weight-store';
import { PRECISIONS } from '../../../src/lib/music/model';
import { gelu as plainGelu, map } from '../../reference/tensor';
import { agreement, LEAST, parameterOf, random, run } from './run';

const builder = (precision: (typeof PRECISIONS)[number] = 'fp32') =>
	new GraphBuilder('graph', precision, new WeightStore());
const graphOf = (g: GraphBuilder) => decodeModel(g.encode()).graph;
const FLOAT16 = 10;

test('operators that mix types are refused, with the place where they stand', () => {
	const g = builder('fp16');
	const [narrow, wide] = [g.input('narrow', [2]), g.input('wide', [2], 'float32')];
	expect(() => g.scope('module', () => add(g, narrow, wide))).toThrow('module/Add mixes float16 and float32');
	expect(add(g, cast(g, narrow, 'float32'), wide).type).toBe('float32');
});

test('nodes are named under their scopes, each by a name of its own', () => {
	const g = builder();
	const x = g.input('x', [1]);
	g.scope('outer', () => {
		gelu(g, gelu(g, x));
		g.scope('inner', () => gelu(g, x));
	});
	expect(() => g.scope('failing', () => add(g, x, g.input('longer', [2, 3])))).not.toThrow();
	gelu(g, x);
	expect(graphOf(g).node.map(({ name }) => name)).toEqual([
		'outer/Gelu',
		'outer/Gelu.1',
		'outer/inner/Gelu',
		'failing/Add',
		'Gelu'
	]);
});

test('a scope ends also where building fails', () => {
	const g = builder();
	expect(() =>
		g.scope('failing', () => {
			throw new Error('no');
		})
	).toThrow('no');
	expect(gelu(g, g.input('x', [1])).name).toBe('Gelu');
});

test('a parameter is there once for each shape that it is seen in, and stored once', () => {
	const store = new WeightStore();
	const g = new GraphBuilder('graph', 'fp16', store);
	const parameter = parameterOf('w', random([6]));
	const twice = [g.weight(parameter), g.weight(parameter)];
	expect(twice[0]).toEqual(twice[1]);
	expect(g.weight(parameter, [2, 3]).dims).toEqual([2, 3]);
	store.seal(() => ({ file: 'shard' }));
	const tensors = graphOf(g).initializer;
	expect(tensors.map(({ dims, dataType }) => [dims, dataType])).toEqual([
		[[6], FLOAT16],
		[[2, 3], FLOAT16]
	]);
	expect(tensors[0]!.externalData).toEqual(tensors[1]!.externalData);
});

test('an output has the name that it was given, wherever it is used', () => {
	const g = builder();
	const x = g.input('x', [1]);
	const middle = gelu(g, x);
	const left = mul(g, middle, middle);
	const given = g.output('middle', middle);
	g.output('right', mul(g, given, left));
	const { node, output } = graphOf(g);
	expect(node.map((one) => [one.input, one.output])).toEqual([
		[['x'], ['middle']],
		[['middle', 'middle'], ['Mul']],
		[['middle', 'Mul'], ['right']]
	]);
	expect(output.map(({ name }) => name)).toEqual(['middle', 'right']);
	expect(() => g.output('y', x)).toThrow('x is not calculated here');
});

describe.each(PRECISIONS)('in %s', (precision) => {
	test('a graph with parameters, constants and casts gives what it says', async () => {
		const [x, weight] = [random([3, 5], 1, 4), random([5], 2)];
		const constant = [0.5, -1, 2];
		const { y, wide } = await run(precision, { x }, (g, inputs) => {
			const product = mul(g, inputs.x, g.weight(parameterOf('w', weight)));
			const shifted = add(g, product, g.constant([3, 1], constant));
			return { y: gelu(g, shifted), wide: cast(g, shifted, 'float32') };
		});
		const shifted = {
			dims: x.dims,
			values: x.values.map((value, i) => value * weight.values[i % 5]! + constant[Math.floor(i / 5)]!)
		};
		expect(wide.dims).toEqual([3, 5]);
		expect(agreement(shifted, wide)).toBeGreaterThan(LEAST[precision]);
		expect(agreement(map(shifted, plainGelu), y)).toBeGreaterThan(LEAST[precision]);
	});
});
