import { describe, expect, test } from 'vitest';
import { frames } from '../../../src/lib/units/units';
import { parity, rms } from '../../tools/measure';
import { noise, tone } from '../../tools/signals';
import { BLOCKS, centroid, detuned, QUANTUM, Stretched } from '../../tools/stretched';

const RATE = 44100;
const MS = RATE / 1000;
const SECOND = RATE;

/** Silence with clicks, 1.4 ms each, in the middle of which these frames are. */
function clicks(length: number, at: readonly number[]): Float32Array {
	const signal = new Float32Array(length);
	for (const middle of at)
		for (let i = -30; i <= 30; i++)
			signal[middle + i] = 0.5 * Math.cos(i) * Math.cos((Math.PI * i) / 61) ** 2;
	return signal;
}
const every = (step: number, from: number, to: number) =>
	Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);

describe.each(BLOCKS)('with %s', (_, block) => {
	test('at its own speed and pitch a song is what it was, from the first frame on', async () => {
		const song = noise(4);
		const { left, right } = (await Stretched.play(song, { block, position: 20001 })).render(2 * SECOND);
		const reference = song.subarray(20001, 20001 + left.length);
		expect(parity([reference, reference.map((sample) => sample / 2)], [left, right])).toBeGreaterThan(110);
		expect(parity([reference.subarray(0, 64)], [left.slice(0, 64)])).toBeGreaterThan(100);
	});

	test.each([0.25, 0.4, 0.5, 0.62, 0.7, 1.5, 2])(
		'at %d × a tone keeps its pitch and its level',
		async (rate) => {
			for (const frequency of [110, 440]) {
				const { left } = (await Stretched.play(tone(frequency, 8), { block, rate })).render(3 * SECOND);
				const steady = left.slice(SECOND / 2);
				expect(Math.abs(detuned(steady, frequency))).toBeLessThan(0.1);
				const levels = every(2205, 0, steady.length - 2204).map((from) =>
					rms([steady.slice(from, from + 2205)])
				);
				expect(Math.max(...levels) / (0.2 / Math.SQRT2)).toBeLessThan(1.02);
				expect(Math.min(...levels) / (0.2 / Math.SQRT2)).toBeGreaterThan(0.98);
			}
		}
	);

	test.each([
		[440, 1, 300],
		[440, 0.7, 300],
		[110, 1, 37],
		[82.4, 0.8, -400],
		[1000, 1.5, 1250],
		[440, 1, -1250]
	])(
		'%d Hz at %d ×, moved by %d cents, is off by less than half a cent',
		async (frequency, rate, transposed) => {
			const playing = { block, rate, transposed };
			const { left } = (await Stretched.play(tone(frequency, 8), playing)).render(3 * SECOND);
			const wanted = frequency * 2 ** (transposed / 1200);
			expect(Math.abs(detuned(left.slice(SECOND / 2), wanted))).toBeLessThan(0.5);
		}
	);

	test.each([
		[0.25, 0, 5],
		[0.5, 0, 3],
		[0.7, 0, 3],
		[1.5, 0, 3],
		[2, 0, 3],
		[0.7, 300, 3],
		[0.9, -500, 3],
		[2, -500, 10]
	])(
		'at %d × and %d cents clicks come where the position says, within %d ms',
		async (rate, transposed, within) => {
			const at = every(SECOND / 3, 15000, 4 * SECOND);
			const song = clicks(6 * SECOND, at);
			const stretched = await Stretched.play(song, { block, rate, transposed, position: 10007 });
			stretched.render(Math.floor((4 * SECOND) / rate));
			for (const click of at) {
				const said = stretched.frameOf(click);
				expect(said).toBeCloseTo((click - 10007) / rate, 0);
				const heard = centroid(stretched.left, said - 100 * MS, said + 100 * MS);
				expect(Math.abs(heard - said) / MS).toBeLessThan(within);
			}
		}
	);

	test.each([0.5, 0.7, 2])('at %d × what comes soon after the start comes in time', async (rate) => {
		const position = 3 * SECOND;
		const song = clicks(6 * SECOND, [position + 1000]);
		const { left } = (await Stretched.play(song, { block, rate, position })).render(SECOND);
		expect(Math.abs(centroid(left, 0, left.length) - 1000 / rate) / MS).toBeLessThan(3);
	});

	test('the song begins with silence before it, not with an error', async () => {
		const song = clicks(3 * SECOND, [500]);
		const stretched = await Stretched.play(song, { block, rate: 0.7, position: 0 });
		expect(stretched.voice.heard.position).toBe(0);
		expect(Math.abs(centroid(stretched.render(SECOND).left, 0, SECOND) - 500 / 0.7) / MS).toBeLessThan(3);
	});

	test.each([0.62, 1, 1.7])(
		'at %d × positions and clicks go through loops shorter than the latency',
		async (rate) => {
			const loop = { start: frames(30000), end: frames(30000 + 4410) };
			const song = clicks(3 * SECOND, [31000]);
			const stretched = await Stretched.play(song, { block, rate, loop, position: 25000, pass: 3 });
			stretched.render(2 * SECOND);
			for (const { frame, position, pass } of stretched.said) {
				const gone = 25000 + frame * rate - loop.start;
				const turn = Math.max(0, Math.floor(gone / 4410));
				const expected = gone < 0 ? gone : gone % 4410;
				// Right at the jump, rounding may put it on either side.
				if (expected < 1 || expected > 4409) continue;
				expect(pass).toBe(3 + turn);
				expect(position - loop.start).toBeCloseTo(expected, 5);
			}
			for (const turn of [2, 5, 8]) {
				const wanted = (31000 - 25000 + turn * 4410) / rate;
				const heard = centroid(stretched.left, wanted - 30 * MS, wanted + 30 * MS);
				expect(Math.abs(heard - wanted) / MS).toBeLessThan(3);
			}
		}
	);

	test('what sounds before a silence is heard whole, and not after it', async () => {
		const burst = noise(0.5);
		const song = new Float32Array(8 * SECOND);
		song.set(burst, SECOND);
		song.set(clicks(200, [100]), 6 * SECOND);
		const { left } = (await Stretched.play(song, { block, rate: 2, transposed: -1200 })).render(3.5 * SECOND);
		const energy = (from: number, to: number) =>
			left.slice(from, to).reduce((sum, sample) => sum + sample * sample, 0);
		const inPlace = energy(0.45 * SECOND, 0.8 * SECOND);
		// A quarter of the frames, as loud as before: none of it is missing.
		expect(inPlace / (burst.reduce((sum, sample) => sum + sample * sample, 0) / 2)).toBeGreaterThan(0.5);
		expect(energy(1.2 * SECOND, 2.9 * SECOND) / inPlace).toBeLessThan(1e-6);
	});
});

test('a burst at 70 % lasts 1/0.7 as long', async () => {
	const song = new Float32Array(5 * SECOND);
	song.set(tone(440, 1.5), SECOND);
	const { left } = (await Stretched.play(song, { rate: 0.7 })).render(5 * SECOND);
	// The level over whole periods of the tone; half of it is where the burst begins and ends.
	const levels = every(100, 0, left.length - 401).map((from) =>
		Math.sqrt(left.slice(from, from + 401).reduce((sum, sample) => sum + sample * sample, 0) / 401)
	);
	const half = 0.1 / Math.SQRT2;
	const onset = 100 * levels.findIndex((level) => level > half);
	const end = 100 * levels.findLastIndex((level) => level > half);
	expect((end - onset) / ((1.5 * SECOND) / 0.7)).toBeGreaterThan(0.99);
	expect((end - onset) / ((1.5 * SECOND) / 0.7)).toBeLessThan(1.01);
	expect(Math.abs(onset + 200 - SECOND / 0.7) / MS).toBeLessThan(10);
});

describe('changes while it plays', () => {
	test('of the speed are heard when the position says so, and never click', async () => {
		const at = every(SECOND / 4, 11025, 9 * SECOND);
		const song = clicks(10 * SECOND, at);
		const stretched = await Stretched.play(song, { rate: 0.6 });
		for (const rate of [1, 0.55, 2, 0.8]) {
			stretched.render(SECOND);
			stretched.set(rate);
		}
		stretched.render(SECOND);
		let judged = 0;
		for (const click of at.filter((frame) => frame < stretched.voice.heard.position - 4410)) {
			const said = stretched.frameOf(click);
			const heard = centroid(stretched.left, said - 50 * MS, said + 50 * MS);
			expect(Math.abs(heard - said) / MS).toBeLessThan(10);
			judged++;
		}
		expect(judged).toBeGreaterThan(12);

		const level = await Stretched.play(tone(440, 10), { rate: 0.6 });
		for (const [rate, transposed] of [[1], [0.55, 300], [2, -200], [0.8]] as const) {
			level.render(SECOND / 2);
			level.set(rate, transposed);
		}
		const { left } = level.render(SECOND / 2);
		// A 440 Hz sine of amplitude 0.2, up to 3 semitones higher, moves by at most 0.015 a frame.
		const steps = left.slice(1).map((sample, i) => Math.abs(sample - left[i]!));
		expect(Math.max(...steps)).toBeLessThan(0.025);
	});

	test('of the pitch leave the position alone', async () => {
		const stretched = await Stretched.play(tone(440, 10), { rate: 0.8 });
		for (const transposed of [100, -1200, 1250, 0, 1]) {
			stretched.render(4321).set(0.8, transposed);
			const { position } = stretched.voice.heard;
			stretched.set(0.8, transposed);
			expect(stretched.voice.heard.position).toBe(position);
		}
		stretched.render(4321);
		const { length } = stretched.left;
		expect(stretched.voice.heard.position / (0.8 * length)).toBeCloseTo(1, 1);
	});

	test('asked for while it is primed wait until the start is in place', async () => {
		const song = clicks(6 * SECOND, [SECOND + 2000]);
		const stretched = await Stretched.play(song);
		stretched.voice.start(SECOND, 0);
		stretched.prime();
		stretched.set(0.5);
		while (!stretched.prime());
		expect(stretched.voice.heard.position).toBe(SECOND);
	});
});

describe('starting', () => {
	test('right behind a loop reads what is before it, and plays on', async () => {
		const loop = { start: frames(SECOND), end: frames(2 * SECOND) };
		const song = noise(5);
		for (const position of [loop.end, loop.end + 700]) {
			const { left, said } = (await Stretched.play(song, { loop, position })).render(SECOND);
			expect(parity([song.subarray(position, position + left.length)], [left])).toBeGreaterThan(110);
			expect(said.every(({ pass }) => pass === 0)).toBe(true);
		}
	});

	test('takes as many quanta as it says, and starts anew from anywhere', async () => {
		const song = noise(5);
		for (const [, block] of BLOCKS)
			for (const [rate, transposed] of [[0.25], [1], [2], [2, -1250], [0.25, 1250]] as const) {
				const stretched = await Stretched.play(song, { block, rate, transposed });
				stretched.render(3000);
				const primed = stretched.start(2 * SECOND, 7);
				expect(primed).toBeLessThanOrEqual(stretched.voice.primeQuanta);
				expect(primed * QUANTUM).toBeLessThan(100 * MS);
				expect(stretched.cursor.position).toBeLessThanOrEqual(2 * SECOND + stretched.voice.lookahead);
				expect(stretched.voice.heard.position).toBe(2 * SECOND);
				expect(stretched.voice.heard.pass).toBe(7);
			}
	});
});

test('a quantum reads no more than its share, also right after a change', async () => {
	const stretched = await Stretched.play(noise(20), { rate: 0.25 });
	for (const [rate, transposed] of [[0.25], [2], [2, 1250], [1, -1250], [0.25, 1250], [1.01]] as const) {
		stretched.set(rate, transposed);
		for (let quantum = 0; quantum < 50; quantum++) {
			const { position } = stretched.cursor;
			stretched.skip(QUANTUM);
			// The first quantum after a change may have to catch up with what the kernel needs.
			expect(stretched.cursor.position - position).toBeLessThan(rate * QUANTUM + 400);
		}
	}
});

test('no drift: what was read is what is due, however the quanta fall', async () => {
	const stretched = await Stretched.play([], { rate: 0.62 });
	const ahead = stretched.cursor.position;
	for (const quantum of [128, 100, 37]) stretched.skip(8 * SECOND, quantum);
	expect(Math.abs(stretched.cursor.position - ahead - 0.62 * 24 * SECOND)).toBeLessThanOrEqual(1);
	expect(stretched.voice.heard.position).toBeCloseTo(0.62 * 24 * SECOND, 6);
});
