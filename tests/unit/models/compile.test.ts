import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { compile, type PartRecipe } from '../../../models/compile';
import type { Value } from '../../../models/graph';
import { decodeModel } from '../../../models/onnx';
import { add, gelu, mul } from '../../../models/ops';
import { filesOf, PRECISIONS } from '../../../src/lib/music/model';
import { parameterOf, random } from './run';

const part = (name: string, ...parameters: number[]): PartRecipe => ({
	name,
	build: (g) => {
		const weight = (seed: number) => g.weight(parameterOf(`weight ${seed}`, random([100], seed)));
		const x = g.input('x', [100]);
		const multiplied = (y: Value, one: Value) => add(g, mul(g, y, one), one);
		g.output('y', parameters.map(weight).reduce(multiplied, gelu(g, x)));
	}
});
const PARTS = [part('first', 1, 2, 3), part('second', 4), part('third')];

test('files are named after their content, and carry their size and hash', () => {
	const { files } = compile(PARTS);
	for (const { file, bytes, sha256, data } of files) {
		expect(sha256).toBe(createHash('sha256').update(data).digest('hex'));
		expect(file).toBe(`${sha256.slice(0, 16)}.bin`);
		expect(bytes).toBe(data.length);
	}
});

test('files lie in the order in which the parts are loaded, and are all there', () => {
	const { parts, files } = compile(PARTS, 512);
	expect(parts.map(({ name }) => name)).toEqual(['first', 'second', 'third']);
	expect(parts.map(({ weights }) => weights.length)).toEqual([2, 1, 0]);
	expect(files.map(({ file }) => file)).toEqual(parts.flatMap(filesOf));
	expect(new Set(files.map(({ file }) => file)).size).toBe(9);
});

test('no file of weights is larger than it may be', () => {
	const { parts, files } = compile(PARTS, 256);
	const weights = new Set(parts.flatMap((one) => one.weights));
	expect(files.filter(({ file }) => weights.has(file)).map(({ bytes }) => bytes)).toEqual([
		224, 224, 224, 224
	]);
});

test('both graphs of a part look for their weights in its files', () => {
	const { parts, files } = compile(PARTS, 256);
	for (const { graphs, weights } of parts)
		for (const precision of PRECISIONS) {
			const file = files.find((one) => one.file === graphs[precision])!;
			const locations = decodeModel(file.data).graph.initializer.map(
				({ externalData }) => externalData!.find(({ key }) => key === 'location')!.value
			);
			expect(locations).toEqual(weights);
		}
});

test('the same recipes make the same bytes', () => {
	expect(compile(PARTS)).toEqual(compile(PARTS));
	const names = (recipes: readonly PartRecipe[]) => compile(recipes).files.map(({ file }) => file);
	expect(names([part('first', 1)])).not.toEqual(names([part('first', 2)]));
});
