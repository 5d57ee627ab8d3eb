import { describe, expect, test } from 'vitest';
import { FAST_BLOCK } from '../../../src/lib/audio/stretch-block';
import { rms } from '../../tools/measure';
import { tone } from '../../tools/signals';
import { centroid, detuned, QUANTUM, Stretched } from '../../tools/stretched';

const SECOND = 44100;
const MS = SECOND / 1000;

describe.each([
	[2, -1250],
	[2, -400],
	[1.5, -1200],
	[1.2, -1250]
])('at %d × and %d cents', (rate, transposed) => {
	const playing = { block: FAST_BLOCK, rate, transposed };
	const octaves = transposed / 1200;

	test('a tone keeps its pitch and its level', async () => {
		for (const frequency of [110, 440]) {
			const stretched = await Stretched.play(tone(frequency, 9), playing);
			const steady = stretched.render(3 * SECOND).left.slice(SECOND / 2);
			expect(Math.abs(detuned(steady, frequency * 2 ** octaves))).toBeLessThan(0.1);
			// Ten whole periods, as far as frames allow.
			const length = Math.round((10 * SECOND) / (frequency * 2 ** octaves));
			for (let from = 0; from + length <= steady.length; from += length) {
				const level = rms([steady.slice(from, from + length)]) / (0.2 / Math.SQRT2);
				expect(Math.abs(level - 1)).toBeLessThan(0.02);
			}
		}
	});

	test('what comes soon after the start comes in time, and hardly softer', async () => {
		const position = SECOND;
		const song = new Float32Array(3 * SECOND);
		for (let i = -30; i <= 30; i++)
			song[position + 1000 + i] = 0.5 * Math.cos(i) * Math.cos((Math.PI * i) / 61) ** 2;
		const { left } = (await Stretched.play(song, { ...playing, position })).render(SECOND / 2);
		expect(Math.abs(centroid(left, 0, left.length) - 1000 / rate) / MS).toBeLessThan(2);
		const steady = (await Stretched.play(tone(440, 3), { ...playing, position })).render(2205).left;
		expect(rms([steady]) / (0.2 / Math.SQRT2)).toBeGreaterThan(0.94);
	});

	test('is ready when it says, within 100 ms, and no call takes more than it may', async () => {
		const stretched = await Stretched.play(tone(440, 9), playing);
		const primed = stretched.start(2 * SECOND, 7);
		expect(primed).toBeLessThanOrEqual(stretched.voice.primeQuanta);
		expect(primed * QUANTUM).toBeLessThan(100 * MS);
		expect(stretched.cursor.position).toBeLessThanOrEqual(2 * SECOND + stretched.voice.lookahead);
		expect([stretched.voice.heard.position, stretched.voice.heard.pass]).toEqual([2 * SECOND, 7]);
	});

	test('the same again is the same', async () => {
		const stretched = await Stretched.play(tone(440, 4), playing);
		const first = [...stretched.render(20_000).left];
		stretched.left.length = 0;
		stretched.start();
		expect(stretched.render(20_000).left).toEqual(first);
	});
});
