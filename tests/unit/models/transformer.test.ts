import { describe, expect, test } from 'vitest';
import { crossTransformer } from '../../../models/transformer';
import { PRECISIONS } from '../../../src/lib/music/model';
import * as plain from '../../reference/modules';
import { agreement, LEAST, random, randomModule, run } from './run';
import { under, type Shapes } from './shapes';

const WIDTH = 32;
const INNER = 48;
const BRANCHES = ['layers', 'layers_t'];
const crossed = (layer: number) => layer % 2 === 1;

const norm = (name: string): Shapes => under(name, { weight: [WIDTH], bias: [WIDTH] });
/** As the published graph stores them: matrices are `[inputs, outputs]`, but for the last of the attention. */
const layerShapes = (cross: boolean): Shapes => ({
	...norm('norm1'),
	...norm('norm2'),
	...norm('norm_out'),
	...(cross
		? {
				...norm('norm3'),
				...under('cross_attn.query', { weight: [WIDTH, WIDTH], bias: [WIDTH] }),
				...under('cross_attn.key_value', { weight: [WIDTH, 2 * WIDTH], bias: [2 * WIDTH] })
			}
		: under('self_attn', { in_proj_weight: [WIDTH, 3 * WIDTH], in_proj_bias: [3 * WIDTH] })),
	...under(`${cross ? 'cross' : 'self'}_attn.out_proj`, { weight: [WIDTH, WIDTH], bias: [WIDTH] }),
	...under('linear1', { weight: [WIDTH, INNER], bias: [INNER] }),
	...under('linear2', { weight: [INNER, WIDTH], bias: [WIDTH] }),
	'gamma_1.scale': [WIDTH],
	'gamma_2.scale': [WIDTH]
});
const { weights, module } = randomModule(
	Object.assign(
		{},
		...[0, 1, 2, 3, 4].flatMap((layer) =>
			BRANCHES.map((branch) => under(`${branch}.${layer}`, layerShapes(crossed(layer))))
		)
	) as Shapes
);

describe.each(PRECISIONS)('in %s', (precision) => {
	test('five layers, every other one across the branches', async () => {
		// As many as slices of queries need: six in one branch, three in the other.
		const [frequency, time] = [random([48, WIDTH], 3, 2), random([24, WIDTH], 4, 2)];
		const measured = await run(precision, { bins: frequency, samples: time }, (g, { bins, samples }) => {
			const { frequency, time } = crossTransformer(g, { frequency: bins, time: samples }, module);
			return { frequency, time };
		});
		const definition = plain.crossTransformer({ frequency, time }, weights);
		for (const branch of ['frequency', 'time'] as const) {
			expect(measured[branch].dims).toEqual(definition[branch].dims);
			expect(agreement(definition[branch], measured[branch])).toBeGreaterThan(LEAST[precision]);
		}
	});
});
