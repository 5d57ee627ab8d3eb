import { describe, expect, test } from 'vitest';
import { GraphBuilder, type Value } from '../../../models/graph';
import * as ops from '../../../models/ops';
import { WeightStore } from '../../../models/weight-store';
import { PRECISIONS } from '../../../src/lib/music/model';
import {
	add,
	at,
	conv,
	cut,
	fill,
	gelu,
	glu,
	lines,
	map,
	matmul,
	normal,
	sigmoid,
	softmax,
	transpose,
	type Tensor
} from '../../reference/tensor';
import { agreement, asMap, LEAST, parameterOf, random, run } from './run';

describe('shapes that do not fit are refused', () => {
	const g = new GraphBuilder('graph', 'fp32', new WeightStore());
	const value = (...dims: number[]): Value => ({ name: dims.join(), dims, type: 'float32' });
	const wrong: Record<string, () => Value> = {
		'a sum of 2 and 3': () => ops.add(g, value(2, 4), value(3, 4)),
		'a product of 2 and 3': () => ops.mul(g, value(3), value(3, 2)),
		'6 values as 8': () => ops.reshape(g, value(2, 3), [2, 4]),
		'matrices with inner lengths 3 and 4': () => ops.matmul(g, value(2, 3), value(4, 5)),
		'a stack of 2 matrices times one of 3': () => ops.matmul(g, value(2, 4, 4), value(3, 4, 4)),
		'a linear layer of 4 inputs for 3': () => ops.linear(g, value(2, 3), value(4, 5), value(5)),
		'a linear layer the wrong way round': () =>
			ops.linear(g, value(2, 3), value(3, 5), value(5), { transposed: true }),
		'a convolution of 2 channels for 3': () => ops.conv(g, value(1, 3, 4, 4), value(5, 2, 1, 1), null)
	};
	test.each(Object.keys(wrong))('%s', (name) => {
		expect(wrong[name]).toThrow(/\[.*\]/);
	});
});

describe.each(PRECISIONS)('in %s, as defined:', (precision) => {
	const check = (definition: Tensor, measured: Tensor) => {
		expect(measured.dims).toEqual(definition.dims);
		expect(agreement(definition, measured)).toBeGreaterThan(LEAST[precision]);
	};

	test('arithmetic, with a row and a column stretched', async () => {
		const [x, row, column] = [random([3, 4], 1), random([4], 2), random([3, 1], 3)];
		const positive = map(random([3, 4], 4), (value) => value + 2);
		const results = await run(precision, { x, row, column, positive }, (g, v) => ({
			sum: ops.add(g, v.x, v.row),
			difference: ops.sub(g, v.x, v.column),
			product: ops.mul(g, v.column, v.row),
			quotient: ops.div(g, v.x, v.positive),
			root: ops.sqrt(g, v.positive)
		}));
		check(
			fill([3, 4], (i, j) => at(x, i, j) + at(row, j)),
			results.sum
		);
		check(
			fill([3, 4], (i, j) => at(x, i, j) - at(column, i, 0)),
			results.difference
		);
		check(
			fill([3, 4], (i, j) => at(column, i, 0) * at(row, j)),
			results.product
		);
		check(
			fill([3, 4], (i, j) => at(x, i, j) / at(positive, i, j)),
			results.quotient
		);
		check(map(positive, Math.sqrt), results.root);
	});

	test('activations', async () => {
		const x = random([5, 40], 5, 6);
		const results = await run(precision, { x }, (g, v) => ({
			sigmoid: ops.sigmoid(g, v.x),
			gelu: ops.gelu(g, v.x),
			softmax: ops.softmax(g, v.x)
		}));
		check(map(x, sigmoid), results.sigmoid);
		check(map(x, gelu), results.gelu);
		check(lines(x, softmax), results.softmax);
	});

	test('means, over one axis and over two', async () => {
		const x = map(random([3, 4, 5], 6), (value) => value + 1);
		const mean = (of: (value: number) => number, i: number | null, k: number) => {
			const parts = cut(i === null ? x : cut(x, 0, i, i + 1), 2, k, k + 1).values;
			return parts.reduce((sum, value) => sum + of(value), 0) / parts.length;
		};
		const results = await run(precision, { x }, (g, v) => ({
			one: ops.mean(g, v.x, [1]),
			two: ops.mean(g, v.x, [0, 1]),
			squares: ops.meanOfSquares(g, v.x, [1])
		}));
		const itself = (value: number) => value;
		check(
			fill([3, 1, 5], (i, _, k) => mean(itself, i, k)),
			results.one
		);
		check(
			fill([1, 1, 5], (_, __, k) => mean(itself, null, k)),
			results.two
		);
		check(
			fill([3, 1, 5], (i, _, k) => mean((value) => value ** 2, i, k)),
			results.squares
		);
	});

	test('what moves values about', async () => {
		const x = random([2, 3, 4], 7);
		const results = await run(precision, { x }, (g, v) => ({
			reshaped: ops.reshape(g, v.x, [4, 6]),
			transposed: ops.transpose(g, v.x, [2, 0, 1]),
			sliced: ops.slice(g, v.x, 2, 1, 3),
			joined: ops.concat(g, [v.x, ops.slice(g, v.x, 1, 0, 1)], 1),
			expanded: ops.expand(g, ops.slice(g, v.x, 0, 1, 2), [5, 3, 4])
		}));
		check({ dims: [4, 6], values: x.values }, results.reshaped);
		check(
			fill([4, 2, 3], (i, j, k) => at(x, j, k, i)),
			results.transposed
		);
		check(cut(x, 2, 1, 3), results.sliced);
		check(
			fill([2, 4, 4], (i, j, k) => at(x, i, j % 3, k)),
			results.joined
		);
		check(
			fill([5, 3, 4], (_, j, k) => at(x, 1, j, k)),
			results.expanded
		);
	});

	test('products of matrices, either factor lying the other way round', async () => {
		const [a, b, bias] = [random([4, 6], 8), random([6, 5], 9), random([5], 10)];
		const product = matmul(a, b);
		const linear = fill([4, 5], (i, j) => at(product, i, j) + at(bias, j));
		const weight = (tensor: Tensor, name: string) => parameterOf(name, tensor);
		const [turnedA, turnedB] = [transpose(a), transpose(b)];
		const results = await run(precision, { a, b, turnedA }, (g, v) => {
			const [plain, turned] = [g.weight(weight(b, 'b')), g.weight(weight(turnedB, 'turned b'))];
			const shift = g.weight(weight(bias, 'bias'));
			return {
				product: ops.matmul(g, v.a, v.b),
				linear: ops.linear(g, v.a, plain, shift),
				transposed: ops.linear(g, v.a, turned, shift, { transposed: true }),
				turned: ops.linear(g, v.turnedA, plain, shift, { turned: true }),
				both: ops.linear(g, v.turnedA, turned, shift, { turned: true, transposed: true })
			};
		});
		check(product, results.product);
		for (const name of ['linear', 'transposed', 'turned', 'both'] as const) check(linear, results[name]);
	});

	test('stacks of matrices', async () => {
		const [a, b] = [random([3, 2, 4], 11), random([3, 4, 5], 12)];
		const { product } = await run(precision, { a, b }, (g, v) => ({ product: ops.matmul(g, v.a, v.b) }));
		const matrix = ({ dims, values }: Tensor, i: number): Tensor => ({
			dims: dims.slice(1),
			values: cut({ dims, values }, 0, i, i + 1).values
		});
		const products = [0, 1, 2].map((i) => matmul(matrix(a, i), matrix(b, i)));
		check(
			fill([3, 2, 5], (i, j, k) => at(products[i]!, j, k)),
			product
		);
	});

	test('normalisation of lines', async () => {
		const [x, weight, bias] = [random([4, 16], 13, 3), random([16], 14), random([16], 15)];
		const { y } = await run(precision, { x }, (g, v) => ({
			y: ops.layerNorm(g, v.x, g.weight(parameterOf('w', weight)), g.weight(parameterOf('b', bias)))
		}));
		const normals = lines(x, normal);
		check(
			fill([4, 16], (i, j) => at(normals, i, j) * at(weight, j) + at(bias, j)),
			y
		);
	});

	const [x, weight, bias] = [random([3, 9, 11], 16), random([4, 3, 3, 2], 17), random([4], 18)];

	test('convolutions with strides, dilations and borders', async () => {
		const none = { dims: [4], values: new Float64Array(4) };
		const results = await run(precision, { x: asMap(x) }, (g, v) => {
			const w = g.weight(parameterOf('w', weight));
			const b = g.weight(parameterOf('b', bias));
			return {
				plain: ops.conv(g, v.x, w, null),
				padded: ops.conv(g, v.x, w, b, { strides: [2, 3], pads: [1, 2, 1, 2] }),
				dilated: ops.conv(g, v.x, w, b, { dilations: [2, 4] }),
				below: ops.conv(g, v.x, w, b, { pads: [0, 0, 2, 1] })
			};
		});
		check(asMap(conv(x, weight, none)), results.plain);
		check(asMap(conv(x, weight, bias, { stride: [2, 3], padding: [1, 2] })), results.padded);
		check(asMap(conv(x, weight, bias, { dilation: [2, 4] })), results.dilated);
		const filled = fill([3, 11, 12], (c, i, j) => at(x, c, i, j));
		check(asMap(conv(filled, weight, bias)), results.below);
	});

	test('a gated convolution, as two', async () => {
		const { y } = await run(precision, { x: asMap(x) }, (g, v) => {
			const w = g.weight(parameterOf('w', weight));
			return { y: ops.gated(g, v.x, w, g.weight(parameterOf('b', bias)), { pads: [1, 1, 1, 1] }) };
		});
		check(asMap(glu(conv(x, weight, bias, { padding: [1, 1] }))), y);
	});

	test('a sum of two branches of one value', async () => {
		const { y } = await run(precision, { x }, (g, v) => ({
			y: ops.add(g, ops.gelu(g, v.x), ops.sigmoid(g, v.x))
		}));
		check(add(map(x, gelu), map(x, sigmoid)), y);
	});
});
