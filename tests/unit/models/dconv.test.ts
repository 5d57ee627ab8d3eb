import { describe, expect, test } from 'vitest';
import { dconv } from '../../../models/dconv';
import { PRECISIONS } from '../../../src/lib/music/model';
import * as plain from '../../reference/modules';
import { map, type Tensor } from '../../reference/tensor';
import { agreement, asMap, LEAST, parameterOf, random, randomModule, run } from './run';
import { dconvShapes } from './shapes';

const CHANNELS = 16;
const { weights, module } = randomModule(dconvShapes(CHANNELS));

describe.each(PRECISIONS)('in %s', (precision) => {
	/** What the graph makes of it, against the definition; in dB. */
	const compare = async (x: Tensor, changed: plain.Weights = weights) => {
		const { y } = await run(precision, { x: asMap(x) }, (g, v) => ({
			y: dconv(g, v.x, (name) => parameterOf(name, changed(name)))
		}));
		const definition = asMap(plain.dconv(x, changed));
		expect(y.dims).toEqual(definition.dims);
		return agreement(definition, y);
	};

	test.each([
		['many rows', 6, 20],
		['one row', 1, 75]
	])('%s, each normalised by itself', async (_, rows, columns) => {
		const x = random([CHANNELS, rows, columns], 1);
		// Rows far apart in level: a norm over all of them would be another one.
		const levels = map(x, (value) => value);
		for (let i = 0; i < x.values.length; i++) levels.values[i]! *= 2 ** -(Math.floor(i / columns) % rows);
		expect(await compare(levels)).toBeGreaterThan(LEAST[precision]);
	});

	test('hidden values of which little is left once their mean is gone', async () => {
		// What the norm is given lies around 500 with a deviation of about 1.
		const offset = (name: string) =>
			name.endsWith('3.bias') ? map(weights(name), (value) => Math.round(value) + 500) : weights(name);
		expect(await compare(random([CHANNELS, 3, 40], 2), offset)).toBeGreaterThan(LEAST[precision]);
	});

	test('a row of silence', async () => {
		const x = random([CHANNELS, 2, 30], 3);
		x.values.fill(0, 0, 30);
		expect(await compare(x)).toBeGreaterThan(LEAST[precision]);
	});
});

test('the parameters are those of the definition, once each', async () => {
	const names: string[] = [];
	await run('fp32', { x: random([1, CHANNELS, 1, 8]) }, (g, v) => ({
		y: dconv(g, v.x, (name) => {
			names.push(name);
			return module(name);
		})
	}));
	expect([...new Set(names)].sort()).toEqual(Object.keys(dconvShapes(CHANNELS)).sort());
});
