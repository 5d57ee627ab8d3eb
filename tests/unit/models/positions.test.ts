import { expect, test } from 'vitest';
import { positionsInPlane, positionsInTime } from '../../../models/positions';
import { fill } from '../../reference/tensor';
import { agreement, LEAST, random, run } from './run';

/** A graph has an input, and something is calculated from it. */
const x = random([1]);

test('in time, as `create_sin_embedding` has them', async () => {
	const [tokens, width] = [11, 16];
	const { y } = await run('fp32', { x }, (g) => ({ y: positionsInTime(g, tokens, width) }));
	const half = width / 2;
	const phase = (token: number, i: number) => token / 10_000 ** (i / (half - 1));
	const definition = fill([tokens, width], (token, i) =>
		i < half ? Math.cos(phase(token, i)) : Math.sin(phase(token, i - half))
	);
	expect(y.dims).toEqual(definition.dims);
	expect(agreement(definition, y)).toBeGreaterThan(LEAST.fp32);
});

test('in a plane, as `create_2d_sin_embedding` has them, row by row', async () => {
	const [rows, columns, width] = [3, 7, 16];
	const { y } = await run('fp32', { x }, (g) => ({ y: positionsInPlane(g, rows, columns, width) }));
	const half = width / 2;
	const definition = fill([rows * columns, width], (token, i) => {
		const position = i < half ? token % columns : Math.floor(token / columns);
		const within = i % half;
		const pair = within - (within % 2);
		const phase = position * Math.exp(pair * (-Math.log(10_000) / half));
		return within % 2 === 0 ? Math.sin(phase) : Math.cos(phase);
	});
	expect(y.dims).toEqual(definition.dims);
	expect(agreement(definition, y)).toBeGreaterThan(LEAST.fp32);
});
