import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GAIN_RAMP_FRAMES } from '../../../src/lib/audio/desk';
import { FADE_FRAMES, START_FADE_FRAMES } from '../../../src/lib/audio/fade';
import type { ToMixer } from '../../../src/lib/audio/protocol';
import { faderGain, freshMix, stereoGains, withStrip, type Mix } from '../../../src/lib/music/mix';
import { perStem, STEMS } from '../../../src/lib/music/stems';
import { decibels, frames } from '../../../src/lib/units/units';
import { layoutOf, type SongCode } from '../../tools/blocks';
import { codedOriginal, type OriginalCode } from '../../tools/originals';
import { Bench, PartialFeeder, QUANTUM } from './bench';

const STRIDE = 1024;
const layout = layoutOf(9000, STRIDE);
const CROSSFADE = 220;
const FULL = 32767;

/** Constants far from each other, so that every click shows. */
const ORIGINAL = 0.75;
const STEMS_SUM = 0.25;
const level: OriginalCode = () => ORIGINAL;
const drumsAlone: SongCode = (stem) => (stem === 0 ? FULL : 0);
const STEEPEST = (ORIGINAL - STEMS_SUM) / CROSSFADE + 1e-6;

/** The song that plays `level` before and `drumsAlone` after separation, open, with these blocks separated. */
function opened(separated: number[] = [], position = 0) {
	const bench = new Bench();
	const feeder = new PartialFeeder(layout, level, drumsAlone, () => STEMS_SUM / FULL);
	separated.forEach((index) => feeder.separated.add(index));
	bench.open(1, layout, feeder, position);
	feeder.store();
	const separate = (index: number) => {
		feeder.separated.add(index);
		bench.send({ type: 'available', deck: 1, index });
	};
	const play = (quanta: number) => {
		for (let q = 0; q < quanta; q++) {
			feeder.store();
			bench.render();
		}
	};
	return { bench, feeder, separate, play };
}

const gainsOf = (mix: Mix): ToMixer => ({
	type: 'gains',
	master: faderGain(mix.master),
	stems: perStem((stem) => stereoGains(mix, stem))
});

function expectConstant(samples: readonly number[], value: number, from: number, to: number): void {
	expect(to).toBeGreaterThan(from);
	const wrong = samples.slice(from, to).findIndex((sample) => sample !== Math.fround(value));
	if (wrong >= 0) expect.fail(`${samples[from + wrong]} at frame ${from + wrong} instead of ${value}`);
}

/** After frame `from`. A song may end on a loud frame, `ends` times. */
function expectNoClick(samples: readonly number[], steepest: number, from = 0, ends = 0): void {
	for (let i = from + 1; i < samples.length; i++) {
		const step = Math.abs(samples[i]! - samples[i - 1]!);
		if (step <= steepest || (samples[i] === 0 && ends-- > 0)) continue;
		expect.fail(`a step of ${step} at frame ${i}`);
	}
}

describe('the original', () => {
	test('plays to the last bit as it is, over borders, and nothing waits', () => {
		const bench = new Bench();
		const feeder = new PartialFeeder(layout);
		bench.open(1, layout, feeder);
		feeder.store();
		expect(bench.state).toMatchObject({ original: true, waiting: false });
		bench.send({ type: 'play' });
		for (let q = 0; q < 75; q++) {
			feeder.store();
			bench.render();
		}
		for (let frame = START_FADE_FRAMES; frame < layout.frames; frame++) {
			if (bench.left[frame] !== codedOriginal(0, frame)) expect.fail(`left at ${frame}`);
			if (bench.right[frame] !== codedOriginal(1, frame)) expect.fail(`right at ${frame}`);
		}
		expect(bench.types()).toEqual(['opened', 'ended']);
		expect(bench.state).toMatchObject({ position: layout.frames, underruns: 0, original: true });
	});

	const all = (change: Partial<Mix['stems']['drums']>) =>
		STEMS.reduce((mix, stem) => withStrip(mix, stem, change), freshMix());
	test.each([
		['silent where all stems are muted', all({ muted: true }), 0],
		['whole where one stem is soloed', withStrip(freshMix(), 'drums', { soloed: true }), 1],
		['whole where one stem is muted', withStrip(freshMix(), 'drums', { muted: true }), 1],
		['whole where everything is panned', all({ pan: -1 }), 1],
		[
			'as loud as the loudest stem',
			withStrip(all({ volume: decibels(-12) }), 'bass', { volume: decibels(-6) }),
			10 ** (-6 / 20)
		],
		['silent under a silent master', { ...freshMix(), master: decibels(-60) }, 0]
	])('is %s, and gets there without a click', (_name, mix, gain) => {
		const { bench, play } = opened();
		bench.send({ type: 'play' });
		play(8);
		const changed = bench.left.length - 1;
		bench.send(gainsOf(mix));
		play(16);
		for (const channel of [bench.left, bench.right]) {
			expectNoClick(channel, ORIGINAL / GAIN_RAMP_FRAMES + 1e-6, changed);
			expectConstant(channel, ORIGINAL * gain, changed + 1 + GAIN_RAMP_FRAMES, channel.length);
		}
	});
});

describe('where one kind gives way to the other, nothing clicks:', () => {
	test('stems that come in the middle of a block', () => {
		const { bench, separate, play } = opened();
		bench.send({ type: 'play' });
		play(2);
		const came = bench.left.length;
		[0, 1, 2].forEach(separate);
		expect(bench.state.original).toBe(true);
		play(12);
		expect(bench.state.original).toBe(false);
		expectConstant(bench.left, ORIGINAL, START_FADE_FRAMES, came);
		expectConstant(bench.left, STEMS_SUM, came + CROSSFADE, bench.left.length);
		expectNoClick(bench.left, STEEPEST, START_FADE_FRAMES);
		expect(bench.state.underruns).toBe(0);
	});

	test.each([
		['from the original to stems', [1], ORIGINAL, STEMS_SUM],
		['from stems to the original', [0], STEMS_SUM, ORIGINAL]
	])('a border %s', (_name, separated, before, after) => {
		const { bench } = opened(separated);
		bench.send({ type: 'play' });
		bench.render(15);
		expectConstant(bench.left, before, START_FADE_FRAMES, STRIDE + 1);
		expectConstant(bench.left, after, STRIDE + CROSSFADE, 15 * QUANTUM);
		expectNoClick(bench.left, STEEPEST, START_FADE_FRAMES);
		const states = bench.posted.filter((message) => message.type === 'state');
		const turned = states.find(({ original }) => original === (after === ORIGINAL));
		expect(turned?.position).toBe(STRIDE);
	});

	test('stems that come just before a border to stems, or just after one to the original', () => {
		const late = opened([1]);
		late.bench.send({ type: 'play' });
		late.play(7);
		late.separate(0);
		late.play(5);
		expectNoClick(late.bench.left, STEEPEST, START_FADE_FRAMES);
		expectConstant(late.bench.left, ORIGINAL, START_FADE_FRAMES, STRIDE + 1);
		expectConstant(late.bench.left, STEMS_SUM, STRIDE + CROSSFADE, 12 * QUANTUM);

		const early = opened([0]);
		early.bench.send({ type: 'play' });
		early.play(9);
		early.separate(1);
		early.play(6);
		expectNoClick(early.bench.left, STEEPEST, START_FADE_FRAMES);
		expectConstant(early.bench.left, STEMS_SUM, STRIDE + 4 * QUANTUM + CROSSFADE, 15 * QUANTUM);
	});

	test('a loud tone whose stems are muted fades like a pause', () => {
		const bench = new Bench();
		const slope = 0.02;
		const tone: OriginalCode = (_channel, frame) => 0.8 * Math.sin((frame * slope) / 0.8);
		const feeder = new PartialFeeder(layout, tone, () => 0);
		feeder.separated.add(1);
		bench.open(1, layout, feeder);
		feeder.store();
		bench.send({ type: 'play' });
		bench.render(12);
		expectNoClick(bench.left, slope + 0.8 / CROSSFADE, START_FADE_FRAMES);
		// Backwards from its end: a sound that fades, not a constant that would thump.
		for (let i = 0; i < CROSSFADE; i++) {
			const mirrored = tone(0, STRIDE - 1 - i) * (1 - i / CROSSFADE);
			expect(bench.left[STRIDE + i]).toBeCloseTo(mirrored, 6);
		}
		expectConstant(bench.left, 0, STRIDE + CROSSFADE, 12 * QUANTUM);
	});

	test('damaged stems of a block whose original sounds: it fades out, and that is told', () => {
		const { bench, feeder, separate, play } = opened();
		bench.send({ type: 'play' });
		play(2);
		separate(0);
		feeder.reply({ type: 'damaged', index: 0, detail: 'scratched' });
		bench.render(6);
		expectNoClick(bench.left, ORIGINAL / FADE_FRAMES + 1e-6, START_FADE_FRAMES);
		expect(bench.left.at(-1)).toBe(0);
		expect(bench.posted.at(-1)).toEqual({ type: 'damaged', deck: 1, detail: 'scratched' });
		expect(bench.state).toMatchObject({ playing: false, original: false });
	});
});

test('in silence there is nothing to fade from: stems that come during a pause play at once', () => {
	const { bench, feeder, separate, play } = opened();
	bench.send({ type: 'play' });
	play(2);
	bench.send({ type: 'pause' });
	play(4);
	const posted = bench.posted.length;
	separate(0);
	feeder.store();
	// Without a quantum being rendered: a screen shows it even where the context sleeps.
	expect(bench.posted.slice(posted)).toMatchObject([{ type: 'state', original: false, playing: false }]);
	const resumed = bench.left.length;
	bench.send({ type: 'play' });
	bench.render(4);
	for (let i = 0; i < FADE_FRAMES; i++)
		expect(bench.left[resumed + i]).toBeCloseTo((STEMS_SUM * i) / FADE_FRAMES, 6);
});

test('a jump between the kinds fades out and in as ever', () => {
	const { bench, play } = opened([4, 5, 6]);
	bench.send({ type: 'play' });
	play(4);
	bench.send({ type: 'seek', position: frames(4 * STRIDE + 100) });
	play(5);
	expect(bench.state.original).toBe(false);
	expectConstant(bench.left, STEMS_SUM, 8 * QUANTUM, 9 * QUANTUM);
	bench.send({ type: 'seek', position: frames(10) });
	play(5);
	expect(bench.state.original).toBe(true);
	expectConstant(bench.left, ORIGINAL, 13 * QUANTUM, 14 * QUANTUM);
	expectNoClick(bench.left, ORIGINAL / FADE_FRAMES + 1e-6, START_FADE_FRAMES);
});

const press = fc.oneof(
	{ weight: 2, arbitrary: fc.constant({ type: 'play' } as const) },
	fc.constant({ type: 'pause' } as const),
	fc.record({ type: fc.constant('seek' as const), position: fc.integer({ min: 0, max: 9000 }) }),
	fc.record({ type: fc.constant('separate' as const), index: fc.integer({ min: 0, max: 8 }) }),
	fc.record({ type: fc.constant('store' as const), count: fc.integer({ min: 1, max: 4 }) }),
	{
		weight: 3,
		arbitrary: fc.record({ type: fc.constant('render' as const), quanta: fc.integer({ min: 1, max: 9 }) })
	}
);

test('whatever is pressed, and in whatever order blocks are separated: nothing clicks', () => {
	fc.assert(
		fc.property(fc.array(press, { maxLength: 80 }), (presses) => {
			const { bench, feeder, separate } = opened();
			for (const action of [{ type: 'play' } as const, ...presses]) {
				if (action.type === 'render') bench.render(action.quanta);
				else if (action.type === 'store') feeder.store(action.count);
				else if (action.type === 'separate') separate(action.index);
				else bench.send(action as ToMixer);
			}
			const ends = bench.types().filter((type) => type === 'ended').length;
			// Two fades at once at most: of the kinds, and of a start.
			expectNoClick(bench.left, ORIGINAL / START_FADE_FRAMES + STEEPEST, 0, ends);
			for (let index = 0; index < 9; index++) separate(index);
			while (feeder.asked.length > 0) feeder.store();
			bench.send({ type: 'seek', position: frames(0) });
			bench.send({ type: 'play' });
			bench.render(6);
			while (feeder.asked.length > 0) feeder.store();
			bench.render(6);
			expect(bench.state).toMatchObject({ playing: true, waiting: false, original: false });
			expectConstant(bench.left, STEMS_SUM, bench.left.length - QUANTUM, bench.left.length);
		}),
		{ numRuns: 200 }
	);
});
