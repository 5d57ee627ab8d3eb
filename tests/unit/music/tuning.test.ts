import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	COMMON_SPEEDS,
	FASTEST,
	faster,
	nextOf,
	pitch,
	slower,
	SLOWEST,
	speed,
	toCents
} from '../../../src/lib/music/tuning';
import { toFrequencyRatio } from '../../../src/lib/units/units';

describe('a speed', () => {
	it('is the nearest whole per cent from 25 to 200', () => {
		const asked = [62, 62.4, 62.6, 25, 24, 0, -5, 200, 201, Infinity, -Infinity];
		expect(asked.map(speed)).toEqual([62, 62, 63, 25, 25, 25, 25, 200, 200, 200, 25]);
	});

	it('is the song’s own where nothing was said', () => {
		expect(speed(Number(undefined))).toBe(100);
	});

	it('goes up and down to the next multiple of 5', () => {
		const step = (from: number) => [slower(speed(from)), faster(speed(from))];
		expect(step(72)).toEqual([70, 75]);
		expect(step(70)).toEqual([65, 75]);
		expect(step(74)).toEqual([70, 75]);
		expect(step(76)).toEqual([75, 80]);
		expect(step(25)).toEqual([25, 30]);
		expect(step(27)).toEqual([25, 30]);
		expect(step(200)).toEqual([195, 200]);
		expect(step(198)).toEqual([195, 200]);
	});

	it('goes there from everywhere, by no more than 5', () => {
		fc.assert(
			fc.property(fc.integer({ min: SLOWEST, max: FASTEST }), (value) => {
				const [down, up] = [slower(speed(value)), faster(speed(value))];
				expect([down % 5, up % 5]).toEqual([0, 0]);
				if (value > SLOWEST) expect(value - down).toBeOneOf([1, 2, 3, 4, 5]);
				if (value < FASTEST) expect(up - value).toBeOneOf([1, 2, 3, 4, 5]);
			})
		);
	});

	it('goes through 70, 85 and 100 and round again', () => {
		const next = [70, 85, 100, 62, 72, 99, 130].map((from) => nextOf(COMMON_SPEEDS, speed(from)));
		expect(next).toEqual([85, 100, 70, 70, 85, 100, 70]);
	});
});

describe('a pitch', () => {
	it('is the nearest one of 12 semitones and 50 cents up or down', () => {
		expect(pitch(3, -20)).toEqual({ semitones: 3, fine: -20 });
		expect(pitch(2.6, 0.4)).toEqual({ semitones: 3, fine: 0 });
		expect(pitch(13, 51)).toEqual({ semitones: 12, fine: 50 });
		expect(pitch(-99, -99)).toEqual({ semitones: -12, fine: -50 });
		expect(pitch(NaN, NaN)).toEqual({ semitones: 0, fine: 0 });
	});

	it('is both together', () => {
		expect(toCents(pitch(3, -20))).toBe(280);
		expect(440 * toFrequencyRatio(toCents(pitch(3, 0)))).toBeCloseTo(523.251, 3);
		expect(toFrequencyRatio(toCents(pitch(-12, 0)))).toBe(0.5);
	});
});
