import { describe, expect, it } from 'vitest';
import { blockCount } from '../../../src/lib/music/block';
import { STEMS } from '../../../src/lib/music/stems';
import { Assembler } from '../../../src/lib/separation/assembler';
import { finishedBlock } from '../../../src/lib/separation/finished-block';
import { segmentAt, strideFor } from '../../../src/lib/separation/plan';
import { SegmentRunner, type RunModel } from '../../../src/lib/separation/segment';
import { levelOf } from '../../../src/lib/signal/level';
import { trackLevel } from '../../../src/lib/signal/normalise';
import { dequantise } from '../../../src/lib/signal/quantise';
import { frames } from '../../../src/lib/units/units';
import { officialSeparation } from '../../reference/official';
import { tinyNetwork } from '../../reference/tiny-network';
import { parity } from '../../tools/measure';
import { testSong } from '../../tools/noise';
import { tinyRun } from '../../tools/tiny-run';

const SEGMENT = frames(343980);
type Channels = readonly [Float32Array, Float32Array];

/** Four stems, two channels each, in float; the last segment first. */
async function separate(
	channels: Channels,
	overlap: number,
	run: RunModel = tinyRun
): Promise<Float32Array[][]> {
	const layout = { frames: frames(channels[0].length), stride: strideFor(overlap, SEGMENT) };
	const level = trackLevel(...channels);
	const runner = await SegmentRunner.create(SEGMENT);
	const count = blockCount(layout);
	const assembler = new Assembler(layout, SEGMENT, level, new Uint8Array(count), null);
	const stems = STEMS.map(() => channels.map((channel) => new Float32Array(channel.length)));
	for (let index = count - 1; index >= 0; index--) {
		const segment = await runner.run(channels, level, segmentAt(layout, SEGMENT, index), run);
		if (!segment.ok) throw new Error(segment.detail);
		for (const { index: block, frames: length, samples } of assembler.add(index, segment.value).blocks)
			stems.flat().forEach((channel, s) => {
				channel.set(samples.subarray(s * length, (s + 1) * length), block * layout.stride);
			});
	}
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

	it('keeps silence silent', async () => {
		const silence = new Float32Array(300000);
		for (const channel of (await separate([silence, silence], 0.25)).flat())
			expect(channel.every((sample) => sample === 0)).toBe(true);
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
		const layout = { frames: frames(1000), stride: strideFor(0.25, SEGMENT) };
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
		const layout = { frames: frames(1000), stride: strideFor(0.25, SEGMENT) };
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
		const layout = { frames: frames(1000), stride: strideFor(0.25, SEGMENT) };
		const runner = await SegmentRunner.create(SEGMENT);
		const lost = { ok: false, reason: 'device-lost', detail: 'x' } as const;
		const run: RunModel = () => Promise.resolve(lost);
		expect(await runner.run(channels, trackLevel(...channels), segmentAt(layout, SEGMENT, 0), run)).toBe(
			lost
		);
	});
});
