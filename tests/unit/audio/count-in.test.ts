import { describe, expect, test } from 'vitest';
import { beatFrames, type CountIn } from '../../../src/lib/music/count-in';
import { faderGain } from '../../../src/lib/music/mix';
import type { Loop } from '../../../src/lib/music/loop';
import { perStem } from '../../../src/lib/music/stems';
import { decibels, frames, gain } from '../../../src/lib/units/units';
import { drumsOf, Practised } from './practised';

const STEEPEST = 0.5 * 2 * Math.sin((Math.PI * 1760) / 44100);
/** Small, so that clicks stand out, and constant, so that the song's first frame is found to the frame. */
const LEVEL = 0.01;
const song = new Float32Array(88_200).fill(LEVEL);
const counted = (beats: number, everyPass = false): CountIn => ({ beats, everyPass, tempo: 240 });
const loop: Loop = { start: frames(10_000), end: frames(20_000) };

/** Where clicks begin: the first sound that is not the song's after 20 ms without. */
function clicksIn(signal: readonly number[]): number[] {
	const found: number[] = [];
	let last = -Infinity;
	signal.forEach((sample, frame) => {
		if (Math.abs(sample) <= LEVEL * 1.01) return;
		if (frame - last > 882) found.push(frame);
		last = frame;
	});
	return found;
}
/** Where the song sets in: a fade begins at 0, so one before the first frame that is above it and goes on. */
const songFrom = (signal: readonly number[], from: number) =>
	signal.findIndex((sample, frame) => frame > from && sample > 0 && signal[frame + 300]! >= LEVEL * 0.99) - 1;

function expectNoClick(signal: readonly number[]): void {
	for (let frame = 1; frame < signal.length; frame++)
		if (Math.abs(signal[frame]! - signal[frame - 1]!) > STEEPEST) expect.fail(`a step at frame ${frame}`);
}

describe.each([
	[1, 0],
	[0.7, 0],
	[1, 200]
])('at %d × and %d cents', (rate, transposed) => {
	const practice = { rate, transposed: transposed as never };
	const beat = beatFrames(counted(1), rate);

	test('the clicks are a beat apart, and the song sets in a beat after the last, to the frame', async () => {
		const setting = { practice: { ...practice, countIn: counted(4) }, position: 5000 };
		const practised = (await Practised.open(song.length, drumsOf(song), setting)).play().render(80_000);
		const clicks = clicksIn(practised.left);
		expect(clicks.length).toBe(4);
		for (let i = 1; i < 4; i++) expect(Math.abs(clicks[i]! - clicks[i - 1]! - beat)).toBeLessThanOrEqual(1);
		// The constant makes a pedestal under nothing: a click's own second frame is its first that is heard.
		const from = songFrom(practised.left, clicks[3]! + beat / 2);
		expect(Math.abs(from - (clicks[3]! - 1) - beat)).toBeLessThanOrEqual(1);
		expectNoClick(practised.left);

		const states = practised.bench.posted.filter((message) => message.type === 'state');
		const told = states.map(({ beatsToCome }) => beatsToCome);
		expect(told.filter((beats, i) => beats !== told[i - 1])).toEqual([0, 4, 3, 2, 1, 0]);
		for (const state of states)
			if (state.beatsToCome > 0) expect(state).toMatchObject({ position: 5000, rate: 0, playing: true });
	});
});

test('the first click is higher than the others', async () => {
	const setting = { practice: { countIn: counted(2) } };
	const practised = (await Practised.open(song.length, drumsOf(song), setting)).play().render(30_000);
	const crossings = (from: number) => {
		const click = practised.left.slice(from, from + 882);
		return click.filter((sample, i) => i > 0 && sample > 0 !== click[i - 1]! > 0).length;
	};
	const [first, second] = clicksIn(practised.left);
	expect(crossings(first!)).toBeGreaterThan(1.3 * crossings(second!));
});

test('the clicks are as loud as the master says', async () => {
	const setting = { practice: { countIn: counted(2) } };
	const unity = { ll: gain(1), lr: gain(0), rl: gain(0), rr: gain(1) };
	const peak = async (level: number) => {
		const practised = await Practised.open(song.length, drumsOf(song), setting);
		const master = faderGain(decibels(level));
		practised.bench.send({ type: 'gains', master, stems: perStem(() => unity) });
		practised.play().render(5000);
		return Math.max(...practised.left);
	};
	expect(await peak(-6)).toBeCloseTo((await peak(0)) * 10 ** (-6 / 20), 5);
	expect(await peak(0)).toBeGreaterThan(0.3);
});

describe('before every pass', () => {
	test.each([1, 0.7])('at %d × the loop ends to the frame, is counted in and begins anew', async (rate) => {
		const beat = beatFrames(counted(1), rate);
		const setting = { practice: { rate, loop, countIn: counted(2, true) }, position: loop.start };
		const practised = (await Practised.open(song.length, drumsOf(song), setting)).play().render(110_000);
		const clicks = clicksIn(practised.left);
		const period = Math.ceil((loop.end - loop.start) / rate) + 2 * beat;
		for (let i = 2; i < clicks.length; i++)
			expect(Math.abs(clicks[i]! - clicks[i - 2]! - period)).toBeLessThanOrEqual(rate === 1 ? 0 : 2);
		expect(clicks.length).toBeGreaterThan(4);
		expect(practised.passes).toBe(Math.floor(clicks.length / 2) - 1);
		expectNoClick(practised.left);
		// Only what is near the middle of a pass: its end fades.
		const middle = clicks[1]! + beat + Math.floor(period / 4);
		expect(practised.left[middle]!).toBeCloseTo(LEVEL, 3);
	});

	test('a pause within the last milliseconds of the loop does not leave it', async () => {
		const setting = { practice: { loop, countIn: counted(1, true) }, position: loop.end - 700 };
		for (let quanta = 1; quanta < 12; quanta++) {
			const practised = await Practised.open(song.length, drumsOf(song), setting);
			practised
				.play()
				.render(beatFrames(counted(1), 1) + 128 * quanta)
				.pause()
				.render(1000);
			expect(practised.bench.state.position).toBeLessThan(loop.end);
		}
	});
});

test('a pause stops the count-in; the next play counts anew', async () => {
	const setting = { practice: { countIn: counted(4) }, position: 5000 };
	const practised = await Practised.open(song.length, drumsOf(song), setting);
	practised
		.play()
		.render(beatFrames(counted(1), 1) + 500)
		.pause()
		.render(44_100);
	expect(clicksIn(practised.left).length).toBe(2);
	expect(practised.bench.state).toMatchObject({ beatsToCome: 0, position: 5000, playing: false });
	expectNoClick(practised.left);
	const { now } = practised;
	practised.play().render(60_000);
	expect(clicksIn(practised.left.slice(now)).length).toBe(4);
});

test('a click that is cut off fades', async () => {
	const practised = await Practised.open(song.length, drumsOf(song), { practice: { countIn: counted(1) } });
	practised.play().render(128).pause().render(1024);
	expect(Math.max(...practised.left.slice(128, 228))).toBeGreaterThan(0.1);
	expect(practised.left.slice(128 + 220).every((sample) => sample === 0)).toBe(true);
});

test.each([{ countIn: { ...counted(2), tempo: 200 } }, { rate: 0.9 }])(
	'%o during the count-in counts anew, as it is set now',
	async (change) => {
		const practised = await Practised.open(song.length, drumsOf(song), { practice: { countIn: counted(2) } });
		practised
			.play()
			.render(beatFrames(counted(1), 1) + 4000)
			.practise(change)
			.render(60_000);
		const clicks = clicksIn(practised.left);
		const told = practised.bench.posted.flatMap((message) =>
			message.type === 'state' ? message.beatsToCome : []
		);
		expect(told.filter((beats, i) => beats !== told[i - 1])).toEqual([0, 2, 1, 0, 2, 1, 0]);
		const beat = 'rate' in change ? beatFrames(counted(1), 0.9) : beatFrames(change.countIn, 1);
		expect(Math.abs(clicks[3]! - clicks[2]! - beat)).toBeLessThanOrEqual(1);
	}
);

test.each([500, 5000])('a jump %d frames after a click counts anew and begins there', async (after) => {
	const setting = { practice: { countIn: counted(3) }, position: 5000 };
	const practised = await Practised.open(song.length, drumsOf(song), setting);
	practised
		.play()
		.render(beatFrames(counted(1), 1) + after)
		.seek(30_000)
		.render(60_000);
	expectNoClick(practised.left);
	const states = practised.bench.posted.filter((message) => message.type === 'state');
	const told = states.map(({ beatsToCome }) => beatsToCome);
	expect(told.filter((beats, i) => beats !== told[i - 1])).toEqual([0, 3, 2, 0, 3, 2, 1, 0]);
	const first = states.find(({ rate }) => rate > 0)!;
	expect(first.position).toBeGreaterThan(30_000);
	expect(first.position).toBeLessThanOrEqual(30_128);
});
