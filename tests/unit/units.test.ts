import { describe, expect, it } from 'vitest';
import {
	decibels,
	frames,
	gain,
	seconds,
	toDecibels,
	toFrames,
	toGain,
	toSeconds
} from '../../src/lib/units/units';

describe('units', () => {
	it('convert there and back', () => {
		for (const count of [0, 1, 44100, 343980, 79_380_000])
			expect(toFrames(toSeconds(frames(count)))).toBe(count);
		for (const level of [-60, -6, 0, 6]) expect(toDecibels(toGain(decibels(level)))).toBeCloseTo(level, 9);
	});

	it('round a time to the nearest frame', () => {
		expect(toFrames(seconds(1.00001))).toBe(44100);
		expect(toFrames(seconds(1.00002))).toBe(44101);
	});

	it('know silence', () => {
		expect(toGain(decibels(-Infinity))).toBe(0);
		expect(toDecibels(gain(0))).toBe(-Infinity);
	});

	it('refuse half a frame', () => {
		expect(() => frames(0.5)).toThrow(RangeError);
	});
});
