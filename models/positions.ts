import type { GraphBuilder, Value } from './graph';
import { concat, div, expand, mul, reshape } from './ops';

/**
 * Positional embeddings of the two branches' tokens, `[tokens, width]`, by the formulas of the official program
 * (`create_sin_embedding`, `create_2d_sin_embedding`). Constant arithmetic: onnxruntime does it once.
 */
const PERIOD = 10_000;

const range = (length: number): number[] => Array.from({ length }, (_, index) => index);
const wave = (g: GraphBuilder, opType: 'Sin' | 'Cos', phase: Value) => g.op(opType, [phase], phase.dims);

/** One after the other in time: first the cosines, then the sines. */
export function positionsInTime(g: GraphBuilder, tokens: number, width: number): Value {
	const half = width / 2;
	const periods = range(half).map((index) => PERIOD ** (index / (half - 1)));
	const phase = div(
		g,
		g.constant([tokens, 1], range(tokens), 'float32'),
		g.constant([1, half], periods, 'float32')
	);
	return concat(g, [wave(g, 'Cos', phase), wave(g, 'Sin', phase)], 1);
}

/** Row by row: half of the width tells the column, the other half the row; sines and cosines take turns. */
export function positionsInPlane(g: GraphBuilder, rows: number, columns: number, width: number): Value {
	const half = width / 2;
	const embedding = (positions: number): Value => {
		const rates = range(half / 2).map((index) => Math.exp((-2 * index * Math.log(PERIOD)) / half));
		const phase = mul(
			g,
			g.constant([positions, 1, 1], range(positions), 'float32'),
			g.constant([1, half / 2, 1], rates, 'float32')
		);
		return reshape(g, concat(g, [wave(g, 'Sin', phase), wave(g, 'Cos', phase)], 2), [positions, half]);
	};
	const inColumns = expand(g, reshape(g, embedding(columns), [1, columns, half]), [rows, columns, half]);
	const inRows = expand(g, reshape(g, embedding(rows), [rows, 1, half]), [rows, columns, half]);
	return reshape(g, concat(g, [inColumns, inRows], 2), [rows * columns, width]);
}
