import fc from 'fast-check';
import { expect, test } from 'vitest';
import { REACH, Resampler } from '../../../src/lib/audio/resampler';
import { makeWorkspace } from '../../../src/lib/audio/workspace';
import { parity } from '../../tools/measure';
import { noise, tone } from '../../tools/signals';

const MOST = 400;
const START = 1000;

/** Reads `count` frames of a signal from {@link START} on, in quanta of these lengths in turn. */
function resample(signal: ArrayLike<number>, factor: number, count: number, quanta = [128], start = START) {
	const resampler = new Resampler(MOST);
	const { bus } = makeWorkspace(128);
	const source = { left: new Float32Array(MOST), right: new Float32Array(MOST) };
	const [left, right]: [number[], number[]] = [[], []];
	let pushed = 0;
	const push = (frames: number) => {
		for (let i = 0; i < frames; i++) {
			source.left[i] = signal[pushed + i] ?? 0;
			source.right[i] = -source.left[i]!;
		}
		resampler.push(source, frames);
		pushed += frames;
	};
	resampler.restart(start);
	resampler.factor = factor;
	while (pushed + 1 <= start) push(Math.min(MOST, Math.floor(start) - pushed));
	for (let q = 0; left.length < count; q++) {
		const length = Math.min(quanta[q % quanta.length]!, count - left.length);
		push(resampler.missing(length));
		resampler.read(length, bus);
		left.push(...bus.left.subarray(0, length));
		right.push(...bus.right.subarray(0, length));
	}
	return { left, right, position: resampler.position, pushed };
}

test.each([0.486, 0.75, 0.97, 1.03, 1.5, 2.06])(
	'a tone read at %d × is the tone at its higher or lower pitch',
	(factor) => {
		for (const frequency of [100, 1000, 9000]) {
			const { left, right } = resample(tone(frequency, 1), factor, 4000);
			const wanted = left.map(
				(_, i) => 0.2 * Math.sin((2 * Math.PI * frequency * (START + i * factor)) / 44100)
			);
			expect(parity([wanted], [left])).toBeGreaterThan(70);
			expect(right).toEqual(left.map((sample) => -sample));
		}
	}
);

test('at 1 × on a whole frame it is the signal itself, between two frames it is what lies between', () => {
	const signal = noise(0.2);
	const { left } = resample(signal, 1, 2000);
	expect(left).toEqual(Array.from(signal.subarray(START, START + 2000)));
	const between = resample(tone(3000, 1), 1, 2000, [128], START + 0.37).left;
	const wanted = between.map((_, i) => 0.2 * Math.sin((2 * Math.PI * 3000 * (START + 0.37 + i)) / 44100));
	expect(parity([wanted], [between])).toBeGreaterThan(70);
});

test('what would come out above half the sample rate does not come out', () => {
	const { left } = resample(tone(17000, 1, 1), 1.7, 4000);
	expect(Math.max(...left.map(Math.abs))).toBeLessThan(2e-4);
});

test('what comes out does not depend on the quanta it is read in, and nothing more is asked for than is needed', () => {
	const signal = noise(1);
	const quanta = fc.array(fc.integer({ min: 1, max: 128 }), { minLength: 1, maxLength: 5 });
	fc.assert(
		fc.property(quanta, fc.double({ min: 0.486, max: 2.06, noNaN: true }), (lengths, factor) => {
			const { left, position, pushed } = resample(signal, factor, 700, lengths);
			expect(position).toBeCloseTo(START + 700 * factor, 6);
			expect(pushed - (position - factor)).toBeLessThanOrEqual(REACH + 1);
			expect(parity([resample(signal, factor, 700).left], [left])).toBeGreaterThan(150);
		}),
		{ numRuns: 30 }
	);
});
