import { describe, expect, it } from 'vitest';
import { blockCount, type BlockLayout } from '../../../src/lib/music/block';
import { STEMS } from '../../../src/lib/music/stems';
import { assemble, type AssembledBlock } from '../../../src/lib/separation/assemble';
import { finishedBlock } from '../../../src/lib/separation/finished-block';
import { segmentAt, segmentPlan, strideFor } from '../../../src/lib/separation/plan';
import { SegmentRunner, type RunModel } from '../../../src/lib/separation/segment';
import { levelOf } from '../../../src/lib/signal/level';
import { dequantise } from '../../../src/lib/signal/quantise';
import { frames } from '../../../src/lib/units/units';
import { officialSeparation } from '../../reference/official';
import { tinyNetwork } from '../../reference/tiny-network';
import { parity } from '../../tools/measure';
import { testSong } from '../../tools/noise';
import { heardBy, SeparatedSong } from '../../tools/separated-song';
import { tinyRun } from '../../tools/tiny-run';
import { trackLevel } from '../../tools/track-level';

const SEGMENT = frames(343980);
type Channels = readonly [Float32Array, Float32Array];

/** Block by block; the last segment first. */
async function separateBlocks(
	channels: Channels,
	layout: BlockLayout,
	run: RunModel
): Promise<AssembledBlock[]> {
	const level = trackLevel(...channels);
	const runner = await SegmentRunner.create(SEGMENT);
	const song = new SeparatedSong<AssembledBlock>(layout, ({ index }) => index);
	for (let index = blockCount(layout) - 1; index >= 0; index--) {
		const heard = heardBy(channels, layout, SEGMENT, index);
		const segment = await runner.run(heard, level, segmentAt(layout, SEGMENT, index), run);
		if (!segment.ok) throw new Error(segment.detail);
		song.store(index, assemble(song.around(index), SEGMENT, segment.value));
	}
	return song.blocks;
}

const layoutOf = ([{ length }]: Channels, overlap = 0.25): BlockLayout => ({
	frames: frames(length),
	stride: strideFor(overlap, SEGMENT)
});

/** Four stems, two channels each, in float. */
async function separate(channels: Channels, overlap: number): Promise<Float32Array[][]> {
	const layout = layoutOf(channels, overlap);
	const stems = STEMS.map(() => channels.map((channel) => new Float32Array(channel.length)));
	for (const { index, frames: length, samples } of await separateBlocks(channels, layout, tinyRun))
		stems.flat().forEach((channel, s) => {
			channel.set(samples.subarray(s * length, (s + 1) * length), index * layout.stride);
		});
	return stems;
}

const stereo = (length: number, amplitude = 0.5): Channels => testSong(length, 5, amplitude);
const mono = (length: number): Channels => [stereo(length)[0], stereo(length)[0]];
const cases: readonly (readonly [name: string, channels: Channels, overlap: number])[] = [
	['1 frame', stereo(1), 0.25],
	['1000 frames', stereo(1000), 0.25],
	['5.3 s', stereo(233730), 0.25],
	['exactly one stride', stereo(257985), 0.25],
	['exactly one segment', stereo(343980), 0.25],
	['exactly two strides', stereo(515970), 0.25],
	['23.7 s', stereo(1045170), 0.25],
	['12 s in fast quality', stereo(529200), 0.1],
	['mono', mono(400000), 0.25],
	['45 dB quieter', stereo(300000, 0.5 * 10 ** (-45 / 20)), 0.25],
	['60 dB quieter', stereo(300000, 0.5 * 10 ** (-60 / 20)), 0.25]
];

describe('separation on the tiny model', { timeout: 60_000 }, () => {
	for (const [name, channels, overlap] of cases)
		it(`is the official program's: ${name}`, async () => {
			const expected = await officialSeparation(...channels, tinyNetwork, overlap);
			const ours = await separate(channels, overlap);
			STEMS.forEach((_, place) => expect(parity(expected[place]!, ours[place]!)).toBeGreaterThan(100));
		});

	it('keeps silence silent without the model, whatever the song is around it', async () => {
		const [left, right] = stereo(1_900_000).map((channel) => channel.map((sample) => sample + 0.1));
		for (const channel of [left!, right!]) channel.fill(0, 250_000, 1_300_000);
		const channels: Channels = [left!, right!];
		const layout = layoutOf(channels);
		let asked = 0;
		const run: RunModel = (input) => {
			asked += 1;
			return tinyRun(input);
		};
		const blocks = await separateBlocks(channels, layout, run);
		const unheard = segmentPlan(layout.frames, SEGMENT, layout.stride).flatMap((plan, index) =>
			plan.firstFrame >= 250_000 && plan.lastFrame < 1_300_000 ? index : []
		);
		expect(unheard).toEqual([1, 2, 3]);
		expect([blocks.length, asked]).toEqual([8, 5]);
		// A block is silent where both of its segments are.
		expect(
			blocks.map(finishedBlock).map(({ block }) => STEMS.every((stem) => block.stems[stem].scale === 0))
		).toEqual([false, false, true, true, false, false, false, false]);
	});

	it('takes the faintest sound for sound', async () => {
		const channels: Channels = [new Float32Array(1000), new Float32Array(1000)];
		const plan = segmentAt(layoutOf(channels), SEGMENT, 0);
		const runner = await SegmentRunner.create(SEGMENT);
		let asked = 0;
		const timesOf = async () => {
			const segment = await runner.run(channels, trackLevel(...channels), plan, (input) => {
				asked += 1;
				return tinyRun(input);
			});
			return segment.ok ? [asked, segment.value.modelSeconds > 0] : segment;
		};
		expect(await timesOf()).toEqual([0, false]);
		channels[1][999] = 2 ** -149;
		expect(await timesOf()).toEqual([1, true]);
	});

	it('hears exactly what was planned', async () => {
		const runner = await SegmentRunner.create(SEGMENT);
		const planned = stereo(1000);
		const plan = segmentAt(layoutOf(planned), SEGMENT, 0);
		const [left, right] = planned;
		const run = (channels: Channels) => runner.run(channels, trackLevel(left, right), plan, tinyRun);
		await expect(run([left, right.subarray(1)])).rejects.toThrow(RangeError);
		await expect(run(stereo(1001))).rejects.toThrow(RangeError);
		expect(await run([left, right])).toMatchObject({ ok: true });
	});

	it('is stored within 16 bits of a block’s loudest sample', () => {
		const samples = new Float32Array(testSong(4000).flatMap((channel) => [...channel]));
		const length = frames(1000);
		const { block, peaks } = finishedBlock({ index: 3, frames: length, samples });
		STEMS.forEach((stem, place) => {
			const part = samples.subarray(place * 2000, (place + 1) * 2000);
			expect(parity([part], [dequantise(block.stems[stem])])).toBeGreaterThan(85);
			expect(peaks.stems[stem].length).toBe(8);
		});
		expect([block.index, block.frames, peaks.index]).toEqual([3, 1000, 3]);
	});

	it('refuses output that is not finite, wherever in the kept part it is', async () => {
		const channels = stereo(1000);
		const layout = layoutOf(channels);
		const plan = segmentAt(layout, SEGMENT, 0);
		const runner = await SegmentRunner.create(SEGMENT);
		const spoilt =
			(at: number, value: number): RunModel =>
			async (input) => {
				const output = await tinyRun(input);
				if (output.ok) output.value.wave[at] = value;
				return output;
			};
		const reason = async (at: number, value: number) => {
			const outcome = await runner.run(channels, trackLevel(...channels), plan, spoilt(at, value));
			return outcome.ok ? null : outcome.reason;
		};
		const start = plan.padLeft;
		expect(await reason(start, NaN)).toBe('not-finite');
		expect(await reason(start + 999, Infinity)).toBe('not-finite');
		expect(await reason(7 * SEGMENT + start + 500, -Infinity)).toBe('not-finite');
		expect(await reason(start - 1, NaN)).toBe(null);
		expect(await reason(start + 1000, NaN)).toBe(null);
	});

	it('gives the model the levels of all that it hears', async () => {
		const channels = stereo(1000);
		const layout = layoutOf(channels);
		const plan = segmentAt(layout, SEGMENT, 0);
		const runner = await SegmentRunner.create(SEGMENT);
		let heard: unknown = null;
		const run: RunModel = (input) => {
			const { mix, spectrum, mixLevel, spectrumLevel } = input;
			heard = [mixLevel, spectrumLevel];
			expect(heard).toEqual([levelOf(mix), levelOf(spectrum)]);
			return tinyRun(input);
		};
		expect(await runner.run(channels, trackLevel(...channels), plan, run)).toMatchObject({ ok: true });
		expect(heard).toMatchObject([{ std: expect.closeTo(0.05, 1) as number }, {}]);
	});

	it('hands on what the model fails with', async () => {
		const channels = stereo(1000);
		const layout = layoutOf(channels);
		const runner = await SegmentRunner.create(SEGMENT);
		const lost = { ok: false, reason: 'device-lost', detail: 'x' } as const;
		const run: RunModel = () => Promise.resolve(lost);
		expect(await runner.run(channels, trackLevel(...channels), segmentAt(layout, SEGMENT, 0), run)).toBe(
			lost
		);
	});
});
