import { describe, expect, test } from 'vitest';
import { FRESH_PRACTICE, type PracticeSound } from '../../../src/lib/audio/protocol';
import { beatFrames } from '../../../src/lib/music/count-in';
import { freshMix } from '../../../src/lib/music/mix';
import { cents, frames } from '../../../src/lib/units/units';
import { layoutOf, mixAt, type SongCode } from '../../tools/blocks';
import { rms } from '../../tools/measure';
import { detuned } from '../../tools/stretched';
import { expectSong } from './expect-song';
import { Rendering, TestFeeder } from './harness';

/** The whole chain: the page's mixer, the real worklet with its WASM, rendered offline. */
const RATE = 44100;
const FULL = 32767;
const STRIDE = 65_536;
const SEAM = 441;

const practised = (change: Partial<PracticeSound>): PracticeSound => ({ ...FRESH_PRACTICE, ...change });

/** A second of a tone of 440 Hz after half a second of silence, then silence again. */
const burst: SongCode = (stem, _channel, frame) =>
	stem === 0 && frame >= RATE / 2 && frame < 1.5 * RATE
		? Math.round(0.5 * FULL * Math.sin((2 * Math.PI * 440 * frame) / RATE))
		: 0;

async function rendered(
	length: number,
	code: SongCode,
	practice: PracticeSound,
	position = 0,
	songFrames = 3 * RATE
): Promise<{ left: Float32Array; rendering: Rendering }> {
	const rendering = await Rendering.of(length);
	const layout = layoutOf(songFrames, STRIDE);
	const feeder = TestFeeder.of(layout, code, undefined, () => 1 / FULL);
	await rendering.open(layout, feeder, position, freshMix(), practice);
	await rendering.mixer.play();
	const [left] = await rendering.render();
	return { left, rendering };
}

/** Where the level of 5 ms passes half of what it is in the tone. */
function edges(signal: Float32Array): [begins: number, ends: number] {
	const half = 0.5 / Math.SQRT2 / 2;
	const loud: number[] = [];
	for (let from = 0; from + 220 < signal.length; from += 20)
		if (rms([signal.subarray(from, from + 220)]) > half) loud.push(from + 110);
	return [loud[0]!, loud.at(-1)!];
}

describe('a tone of 440 Hz that lasts a second', () => {
	test.each([
		[0.7, 0, 440],
		[0.5, 0, 440],
		[1.5, 0, 440],
		[1, 300, 523.2511],
		[0.7, -250, 440 * 2 ** (-250 / 1200)]
	])(
		'at %d × and moved by %d cents: its pitch to the cent, its length to the hundredth',
		async (rate, moved, pitch) => {
			const practice = practised({ rate, transposed: cents(moved) });
			const { left } = await rendered(Math.ceil((3 * RATE) / rate / 1024) * 1024, burst, practice);
			const [begins, ends] = edges(left);
			expect(Math.abs((ends - begins) * rate - RATE) / RATE).toBeLessThan(0.01);
			const inside = left.slice(begins + 6000, ends - 6000);
			expect(Math.abs(detuned(inside, pitch))).toBeLessThan(1);
		}
	);
});

test('what is shown is what is heard: within 10 ms at any speed, also after changes', async () => {
	const rendering = await Rendering.of(131_072);
	const layout = layoutOf(3 * RATE, STRIDE);
	await rendering.open(
		layout,
		TestFeeder.of(layout, burst, undefined, () => 1 / FULL)
	);
	await rendering.mixer.play();
	const { mixer } = rendering;
	[0.5, 1, 0.8].forEach((rate, i) => rendering.at(8192 * (i + 1), () => mixer.practise(practised({ rate }))));
	const [left] = await rendering.render();
	const [begins, ends] = edges(left);
	for (const [edge, place] of [
		[begins, RATE / 2],
		[ends, 1.5 * RATE]
	] as const) {
		const said = rendering.journal.states.findLast(
			({ contextFrame, rate }) => contextFrame <= edge && rate > 0
		)!;
		expect(Math.abs(said.position + (edge - said.contextFrame) * said.rate - place)).toBeLessThan(SEAM);
	}
});

test('at its own speed a song is what it was to the last bit, after all that', async () => {
	const rendering = await Rendering.of(65_536);
	const layout = layoutOf(3 * RATE, STRIDE);
	await rendering.open(layout);
	await rendering.mixer.play();
	const { mixer, journal } = rendering;
	rendering.at(8192, () => mixer.practise(practised({ rate: 0.6, transposed: cents(200) })));
	rendering.at(24_576, () => mixer.practise(FRESH_PRACTICE));
	let before = { position: 0, contextFrame: 0 };
	rendering.at(49_152, () => (before = journal.last));
	const output = await rendering.render();
	expectSong(output, layout, {
		at: before.contextFrame,
		position: before.position,
		frames: 65_536 - before.contextFrame
	});
});

test('a loop goes round with an exact period, to the last bit but for its seam', async () => {
	const loop = { start: frames(50_000), end: frames(70_001) };
	const rendering = await Rendering.of(81_920);
	const layout = layoutOf(3 * RATE, STRIDE);
	await rendering.open(layout, undefined, loop.start, freshMix(), practised({ loop }));
	await rendering.mixer.play();
	const [left, right] = await rendering.render();
	for (let frame = SEAM; frame < left.length; frame++) {
		const position = loop.start + (frame % 20_001);
		if (position >= loop.end - SEAM) continue;
		const [l, r] = mixAt(layout, position);
		if (left[frame] !== Math.fround(l) || right[frame] !== Math.fround(r)) expect.fail(`frame ${frame}`);
	}
	expect(rendering.journal.others).toEqual(['pass', 'pass', 'pass', 'pass']);
	expect(rendering.journal.last).toMatchObject({ pass: 4, underruns: 0 });
});

test('a count-in ends with the first frame of the song', async () => {
	const countIn = { beats: 3, everyPass: false, tempo: 300 };
	const constant: SongCode = (stem) => (stem === 0 ? FULL : 0);
	const { left, rendering } = await rendered(49_152, constant, practised({ countIn }), 1000);
	const starts = 3 * beatFrames(countIn, 1);
	expect(left.subarray(starts - 500, starts + 1).every((sample) => sample === 0)).toBe(true);
	expect(left[starts + 1]).toBeGreaterThan(0);
	const told = rendering.journal.states.map(({ beatsToCome }) => beatsToCome);
	expect(told.filter((beats, i) => beats !== told[i - 1])).toEqual([0, 3, 2, 1, 0]);
});

test('levels come when they are asked for', async () => {
	const rendering = await Rendering.of(8192);
	const layout = layoutOf(3 * RATE, STRIDE);
	await rendering.open(
		layout,
		TestFeeder.of(
			layout,
			(stem) => (stem === 1 ? FULL / 4 : 0),
			undefined,
			() => 1 / FULL
		)
	);
	await rendering.mixer.play();
	rendering.at(4096, () => {
		expect(rendering.journal.last.levels).toBeNull();
		rendering.mixer.meters(true);
	});
	await rendering.render();
	const { levels } = rendering.journal.last;
	expect(levels?.stems.bass).toBeCloseTo(0.25, 3);
	expect(levels?.stems.drums).toBe(0);
	expect(levels?.master).toBeCloseTo(0.25, 3);
});
