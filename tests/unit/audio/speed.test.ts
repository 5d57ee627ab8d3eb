import { describe, expect, test } from 'vitest';
import { FRESH_PRACTICE } from '../../../src/lib/audio/protocol';
import { cents } from '../../../src/lib/units/units';
import { layoutOf } from '../../tools/blocks';
import { rms } from '../../tools/measure';
import { noise, tone } from '../../tools/signals';
import { centroid, detuned } from '../../tools/stretched';
import { Bench, Feeder } from './bench';
import { drumsOf, onset, Practised } from './practised';

const FULL = 32767;
const heardAs = (sample: number) => Math.fround(Math.round(FULL * sample) / FULL);
const decibels = (ratio: number) => 20 * Math.log10(ratio);

/** A song plays at each of these speeds for a while. */
async function through(signal: Float32Array, ...speeds: readonly number[]): Promise<Practised> {
	const practised = (await Practised.open(signal.length, drumsOf(signal))).play().render(8192);
	for (const rate of speeds) practised.practise({ rate }).render(16_384);
	return practised;
}

describe('at its own speed and pitch', () => {
	test('a song is what it was to the last bit, also after it was stretched', async () => {
		const song = noise(6);
		const practised = await through(song, 0.7, 1, 0.5, 1);
		const { position, contextFrame } = practised.bench.state;
		// After a switch the song may have come in up to 5 ms off; the position tells.
		for (let frame = practised.now - 4096; frame < practised.now; frame++)
			if (practised.left[frame] !== heardAs(song[position + frame - contextFrame]!))
				expect.fail(`frame ${frame}`);
	});

	test('it begins at once, though no stretcher is there', () => {
		const bench = new Bench();
		const feeder = new Feeder(layoutOf(20_000, 8192), drumsOf(noise(1)), () => 1 / FULL);
		bench.open(1, layoutOf(20_000, 8192), feeder);
		feeder.store();
		bench.send({ type: 'play' });
		bench.render(16);
		expect(bench.state.position).toBeGreaterThan(512);
	});
});

test('until the stretcher is there play waits in silence, and nothing of the song is lost', async () => {
	const bench = new Bench();
	const song = tone(441, 1, 0.5);
	const feeder = new Feeder(layoutOf(song.length, 8192), drumsOf(song), () => 1 / FULL);
	bench.open(1, layoutOf(song.length, 8192), feeder, 10_000, { ...FRESH_PRACTICE, rate: 0.8 });
	feeder.store();
	bench.send({ type: 'play' });
	bench.render(20);
	expect(bench.state).toMatchObject({ position: 10_000, playing: true, waiting: false, rate: 0 });
	expect(bench.left.every((sample) => sample === 0)).toBe(true);
	while (bench.state.rate === 0) {
		await new Promise((resolve) => setTimeout(resolve, 1));
		feeder.store();
		bench.render();
	}
	expect(bench.state.position - 10_000).toBeLessThanOrEqual(128);
});

test('what is before the place where a stretched song begins is asked for, and read', async () => {
	const bench = await Bench.stretching();
	const layout = layoutOf(60_000, 8192);
	const feeder = new Feeder(layout, drumsOf(noise(2)), () => 1 / FULL);
	bench.open(1, layout, feeder, 3 * 8192 + 50, { ...FRESH_PRACTICE, rate: 0.7 });
	feeder.store();
	bench.send({ type: 'play' });
	bench.render(40);
	expect(feeder.asked).toContain(2);
	expect(bench.state.rate).toBe(0);
	feeder.store();
	bench.render(40);
	expect(bench.state.rate).toBe(0.7);
});

test('a stretched song waits for a block that is not there yet, and goes on where it stood', async () => {
	const bench = await Bench.stretching();
	const song = tone(441, 2, 0.5);
	const layout = layoutOf(song.length, 8192);
	const feeder = new Feeder(layout, drumsOf(song), () => 1 / FULL);
	bench.open(1, layout, feeder, 0, { ...FRESH_PRACTICE, rate: 0.7 });
	feeder.store();
	bench.send({ type: 'play' });
	let missing = true;
	const run = (quanta: number) => {
		for (let quantum = 0; quantum < quanta; quantum++) {
			for (const index of feeder.asked.splice(0))
				if (index === 5 && missing) feeder.reply({ type: 'missing', index });
				else feeder.replyFor(index);
			bench.render();
		}
	};
	run(600);
	const { position } = bench.state;
	expect(bench.state).toMatchObject({ playing: true, waiting: true, rate: 0, underruns: 0 });
	expect(position).toBeGreaterThan(4 * 8192 - 1000);
	expect(position).toBeLessThan(5 * 8192);
	missing = false;
	bench.send({ type: 'available', deck: 1, index: 5 });
	run(60);
	expect(bench.state).toMatchObject({ playing: true, waiting: false, rate: 0.7 });
	expect(bench.state.position).toBeGreaterThan(position);
	for (let frame = 1; frame < bench.left.length; frame++)
		expect(Math.abs(bench.left[frame]! - bench.left[frame - 1]!)).toBeLessThan(0.05);
});

describe('a switch while it plays', () => {
	const SPEEDS = [0.7, 1, 0.7, 0.5, 0.9, 1, 1.3, 1, 0.5, 1];

	test.each([82, 110, 440, 1000])(
		'of a tone of %d Hz: no gap, no jump in level, no click',
		async (frequency) => {
			const { left, now } = await through(tone(frequency, 10, 0.5), ...SPEEDS);
			const window = Math.round(44100 / frequency) * Math.ceil(0.01 * frequency);
			const level = rms([tone(frequency, 1, 0.5)]);
			for (let from = 1024; from + window < now; from += 64)
				expect(Math.abs(decibels(rms([left.slice(from, from + window)]) / level))).toBeLessThan(0.5);
			const steepest = 0.5 * ((2 * Math.PI * frequency) / 44100) * 1.4;
			for (let frame = 1024; frame < now; frame++)
				if (Math.abs(left[frame]! - left[frame - 1]!) > steepest) expect.fail(`a step at frame ${frame}`);
		}
	);

	test('of noise: no gap and no jump in level', async () => {
		const { left, now } = await through(noise(8, 5), ...SPEEDS);
		const level = rms([noise(1, 5)]);
		for (let from = 1024; from + 882 < now; from += 64)
			expect(Math.abs(decibels(rms([left.slice(from, from + 882)]) / level))).toBeLessThan(2);
	});

	test('of pitch as well', async () => {
		const song = tone(440, 8, 0.5);
		const practised = (await Practised.open(song.length, drumsOf(song))).play().render(8192);
		for (const [transposed, expected] of [
			[300, 523.25],
			[0, 440],
			[-1200, 220]
		] as const) {
			practised.practise({ transposed: cents(transposed) }).render(44_100);
			expect(Math.abs(detuned(practised.left.slice(-26_000), expected))).toBeLessThan(1);
		}
		for (let from = 1024; from + 441 < practised.now; from += 64) {
			const level = rms([practised.left.slice(from, from + 441)]) / rms([song.subarray(0, 44_100)]);
			expect(Math.abs(decibels(level))).toBeLessThan(3);
		}
	});

	test('is heard within 100 ms of the command', async () => {
		const practised = await through(noise(8, 5));
		for (const rate of [0.7, 1, 0.5, 1]) {
			const asked = practised.now;
			practised.practise({ rate });
			while (practised.bench.state.rate !== rate) practised.render(128);
			expect(practised.now - asked).toBeLessThan(4410);
			practised.render(4096);
		}
	});
});

test.each([0.5, 0.7, 1, 1.5])('at %d ×, clicks come where the position says', async (rate) => {
	const song = new Float32Array(6 * 44_100);
	const places = Array.from({ length: 11 }, (_, i) => 22_050 * (i + 1));
	for (const place of places)
		for (let i = -30; i <= 30; i++) song[place + i] = 0.5 * Math.cos(i) * Math.cos((Math.PI * i) / 61) ** 2;
	const practised = (await Practised.open(song.length, drumsOf(song), { practice: { rate } })).play();
	practised.render(song.length / rate + 8192);
	const states = practised.bench.posted.filter((message) => message.type === 'state');
	for (const place of places) {
		const said = states.findLast((state) => state.rate > 0 && state.position < place)!;
		const at = said.contextFrame + (place - said.position) / said.rate;
		const heard = centroid(practised.left, at - 4000, at + 4000);
		expect(Math.abs(heard - at)).toBeLessThan(441);
	}
	expect(practised.bench.types()).toEqual(['opened', 'ended']);
	expect(practised.bench.state).toMatchObject({ position: song.length, playing: false, underruns: 0 });
});

test('a song that is stretched ends with its last frame, without a click', async () => {
	const song = tone(440, 1, 0.5);
	const practised = (await Practised.open(song.length, drumsOf(song), { practice: { rate: 0.7 } })).play();
	practised.render(2 * 44_100);
	const last = practised.left.findLastIndex((sample) => sample !== 0);
	const first = onset(practised.left, 1e-9);
	expect(Math.abs(last - first - song.length / 0.7)).toBeLessThan(128);
	for (let frame = 1; frame < practised.now; frame++)
		expect(Math.abs(practised.left[frame]! - practised.left[frame - 1]!)).toBeLessThan(0.05);
});

test('a jump and a pause while stretched fade out and in, and land on the frame', async () => {
	const song = tone(440, 4, 0.5);
	const practised = (await Practised.open(song.length, drumsOf(song), { practice: { rate: 0.7 } })).play();
	practised.render(20_000).seek(100_001).render(1024);
	expect(practised.bench.state.position).toBeGreaterThanOrEqual(100_001);
	practised.render(8192).pause().render(2048);
	const { position } = practised.bench.state;
	practised.render(2048).play().render(2048);
	expect(practised.bench.state.position).toBeGreaterThanOrEqual(position);
	practised.render(8192);
	for (let frame = 1; frame < practised.now; frame++)
		expect(Math.abs(practised.left[frame]! - practised.left[frame - 1]!)).toBeLessThan(0.05);
});

test('songs share the stretchers: another one that is opened stretched begins like the first', async () => {
	const bench = await Bench.stretching();
	const layout = layoutOf(44_100, 8192);
	for (const deck of [1, 2, 3]) {
		const feeder = new Feeder(layout, drumsOf(tone(440, 1)), () => 1 / FULL);
		bench.open(deck, layout, feeder, 0, { ...FRESH_PRACTICE, rate: 0.7 });
		feeder.store();
		bench.render(4);
		bench.send({ type: 'play' });
		bench.render(60);
		expect(bench.state).toMatchObject({ deck, rate: 0.7 });
	}
});
