import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { GraphBuilder, type Value } from '../../../models/graph';
import { mul } from '../../../models/ops';
import { WeightStore } from '../../../models/weight-store';
import { convWinograd } from '../../../models/winograd';

interface Shape {
	readonly inputs: number;
	readonly outputs: number;
	readonly rows: number;
	readonly columns: number;
}

/** Numbers without a pattern, the same in every run, within ±1. */
function numbers(length: number, seed: number): Float32Array {
	let state = seed;
	return Float32Array.from({ length }, () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 31 - 1;
	});
}

const operands = ({ inputs, outputs, rows, columns }: Shape) => ({
	x: numbers(inputs * rows * columns, 1),
	weight: numbers(outputs * inputs * 9, 2),
	bias: numbers(outputs, 3)
});

/** As a convolution is defined, in double precision. */
function convolved(shape: Shape): Float64Array {
	const { inputs, outputs, rows, columns } = shape;
	const { x, weight, bias } = operands(shape);
	const at = (channel: number, row: number, column: number) =>
		row < 0 || row >= rows || column < 0 || column >= columns
			? 0
			: x[(channel * rows + row) * columns + column]!;
	return Float64Array.from({ length: outputs * rows * columns }, (_, index) => {
		const column = index % columns;
		const row = Math.floor(index / columns) % rows;
		const output = Math.floor(index / (columns * rows));
		let sum = bias[output]!;
		for (let input = 0; input < inputs; input++)
			for (let tap = 0; tap < 9; tap++)
				sum +=
					weight[(output * inputs + input) * 9 + tap]! *
					at(input, row + Math.floor(tap / 3) - 1, column + (tap % 3) - 1);
		return sum;
	});
}

async function run(shape: Shape, finish?: (g: GraphBuilder, samples: Value) => Value): Promise<Tensor> {
	const { inputs, outputs, rows, columns } = shape;
	const { x, weight, bias } = operands(shape);
	const g = new GraphBuilder('winograd', 'fp32', new WeightStore());
	const y = convWinograd(
		g,
		g.input('x', [1, inputs, rows, columns]),
		g.constant([outputs, inputs, 3, 3], weight),
		g.constant([outputs], bias),
		finish && ((samples) => finish(g, samples))
	);
	const { dims } = g.output('y', y);
	const session = await InferenceSession.create(g.encode());
	const result = (await session.run({ x: new Tensor('float32', x, [1, inputs, rows, columns]) })).y as Tensor;
	await session.release();
	expect(result.dims).toEqual(dims);
	return result;
}

/** How far the difference of the two is below the signal. */
function decibels(expected: Float64Array, actual: Float32Array): number {
	expect(actual.length).toBe(expected.length);
	let [signal, error] = [0, 0];
	expected.forEach((value, index) => {
		signal += value ** 2;
		error += (value - actual[index]!) ** 2;
	});
	return 10 * Math.log10(signal / error);
}

test.each<[string, Shape]>([
	['one tile', { inputs: 1, outputs: 1, rows: 4, columns: 4 }],
	['tiles in one row', { inputs: 3, outputs: 2, rows: 4, columns: 20 }],
	['eight rows, many channels', { inputs: 40, outputs: 24, rows: 8, columns: 12 }],
	['columns fewer than rows', { inputs: 5, outputs: 6, rows: 24, columns: 8 }]
])('%s: what the plain convolution gives, to 100 dB', async (_, shape) => {
	const { data } = await run(shape);
	expect(decibels(convolved(shape), data as Float32Array)).toBeGreaterThan(100);
});

test('a large map, in bands of rows of which the last is short', async () => {
	const shape = { inputs: 2, outputs: 128, rows: 104, columns: 336 };
	let bands = 0;
	const { data } = await run(shape, (_, samples) => {
		bands++;
		return samples;
	});
	expect(bands).toBe(3);
	expect(decibels(convolved(shape), data as Float32Array)).toBeGreaterThan(100);
}, 30_000);

test('what is done to the samples is done to each of them', async () => {
	const shape = { inputs: 2, outputs: 3, rows: 8, columns: 8 };
	const { data } = await run(shape, (g, samples) => mul(g, samples, samples));
	const squares = convolved(shape).map((value) => value ** 2);
	expect(decibels(squares, data as Float32Array)).toBeGreaterThan(100);
});

test('a feature map that is not made of whole tiles is refused', async () => {
	await expect(run({ inputs: 1, outputs: 1, rows: 6, columns: 8 })).rejects.toThrow('whole tiles');
});
