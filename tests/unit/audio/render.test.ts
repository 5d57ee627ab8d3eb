import { describe, expect, test } from 'vitest';
import { FADE_FRAMES, START_FADE_FRAMES } from '../../../src/lib/audio/fade';
import { FRESH_PRACTICE } from '../../../src/lib/audio/protocol';
import { renderMix } from '../../../src/lib/audio/render';
import type { ReadBlock } from '../../../src/lib/audio/render-sound';
import { renderedFrames, type MixSound } from '../../../src/lib/audio/render-span';
import { renderStem } from '../../../src/lib/audio/render-stem';
import { freshMix, faderGain, stereoGains, withStrip, type Mix } from '../../../src/lib/music/mix';
import { perStem } from '../../../src/lib/music/stems';
import { cents, decibels, frames } from '../../../src/lib/units/units';
import { coded, layoutOf, makeBlock, mixAt, scaleOf, type SongCode } from '../../tools/blocks';
import { Bench, Feeder } from './bench';

const layout = layoutOf(150_000, 65_536);
const AS_IT_IS: MixSound = { rate: 1, transposed: cents(0), loop: null };
const mix: Mix = {
	...withStrip(
		withStrip(withStrip(freshMix(), 'bass', { muted: true }), 'drums', { volume: decibels(-7.3), pan: -0.4 }),
		'vocals',
		{ pan: 0.7 }
	),
	master: decibels(-3)
};
/** Tones, so that a stretcher has something to hold on to. */
const tones: SongCode = (stem, channel, frame) =>
	Math.round(12_000 * Math.sin((frame * (stem + 2 + channel)) / 23));

const reading =
	(code: SongCode = coded(), wait = false): ReadBlock =>
	async (index) => {
		if (wait) await new Promise((resolve) => setImmediate(resolve));
		return { type: 'block', block: makeBlock(layout, index, code) };
	};

async function rendered(sound: MixSound, readBlock: ReadBlock, withMix = mix) {
	const [left, right]: [number[], number[]] = [[], []];
	let longest = 0;
	const outcome = await renderMix(
		new AbortController().signal,
		{ layout, mix: withMix, sound, readBlock },
		({ planar, scale }) => {
			const half = planar.length / 2;
			longest = Math.max(longest, half);
			for (let i = 0; i < half; i++) {
				left.push(planar[i]! * scale);
				right.push(planar[half + i]! * scale);
			}
			return Promise.resolve();
		}
	);
	return { outcome, left, right, longest };
}

/** What a desk plays that has all its blocks at once, from where it begins to sound. */
async function played(sound: MixSound, code: SongCode, position: number, length: number) {
	const bench = await Bench.stretching();
	const feeder = new Feeder(layout, code);
	bench.send({
		type: 'gains',
		master: faderGain(mix.master),
		stems: perStem((stem) => stereoGains(mix, stem))
	});
	bench.open(1, layout, feeder, position, { ...FRESH_PRACTICE, ...sound });
	feeder.store();
	bench.send({ type: 'play' });
	let begin = -1;
	while (begin < 0 || bench.left.length < begin + length) {
		const before = bench.left.length;
		feeder.store();
		bench.render();
		if (begin < 0 && bench.state.rate > 0) begin = before;
	}
	return {
		left: bench.left.slice(begin, begin + length),
		right: bench.right.slice(begin, begin + length)
	};
}

/** `expect` shows a hundred thousand numbers where they differ; this the first of them. */
function sameFrames(got: readonly number[], wanted: readonly number[]): void {
	expect(got.length).toBe(wanted.length);
	const at = got.findIndex((sample, frame) => sample !== wanted[frame]);
	expect([at, got[at], wanted[at]]).toEqual([-1, undefined, undefined]);
}

describe('a rendered mix', () => {
	test('is the sum of the stems by their gains, to the last bit, behind the fade at its start', async () => {
		const { outcome, left, right, longest } = await rendered(AS_IT_IS, reading());
		expect(outcome.ok).toBe(true);
		expect(longest).toBeLessThanOrEqual(32_768);
		const master = faderGain(mix.master);
		const sums = Array.from({ length: layout.frames }, (_, frame) =>
			mixAt(layout, frame, coded(), (stem) => stereoGains(mix, stem))
		);
		const behind = ([, frame]: [number, number]) => frame >= START_FADE_FRAMES;
		for (const [side, got] of [left, right].entries()) {
			const pairs = got.map((sample, frame) => [sample, frame] as [number, number]).filter(behind);
			const wanted = pairs.map(([, frame]) => Math.fround(sums[frame]![side]! * master));
			sameFrames(
				pairs.map(([sample]) => sample),
				wanted
			);
			expect(got.length).toBe(layout.frames);
		}
	});

	test('is what is heard, at another speed, at another pitch and at both', async () => {
		for (const sound of [
			{ ...AS_IT_IS, rate: 0.7 },
			{ ...AS_IT_IS, transposed: cents(200) },
			{ rate: 1.5, transposed: cents(-300), loop: null }
		]) {
			const length = renderedFrames(layout, sound);
			const got = await rendered(sound, reading(tones));
			const wanted = await played(sound, tones, 0, length);
			sameFrames(got.left, wanted.left);
			sameFrames(got.right, wanted.right);
			expect(Math.abs(length - layout.frames / sound.rate)).toBeLessThanOrEqual(0.5);
			expect(Math.max(...got.left.slice(0, 2000).map(Math.abs))).toBeGreaterThan(0.01);
		}
	});

	test('waits for blocks that come late, and is no other for it', async () => {
		const [soon, late] = [
			await rendered(AS_IT_IS, reading()),
			await rendered(AS_IT_IS, reading(coded(), true))
		];
		sameFrames(late.left, soon.left);
	});

	test('of a loop is one pass as it sounds in the midst of others', async () => {
		const loop = { start: frames(60_000), end: frames(100_000) };
		for (const rate of [1, 0.7]) {
			const sound = { ...AS_IT_IS, rate, loop };
			const length = renderedFrames(layout, sound);
			const got = await rendered(sound, reading(tones));
			expect(got.left.length).toBe(Math.round(40_000 / rate));
			const runIn = 22_050;
			const wanted = await played(sound, tones, Math.round(loop.end - runIn * rate), runIn + length);
			sameFrames(got.left, wanted.left.slice(runIn));
			sameFrames(got.right, wanted.right.slice(runIn));
		}
		const { left } = await rendered({ ...AS_IT_IS, loop }, reading());
		const at = (frame: number) =>
			Math.fround(mixAt(layout, frame, coded(), (stem) => stereoGains(mix, stem))[0] * faderGain(mix.master));
		expect(left[0]).toBe(at(loop.start));
		expect(left[39_000]).toBe(at(loop.start + 39_000));
	});

	test('of the shortest loops has their length', async () => {
		for (const [start, end] of [
			[0, 2205],
			[147_795, 150_000],
			[0, 150_000]
		] as const) {
			const loop = { start: frames(start), end: frames(end) };
			const { outcome, left } = await rendered({ ...AS_IT_IS, loop }, reading(tones), freshMix());
			expect([outcome.ok, left.length]).toEqual([true, end - start]);
			expect(Math.max(...left.slice(0, FADE_FRAMES).map(Math.abs))).toBeGreaterThan(0.01);
		}
	});

	test('has no block too few: it says which is missing or damaged, but not where none is needed', async () => {
		const lacking =
			(missing: number): ReadBlock =>
			(index) =>
				index === missing ? Promise.resolve({ type: 'missing', index }) : reading()(index);
		for (const missing of [0, 1, 2])
			expect((await rendered(AS_IT_IS, lacking(missing))).outcome).toMatchObject({
				ok: false,
				reason: 'missing'
			});
		const loop = { start: frames(10_000), end: frames(40_000) };
		expect((await rendered({ ...AS_IT_IS, loop }, lacking(2))).outcome.ok).toBe(true);
		const torn: ReadBlock = async (index) => ({
			type: 'block',
			block: makeBlock(index === 1 ? layoutOf(70_000, 65_536) : layout, index)
		});
		expect((await rendered(AS_IT_IS, torn)).outcome).toMatchObject({ ok: false, reason: 'damaged' });
	});

	test('ends at once when it is cancelled', async () => {
		const cancel = new AbortController();
		let pieces = 0;
		const running = renderMix(cancel.signal, { layout, mix, sound: AS_IT_IS, readBlock: reading() }, () => {
			if (++pieces === 2) cancel.abort(new Error('enough'));
			return Promise.resolve();
		});
		await expect(running).rejects.toThrow('enough');
		expect(pieces).toBe(2);
	});
});

test('a stem is rendered as it is stored', async () => {
	const got: number[] = [];
	let start = 0;
	const outcome = await renderStem(
		new AbortController().signal,
		{ layout, stem: 'other', readBlock: reading() },
		({ planar, scale }) => {
			const half = planar.length / 2;
			expect(scale).toBe(scaleOf(2, got.length === 0 ? 0 : Math.floor(start / layout.stride)));
			for (let i = 0; i < half; i++) got.push(planar[i]!, planar[half + i]!);
			start += half;
			return Promise.resolve();
		}
	);
	expect(outcome.ok).toBe(true);
	sameFrames(
		got,
		Array.from({ length: 2 * layout.frames }, (_, i) => coded()(2, i % 2, i >> 1))
	);
});
