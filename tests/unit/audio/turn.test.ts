import { describe, expect, test } from 'vitest';
import type { Loop } from '../../../src/lib/music/loop';
import { frames } from '../../../src/lib/units/units';
import { layoutOf, type SongCode } from '../../tools/blocks';
import { FRESH_PRACTICE } from '../../../src/lib/audio/protocol';
import { Bench, PartialFeeder } from './bench';
import { Practised } from './practised';

const FULL = 32767;
const LENGTH = 60_000;
const [DRUMS, BASS] = [0.25, 0.5];
/** Constants, so that what is silent shows; Int16 keeps them to 16 bit. */
const song: SongCode = (stem) =>
	stem === 0 ? Math.round(DRUMS * FULL) : stem === 1 ? Math.round(BASS * FULL) : 0;
const loop: Loop = { start: frames(10_000), end: frames(20_000) };
const SEAM = 441;
const SLOPE = 220;

function expectLevel(heard: readonly number[], from: number, to: number, level: number): void {
	for (let frame = from; frame < to; frame++)
		if (Math.abs(heard[frame]! - level) > 1e-4)
			expect.fail(`${heard[frame]} at frame ${frame}, not ${level}`);
}
function expectNoClick(heard: readonly number[], steepest: number): void {
	for (let frame = 1; frame < heard.length; frame++)
		if (Math.abs(heard[frame]! - heard[frame - 1]!) > steepest) expect.fail(`a step at frame ${frame}`);
}

test('every other pass a stem is silent, the second first; the rest sounds on', async () => {
	const practice = { loop, turn: { stem: 'bass', when: 'alternate' } as const };
	const { left } = (await Practised.open(LENGTH, song, { practice, position: loop.start }))
		.play()
		.render(41_000);
	for (let pass = 0; pass < 4; pass++) {
		const level = pass % 2 === 0 ? DRUMS + BASS : DRUMS;
		expectLevel(left, pass * 10_000 + SEAM, (pass + 1) * 10_000 - SEAM, level);
		// The seam is the way from one to the other; a pass begins as it is to be.
		if (pass > 0) expectLevel(left, pass * 10_000, pass * 10_000 + SEAM, level);
	}
	expectNoClick(left, (DRUMS + BASS) / 64 + 1e-6);
});

test('inside a range a stem is silent, and fades outside it', async () => {
	const when: Loop = { start: frames(5000), end: frames(9000) };
	const { left } = (await Practised.open(LENGTH, song, { practice: { turn: { stem: 'drums', when } } }))
		.play()
		.render(20_000);
	expectLevel(left, SEAM, 5000 - SLOPE, DRUMS + BASS);
	expectLevel(left, 5000, 9000, BASS);
	expectLevel(left, 9000 + SLOPE, 20_000, DRUMS + BASS);
	for (let i = 1; i < SLOPE; i++) {
		expect(left[5000 - i]).toBeCloseTo(BASS + (DRUMS * i) / SLOPE, 3);
		expect(left[8999 + i]).toBeCloseTo(BASS + (DRUMS * i) / SLOPE, 3);
	}
});

test('stretched, a range is silent where the position says', async () => {
	const when: Loop = { start: frames(20_000), end: frames(30_000) };
	const alone: SongCode = (stem, _channel, frame) =>
		stem === 0 ? Math.round(0.5 * FULL * Math.sin(frame / 16)) : 0;
	const practice = { rate: 0.7, turn: { stem: 'drums', when } as const };
	const practised = (await Practised.open(LENGTH, alone, { practice, position: 5000 })).play().render(50_000);
	const { position, contextFrame } = practised.bench.state;
	const at = (place: number) => Math.round(contextFrame - (position - place) / 0.7);
	// The stretcher smears by a part of its block.
	const inside = practised.left.slice(at(23_000), at(27_000));
	expect(Math.max(...inside.map(Math.abs))).toBeLessThan(0.005);
	expect(Math.max(...practised.left.slice(at(15_000), at(17_000)))).toBeGreaterThan(0.45);
	expect(Math.max(...practised.left.slice(at(33_000), at(35_000)))).toBeGreaterThan(0.45);
});

describe('a change while it plays', () => {
	const everywhere: Loop = { start: frames(0), end: frames(LENGTH) };
	test('makes no click, however many come at once', async () => {
		const practised = (await Practised.open(LENGTH, song)).play().render(1024);
		for (const stem of ['drums', 'bass', 'drums'] as const) {
			practised.practise({ turn: { stem, when: everywhere } }).render(128);
		}
		practised.render(2048);
		expectLevel(practised.left, practised.now - 500, practised.now, BASS);
		practised.practise({ turn: null }).render(1024);
		expectLevel(practised.left, practised.now - 500, practised.now, DRUMS + BASS);
		expectNoClick(practised.left.slice(64), (DRUMS + BASS) / SEAM + 1e-6);
	});

	test('of the loop on a silent pass gives the stem back without a click', async () => {
		const practice = { loop, turn: { stem: 'bass', when: 'alternate' } as const };
		const practised = await Practised.open(LENGTH, song, { practice, position: loop.start });
		practised.play().render(14_000);
		expectLevel(practised.left, practised.now - 500, practised.now, DRUMS);
		practised.practise({ loop: null }).render(2000);
		expectLevel(practised.left, practised.now - 500, practised.now, DRUMS + BASS);
		expectNoClick(practised.left.slice(64), (DRUMS + BASS) / SEAM + 1e-6);
	});
});

test('where there is only the original it has no effect', () => {
	const bench = new Bench();
	const feeder = new PartialFeeder(layoutOf(9000, 1024), () => 0.75);
	const when: Loop = { start: frames(0), end: frames(9000) };
	bench.open(1, layoutOf(9000, 1024), feeder, 0, { ...FRESH_PRACTICE, turn: { stem: 'drums', when } });
	feeder.store();
	bench.send({ type: 'play' });
	bench.render(15);
	expectLevel(bench.left, SEAM, bench.left.length, 0.75);
});
