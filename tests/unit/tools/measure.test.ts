import { describe, expect, it } from 'vitest';
import { largestDifference, level, parity, rms, sdr } from '../../tools/measure';
import { noise, tone } from '../../tools/signals';

const reference = [noise(0.5, 1), noise(0.5, 2)];
const times = (factor: number) => reference.map((channel) => channel.map((sample) => sample * factor));

describe('parity', () => {
	it('is the level of the error below the signal', () => {
		expect(parity(reference, times(1.001))).toBeCloseTo(60, 3);
		expect(parity(reference, times(0.9))).toBeCloseTo(20, 3);
		expect(parity(reference, times(-1))).toBeCloseTo(-6.02, 2);
	});

	it('is infinite for equal recordings, and no number where something is not finite', () => {
		expect(parity(reference, times(1))).toBe(Infinity);
		const broken = times(1);
		broken[1]![7] = NaN;
		expect(parity(reference, broken)).toBeNaN();
	});

	it('sees an error in any channel', () => {
		expect(parity(reference, [reference[0]!, times(0.9)[1]!])).toBeCloseTo(23, 0);
	});

	it('refuses recordings of different shape', () => {
		expect(() => parity(reference, [reference[0]!])).toThrow(RangeError);
		expect(() => parity(reference, [reference[0]!, reference[1]!.slice(1)])).toThrow(RangeError);
	});
});

describe('sdr', () => {
	it('is parity for a loud signal, and finite for silence', () => {
		expect(sdr(reference, times(0.9))).toBeCloseTo(20, 3);
		const silence = [new Float32Array(100)];
		expect(sdr(silence, silence)).toBe(0);
	});
});

describe('levels', () => {
	it('of a sine are 3 dB under its peak', () => {
		expect(level([tone(441, 1, 1)])).toBeCloseTo(-3.01, 2);
		expect(rms([tone(441, 1, 0.5), tone(882, 1, 0.5)])).toBeCloseTo(0.5 / Math.SQRT2, 4);
		expect(level([new Float32Array(10)])).toBe(-Infinity);
	});
});

describe('the largest difference', () => {
	it('is found anywhere, and is no number where one side is none', () => {
		const other = times(1);
		other[1]![321]! += 0.25;
		expect(largestDifference(reference, other)).toBeCloseTo(0.25, 6);
		other[0]![5] = NaN;
		expect(largestDifference(reference, other)).toBeNaN();
	});
});
