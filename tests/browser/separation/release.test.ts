import { describe, expect, it } from 'vitest';
import { ModelFiles } from '../../../src/lib/separation/model-files';
import { segmentAt } from '../../../src/lib/separation/plan';
import { release } from '../../../src/lib/signal/release';
import { SegmentRunner, type ModelOutput } from '../../../src/lib/separation/segment';
import { frames } from '../../../src/lib/units/units';
import { testSong } from '../../tools/noise';
import { servedModel } from '../../tools/tiny-model';
import { tinyRun } from '../../tools/tiny-run';
import { trackLevel } from '../../tools/track-level';

const SEGMENT = frames(343980);

describe('memory is given back at once', () => {
	it('when a buffer is released', () => {
		const buffer = new ArrayBuffer(1000);
		release(buffer);
		expect(buffer.byteLength).toBe(0);
	});

	it('of weights that were widened', async () => {
		const { manifest, shards } = await servedModel();
		const weights = manifest.parts.flatMap((part) => part.weights);
		const files = new ModelFiles(manifest, 'fp32');
		let index = 0;
		let released = 0;
		for await (const shard of shards()) {
			const { file, bytes } = manifest.shards[index++]!;
			expect(files.add(shard)).toMatchObject({ ok: true });
			const isWeight = weights.includes(file);
			expect(shard.byteLength).toBe(isWeight ? 0 : bytes);
			if (isWeight) released += 1;
		}
		expect(released).toBeGreaterThan(0);
	});

	it('of the spectrum that the model gave for a segment', async () => {
		const channels = testSong(1000, 1);
		const layout = { frames: frames(1000), stride: SEGMENT };
		const runner = await SegmentRunner.create(SEGMENT);
		const given: ModelOutput[] = [];
		const segment = await runner.run(
			channels,
			trackLevel(...channels),
			segmentAt(layout, SEGMENT, 0),
			async (input) => {
				const output = await tinyRun(input);
				if (output.ok) given.push(output.value);
				return output;
			}
		);
		expect(segment).toMatchObject({ ok: true });
		expect(given.map(({ spectrum, wave }) => [spectrum.length, wave.length])).toEqual([[0, 8 * SEGMENT]]);
	});
});
