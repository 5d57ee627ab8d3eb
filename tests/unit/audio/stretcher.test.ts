import { describe, expect, test } from 'vitest';
import { SingleStretcher, type Stretcher } from '../../../src/lib/audio/stretcher';
import { toFrames } from '../../../src/lib/units/units';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/signals';
import { BLOCKS, centroid } from '../../tools/stretched';

const QUANTUM = 128;

/** What comes out for a signal whose first frames are taken for what came before, at one rate. */
function stretch(
	stretcher: Stretcher,
	signal: ArrayLike<number>,
	rate: number,
	frames: number
): Float32Array {
	const { input, output, memory } = stretcher;
	const feed = (from: number, count: number) => {
		for (let i = 0; i < count; i++) input.left[i] = input.right[i] = signal[from + i] ?? 0;
	};
	feed(0, memory);
	stretcher.recall(rate);
	const result = new Float32Array(frames);
	let fed = memory;
	for (let made = 0; made < frames; made += QUANTUM) {
		const count = Math.min(QUANTUM, frames - made);
		const due = Math.round(memory + rate * (made + count)) - fed;
		feed(fed, due);
		stretcher.process(due, count);
		fed += due;
		result.set(output.left.subarray(0, count), made);
	}
	return result;
}

describe.each(BLOCKS)('%s', (_, block) => {
	test('is as long as it is meant to be, and its latencies are those of its blocks', async () => {
		const { memory, inputLatency, outputLatency } = await SingleStretcher.create(block);
		const [length, interval] = [toFrames(block.block), toFrames(block.interval)];
		expect(memory).toBe(length + interval);
		expect(inputLatency + outputLatency).toBe(length + interval);
	});

	test.each([0.25, 0.5, 1, 2])('at %d × a click comes out where the latencies say', async (rate) => {
		const stretcher = await SingleStretcher.create(block);
		const { memory, inputLatency, outputLatency } = stretcher;
		const signal = noise(0.5, 3, 1e-5);
		const click = memory + 6000;
		for (let i = -20; i <= 20; i++) signal[click + i] = Math.cos(i) * Math.cos((Math.PI * i) / 41) ** 2;
		const out = stretch(stretcher, signal, rate, 60000);
		const wanted = outputLatency + (6000 + inputLatency) / rate;
		expect(Math.abs(centroid(out, wanted - 4000, wanted + 4000) - wanted)).toBeLessThan(0.005 * 44100);
	});

	test.each([0.25, 0.7])('at %d × the same again is the same, whatever came in between', async (rate) => {
		const stretcher = await SingleStretcher.create(block);
		const song = noise(2);
		const first = stretch(stretcher, song, rate, 30000);
		stretch(stretcher, noise(1, 7), 1.3, 5000);
		expect(stretch(stretcher, song, rate, 30000)).toEqual(first);
	});

	test('two channels that are the same stay the same, also from a quarter of the speed to the whole', async () => {
		const stretcher = await SingleStretcher.create(block);
		const song = noise(1);
		stretch(stretcher, song, 0.25, 30000);
		const [left, right]: [number[], number[]] = [[], []];
		for (let quantum = 0; quantum < 100; quantum++) {
			for (let i = 0; i < QUANTUM; i++)
				stretcher.input.left[i] = stretcher.input.right[i] = song[20000 + quantum * QUANTUM + i]!;
			stretcher.process(QUANTUM, QUANTUM);
			left.push(...stretcher.output.left.subarray(0, QUANTUM));
			right.push(...stretcher.output.right.subarray(0, QUANTUM));
		}
		expect(parity([left], [right])).toBeGreaterThan(120);
	});

	test('two of them know nothing of each other', async () => {
		const [one, other] = [await SingleStretcher.create(block), await SingleStretcher.create(block)];
		const alone = stretch(one, noise(1), 0.8, 10000);
		const left = stretch(one, noise(1), 0.8, 5000);
		stretch(other, noise(1, 9), 0.6, 5000);
		expect(left).toEqual(alone.subarray(0, 5000));
		expect(one.output.left.buffer).not.toBe(other.output.left.buffer);
	});

	test('its memory never moves', async () => {
		const stretcher = await SingleStretcher.create(block);
		const { buffer } = stretcher.input.left;
		for (const rate of [0.12, 0.5, 1, 4.2]) stretch(stretcher, noise(1), rate, 30000);
		expect(stretcher.input.left.length).toBeGreaterThan(0);
		expect(stretcher.output.right.buffer).toBe(buffer);
		expect(buffer.byteLength).toBeGreaterThan(0);
	});
});
