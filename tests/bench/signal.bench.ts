/**
 * What our own signal code costs per segment: `npx tsx tests/bench/signal.bench.ts`. The model is left out;
 * what it would put out is noise.
 */
import { assemble } from '../../src/lib/separation/assemble';
import { finishedBlock } from '../../src/lib/separation/finished-block';
import { segmentAt, strideFor } from '../../src/lib/separation/plan';
import { SegmentRunner, type RunModel } from '../../src/lib/separation/segment';
import { success } from '../../src/lib/outcome/outcome';
import { frames } from '../../src/lib/units/units';
import { noise } from '../tools/noise';
import { heardBy } from '../tools/separated-song';
import { trackLevel } from '../tools/track-level';

const SEGMENT = frames(343980);
const RUNS = 12;
/** The first segments also pay for compiling the code. */
const WARM_UP = 3;

const layout = { frames: frames(RUNS * 257985), stride: strideFor(0.25, SEGMENT) };
const channels = [noise(layout.frames, 1), noise(layout.frames, 2)] as const;
const level = trackLevel(...channels);
const runner = await SegmentRunner.create(SEGMENT);
const wave = noise(8 * SEGMENT, 3);
const spectrum = noise(16 * 2048 * 336, 4);
const run: RunModel = () => Promise.resolve(success({ wave: wave.slice(), spectrum }));

let before: Float32Array<ArrayBuffer> | null = null;
const rows: { segment: number; 'transforms (ms)': number; 'overlap-add and 16 bit (ms)': number }[] = [];
for (let index = 0; index < RUNS; index++) {
	const heard = heardBy(channels, layout, SEGMENT, index);
	const segment = await runner.run(heard, level, segmentAt(layout, SEGMENT, index), run);
	if (!segment.ok) throw new Error(segment.detail);
	const began = performance.now();
	const done = { own: false, next: false };
	const around = { layout, segment: index, done, before, after: null };
	const { blocks, tail } = assemble(around, SEGMENT, segment.value);
	blocks.map(finishedBlock);
	before = tail;
	const assembling = performance.now() - began;
	const transforms = 1000 * segment.value.dspSeconds;
	rows.push({
		segment: index,
		'transforms (ms)': Math.round(transforms),
		'overlap-add and 16 bit (ms)': Math.round(assembling)
	});
}
console.table(rows);
const sums = rows
	.slice(WARM_UP)
	.map((row) => row['transforms (ms)'] + row['overlap-add and 16 bit (ms)'])
	.sort((a, b) => a - b);
console.log(`signal code per segment: median ${sums[Math.floor(sums.length / 2)]} ms`);
