import { describe, expect, it } from 'vitest';
import { encodeGraph, floats, node } from '../../tools/onnx-graph';
import { placements, placementsOf } from '../../tools/placements';

/**
 * One node on the processor costs two copies of its tensors, in each run: a song that should take seconds takes
 * minutes, and nothing else tells.
 */
describe.each([
	['tiny', 'fp32'],
	['tiny', 'fp16'],
	['htdemucs', 'fp32'],
	['htdemucs', 'fp16']
] as const)('the model %s in %s', (name, precision) => {
	it('runs on the graphics device with every node', { timeout: 60_000 }, async () => {
		const parts = await placements(name, precision);
		expect(parts.length).toBeGreaterThan(0);
		for (const { part, placements: places } of parts) {
			const elsewhere = places.filter(({ provider }) => provider !== 'WebGpuExecutionProvider');
			expect(elsewhere, `part ${part}`).toEqual([]);
			expect(places, `part ${part}`).toHaveLength(1);
			expect(places[0]!.count).toBeGreaterThan(0);
		}
	});
});

it('a node that the graphics device does not have is found', async () => {
	const graph = encodeGraph({
		name: 'hardmax',
		initializer: [],
		node: [node('Erf', ['in'], 'middle'), { ...node('Hardmax', ['middle'], 'out'), name: 'the culprit' }],
		input: [floats('in', 4)],
		output: [floats('out', 4)]
	});
	const places = await placementsOf({ name: 'hardmax', graph, weights: [] });
	expect(places.find(({ provider }) => provider === 'CPUExecutionProvider')).toMatchObject({
		count: 1,
		nodes: ['Hardmax (the culprit)']
	});
});
