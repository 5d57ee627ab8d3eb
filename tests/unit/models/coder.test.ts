import { describe, expect, test } from 'vitest';
import { FREQUENCY, TIME, type Branch } from '../../../models/branch';
import { decode, encode } from '../../../models/coder';
import { PRECISIONS } from '../../../src/lib/music/model';
import * as plain from '../../reference/modules';
import { agreement, asMap, LEAST, random, randomModule, run } from './run';
import { dconvShapes, under } from './shapes';

const CHANNELS = 16;
const kernelOf = ({ name }: Branch) => (name === 'frequency' ? [3, 3] : [3]);
/** As the state dictionary has them: kernels of two axes in one branch, of one in the other. */
const downShape = ({ name }: Branch) => (name === 'frequency' ? [8, 1] : [8]);

const encoder = (branch: Branch) =>
	randomModule({
		'conv.weight': [CHANNELS, 4, ...downShape(branch)],
		'conv.bias': [CHANNELS],
		'rewrite.weight': [2 * CHANNELS, CHANNELS, ...kernelOf(branch).map(() => 1)],
		'rewrite.bias': [2 * CHANNELS],
		...under('dconv', dconvShapes(CHANNELS))
	});
const decoder = (branch: Branch) =>
	randomModule({
		'rewrite.weight': [2 * CHANNELS, CHANNELS, ...kernelOf(branch)],
		'rewrite.bias': [2 * CHANNELS],
		'conv_tr.weight': [CHANNELS, 6, ...downShape(branch)],
		'conv_tr.bias': [6],
		...under('dconv', dconvShapes(CHANNELS))
	});

describe.each(PRECISIONS)('in %s', (precision) => {
	test.each([
		['frequency', FREQUENCY, [4, 16, 7]],
		['time', TIME, [4, 1, 64]],
		// Lengths that are no whole strides, as those of the song's samples.
		['time, filled up by one', TIME, [4, 1, 63]],
		['time, filled up by three', TIME, [4, 1, 61]]
	] as const)('down in %s', async (_, branch, dims) => {
		const { weights, module } = encoder(branch);
		const x = random(dims, 7);
		const { y } = await run(precision, { x: asMap(x) }, (g, v) => ({ y: encode(g, v.x, branch, module) }));
		const definition = asMap(plain.encode(x, { branch: branch.name }, weights));
		expect(y.dims).toEqual(definition.dims);
		expect(agreement(definition, y)).toBeGreaterThan(LEAST[precision]);
	});

	test.each([
		['frequency', FREQUENCY, [CHANNELS, 4, 7], 16, false],
		['frequency, the last', FREQUENCY, [CHANNELS, 4, 7], 16, true],
		['time', TIME, [CHANNELS, 1, 16], 64, false],
		['time, cut', TIME, [CHANNELS, 1, 16], 61, false],
		['time, the last', TIME, [CHANNELS, 1, 16], 63, true]
	] as const)('up in %s', async (_, branch, dims, length, last) => {
		const { weights, module } = decoder(branch);
		const [x, skip] = [random(dims, 8), random(dims, 9)];
		const { y } = await run(precision, { x: asMap(x), skip: asMap(skip) }, (g, v) => ({
			y: decode(g, v.x, v.skip, length, last, branch, module)
		}));
		const definition = asMap(plain.decode(x, skip, { branch: branch.name, length, last }, weights));
		expect(y.dims).toEqual(definition.dims);
		expect(agreement(definition, y)).toBeGreaterThan(LEAST[precision]);
	});
});
