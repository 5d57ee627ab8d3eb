import { describe, expect, test } from 'vitest';
import { FRESH_PRACTICE, type PracticeSound } from '../../../src/lib/audio/protocol';
import type { Loop } from '../../../src/lib/music/loop';
import { frames } from '../../../src/lib/units/units';
import { rms } from '../../tools/measure';
import { noise, tone } from '../../tools/signals';
import { START_FADE_FRAMES } from '../../../src/lib/audio/fade';
import { centroid } from '../../tools/stretched';
import { layoutOf } from '../../tools/blocks';
import { codedOriginal } from '../../tools/originals';
import { Bench, PartialFeeder } from './bench';
import { drumsOf, onset, Practised } from './practised';

const FULL = 32767;
const SEAM = 441;
const loop = (start: number, end: number): Loop => ({ start: frames(start), end: frames(end) });
const heardAs = (sample: number) => Math.fround(Math.round(FULL * sample) / FULL);
const decibels = (ratio: number) => 20 * Math.log10(ratio);

/** Playing from the loop's start, once the first fade is over. */
async function looped(signal: Float32Array, around: Loop, practice: Partial<PracticeSound> = {}) {
	const setting = { practice: { loop: around, ...practice }, position: around.start };
	return (await Practised.open(signal.length, drumsOf(signal), setting)).play();
}

describe('a loop goes round', () => {
	const song = noise(2);
	test.each([
		['inside a block', loop(1000, 6000)],
		['of 50 ms', loop(3000, 5205)],
		['across the borders of blocks', loop(8000, 40_000)],
		['from the first frame of the song', loop(0, 9000)],
		['to the last one', loop(70_000, song.length)],
		['whose start is close behind a border', loop(8192 + 100, 20_000)]
	])(
		'%s: to the last bit but for the seam, its first frame included, with an exact period',
		async (_, around) => {
			const { start, end } = around;
			const practised = await looped(song, around);
			practised.render(4 * (end - start));
			for (let frame = SEAM; frame < practised.now; frame++) {
				const position = start + (frame % (end - start));
				if (position >= end - SEAM) continue;
				if (practised.left[frame] !== heardAs(song[position]!)) expect.fail(`${position} at frame ${frame}`);
			}
			expect(practised.bench.state).toMatchObject({ underruns: 0, waiting: false, playing: true });
			expect(practised.passes).toBe(Math.floor(practised.now / (end - start)));
			expect(practised.bench.state.pass).toBe(practised.passes);
		}
	);

	test('at a song whose blocks are far from each other: those at the start stay in memory', async () => {
		const around = loop(2000, 60_000);
		const setting = { practice: { loop: around }, position: 1500, stride: 1024 };
		const practised = (await Practised.open(song.length, drumsOf(song), setting)).play();
		practised.render(3000);
		practised.bench.render(0);
		const asked: number[] = [];
		for (let quantum = 0; quantum < 1400; quantum++) {
			asked.push(...practised.feeder.asked);
			practised.render(128);
		}
		expect(asked).not.toContain(1);
		expect(asked).not.toContain(2);
		expect(asked).toContain(40);
		expect(practised.bench.state).toMatchObject({ underruns: 0, pass: 3 });
	});

	test.each([
		['the same', 0],
		['a quarter of a period off', 25],
		['a third of a period off', 33]
	])('a tone that comes back %s keeps its level, and nothing clicks', async (_, off) => {
		const song = tone(441, 2, 0.5);
		const around = loop(10_000, 20_000 + off);
		const practised = (await looped(song, around)).render(60_000);
		const wrap = 2 * (around.end - around.start);
		for (let from = wrap - 1000; from < wrap + 500; from += 50) {
			const level = rms([practised.left.slice(from, from + 100)]) / rms([song.subarray(0, 100)]);
			expect(Math.abs(decibels(level))).toBeLessThan(0.5);
		}
		const steepest = 0.5 * ((2 * Math.PI * 441) / 44100) * 1.1;
		for (let frame = SEAM; frame < practised.now; frame++)
			if (Math.abs(practised.left[frame]! - practised.left[frame - 1]!) > steepest)
				expect.fail(`a step at frame ${frame}`);
	});

	test('noise keeps its level', async () => {
		const practised = (await looped(noise(1, 3, 0.5), loop(10_000, 13_000))).render(3000);
		const seams: number[] = [];
		for (let place = 0; place < 40; place++) {
			const around = loop(10_000 + 300 * place, 13_000 + 500 * place);
			practised
				.practise({ loop: around })
				.seek(around.end - 2000)
				.render(2600);
			const wrapped = practised.bench.state.contextFrame - (practised.bench.state.position - around.start);
			seams.push(...practised.left.slice(wrapped - 330, wrapped - 110));
		}
		const level = rms([seams]) / rms([noise(1, 3, 0.5)]);
		expect(Math.abs(decibels(level))).toBeLessThan(0.5);
	});
});

test('from stems back to the original, its first frame is untouched all the same', () => {
	const bench = new Bench();
	const feeder = new PartialFeeder(
		layoutOf(20_000, 4096),
		undefined,
		() => FULL,
		() => 0.1 / FULL
	);
	[2, 3, 4].forEach((index) => feeder.separated.add(index));
	const practice = { ...FRESH_PRACTICE, loop: loop(3000, 15_000) };
	bench.open(1, layoutOf(20_000, 4096), feeder, 8000, practice);
	while (feeder.asked.length > 0) feeder.store();
	bench.send({ type: 'play' });
	for (let quantum = 0; quantum < 64; quantum++) {
		feeder.store();
		bench.render();
	}
	for (let i = 0; i < 1000; i++) expect(bench.left[7000 + i]).toBe(codedOriginal(0, 3000 + i));
});

test('whoever begins at its start hears the attack there', async () => {
	const song = new Float32Array(44_100).fill(0.5);
	const practised = (await looped(song, loop(10_000, 20_000))).render(1024);
	expect(practised.left[START_FADE_FRAMES]).toBe(heardAs(0.5));
});

describe('a loop is in force', () => {
	const song = noise(1);
	const around = loop(5000, 15_000);

	test('for whoever comes from before it', async () => {
		const setting = { practice: { loop: around }, position: 4000 };
		const practised = (await Practised.open(song.length, drumsOf(song), setting))
			.play()
			.render(11_000 + 1024);
		expect(practised.bench.state.position).toBeLessThan(7000);
		expect(practised.passes).toBe(1);
	});

	test('not for whoever is behind its end: he hears the song to its end', async () => {
		const setting = { practice: { loop: around }, position: 15_000 };
		const practised = (await Practised.open(song.length, drumsOf(song), setting)).play().render(30_000);
		expect(practised.bench.types()).toEqual(['opened', 'ended']);
	});

	test('as it is changed while it plays; one that ends before the playhead is left behind', async () => {
		const practised = (await looped(song, around)).render(8000);
		practised.practise({ loop: loop(5000, 14_000) }).render(1000 + 1024);
		expect(practised.bench.state.position).toBeLessThan(8000);
		practised.practise({ loop: loop(100, 4000) }).render(40_000);
		expect(practised.bench.types()).toEqual(['opened', 'pass', 'ended']);
	});
});

describe('nobody falls out of a loop', () => {
	const song = tone(441, 1, 0.5);

	test.each([1, 0.7])('who pauses and plays on in its seam, at %d ×', async (rate) => {
		const around = loop(10_000, 12_205);
		const loops = await looped(song, around, { rate });
		for (let pause = 0; pause < 150; pause++) {
			loops
				.render(128 * (1 + (pause % 23)))
				.pause()
				.render(384);
			expect(loops.bench.state.position).toBeLessThan(around.end);
			loops.play();
		}
		expect(loops.bench.state.pass).toBeGreaterThan(20);
	});

	test.each([1, 0.7, 0.33])('that ends with the song, at %d ×', async (rate) => {
		const loops = await looped(song, loop(song.length - 2205, song.length), { rate });
		loops.render(1_000_000);
		expect(loops.bench.types()).not.toContain('ended');
		expect(loops.bench.state).toMatchObject({ playing: true, waiting: false });
	});
});

describe.each([1, 0.5, 1.5])('a loop that is changed close before the playhead, at %d ×', (rate) => {
	const song = tone(441, 3, 0.5);
	const clickless = (heard: readonly number[]) => {
		for (let frame = 1; frame < heard.length; frame++)
			expect(Math.abs(heard[frame]! - heard[frame - 1]!)).toBeLessThan(0.05);
	};

	test('is gone round at its new end', async () => {
		const around = loop(30_000, 80_000);
		const loops = (await looped(song, around, { rate })).render(16_384);
		const { position } = loops.bench.state;
		loops.practise({ loop: loop(30_000, position + 1500) }).render(16_384);
		expect(loops.bench.state.position).toBeLessThan(position + 1500);
		expect(loops.passes).toBeGreaterThan(0);
		clickless(loops.left);
	});

	test('is gone round no more once it is gone', async () => {
		const loops = (await looped(song, loop(30_000, 50_000), { rate })).render(8192);
		while (loops.bench.state.position < 48_000) loops.render(128);
		loops.practise({ loop: null }).render(16_384);
		expect(loops.bench.state.position).toBeGreaterThan(50_000);
		clickless(loops.left);
	});
});

describe('a pass is counted when it was heard whole:', () => {
	const song = noise(2);
	const around = loop(5000, 15_000);
	const practised = () => looped(song, around);

	test('not one that was jumped in, but the one after it', async () => {
		const loops = (await practised())
			.render(5000)
			.seek(9000)
			.render(6000 + 1024);
		expect([loops.bench.state.pass, loops.passes]).toEqual([1, 0]);
		loops.render(10_000);
		expect([loops.bench.state.pass, loops.passes]).toEqual([2, 1]);
	});

	test('one that was paused in', async () => {
		const loops = (await practised()).render(5000).pause().render(1000).play().render(6000);
		expect(loops.passes).toBe(1);
	});

	test('once, also where the speed changes at its seam', async () => {
		const loops = await looped(song, loop(5000, 9000));
		for (let change = 0; change < 100; change++)
			loops.practise({ rate: change % 2 ? 1 : 0.9 }).render(2000 + 17 * change);
		expect(loops.bench.state.pass).toBeGreaterThan(50);
		expect(loops.passes).toBe(loops.bench.state.pass);
	});

	test('one whose start was jumped to', async () => {
		expect((await practised()).render(3000).seek(5000).render(10_500).passes).toBe(1);
	});

	test('one whose end was moved; not one whose start was', async () => {
		expect(
			(await practised())
				.render(3000)
				.practise({ loop: loop(5000, 12_000) })
				.render(4300).passes
		).toBe(1);
		expect(
			(await practised())
				.render(3000)
				.practise({ loop: loop(6000, 12_000) })
				.render(4300).passes
		).toBe(0);
	});
});

describe.each([
	[0.7, 0],
	[0.55, 0],
	[1.5, 0],
	[0.8, 300]
])('at %d × and moved by %d cents', (rate, transposed) => {
	const around = loop(30_000, 52_050);
	const practice = { rate, transposed: transposed as never };
	const period = (around.end - around.start) / rate;

	test('a click in the loop comes back with its period, where the position says', async () => {
		const song = new Float32Array(88_200);
		for (let i = -30; i <= 30; i++) song[40_000 + i] = 0.5 * Math.cos(i) * Math.cos((Math.PI * i) / 61) ** 2;
		const practised = (await looped(song, around, practice)).render(4.2 * period + 10_000);
		const first = centroid(
			practised.left,
			onset(practised.left, 0.02) - 300,
			onset(practised.left, 0.02) + 1500
		);
		for (let pass = 1; pass < 4; pass++) {
			const expected = first + pass * period;
			const heard = centroid(practised.left, expected - 2000, expected + 2000);
			expect(Math.abs(heard - expected)).toBeLessThan(44);
		}
		const states = practised.bench.posted.filter((message) => message.type === 'state');
		const isBefore = (state: (typeof states)[number]) =>
			state.rate > 0 && state.position < 40_000 && state.contextFrame < practised.now - 30_000;
		const said = states.findLast(isBefore)!;
		const at = said.contextFrame + (40_000 - said.position) / said.rate;
		expect(Math.abs(centroid(practised.left, at - 2000, at + 2000) - at)).toBeLessThan(441);
		expect(practised.passes).toBe(4);
	});

	test.each([0, 25])('a tone (period of the loop off by %d frames) has no gap and no jump', async (off) => {
		const song = tone(441, 2, 0.5);
		const practised = await looped(song, loop(30_000, 52_000 + off), practice);
		practised.render(3 * period + 10_000);
		const steady = practised.left.slice(onset(practised.left, 0.4) + 4000);
		for (let from = 0; from + 441 < steady.length; from += 100) {
			const level = rms([steady.slice(from, from + 441)]) / rms([song.subarray(0, 4410)]);
			expect(Math.abs(decibels(level))).toBeLessThan(off === 0 ? 0.5 : 4);
		}
	});
});
