import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FASTEST_TEMPO } from '../../../src/lib/music/count-in';
import { tapped, tempoOf, type Taps } from '../../../src/lib/practice/tap';
import { seconds } from '../../../src/lib/units/units';

const tap = (times: readonly number[]): Taps =>
	times.reduce((taps: Taps, at) => tapped(taps, seconds(at)), []);
const tempo = (times: readonly number[]) => tempoOf(tap(times));
/** `count` taps at a tempo, from a time on. */
const steady = (bpm: number, count: number, from = 0) =>
	Array.from({ length: count }, (_, beat) => from + (60 / bpm) * beat);

describe('tapping', () => {
	it('gives no tempo before the second tap', () => {
		expect(tempo([])).toBeNull();
		expect(tempo([5])).toBeNull();
		expect(tempo([5, 5.5])).toBeCloseTo(120, 9);
	});

	it('gives the tempo of steady taps exactly, whatever it is', () => {
		const bpm = fc.double({ min: 30.1, max: FASTEST_TEMPO, noNaN: true });
		fc.assert(
			fc.property(
				bpm,
				fc.integer({ min: 2, max: 30 }),
				fc.double({ min: 0, max: 1e5, noNaN: true }),
				(...[beat, count, from]) => {
					expect(tempo(steady(beat, count, from)) ?? NaN).toBeCloseTo(beat, 4);
				}
			)
		);
	});

	it('takes a beat that is left out for one left out', () => {
		expect(tempo(steady(100, 8).filter((_, beat) => beat !== 3))).toBeCloseTo(100, 9);
		expect(tempo(steady(100, 8).filter((_, beat) => beat !== 3 && beat !== 4))).toBeCloseTo(100, 9);
	});

	it('ignores the second of a double hit', () => {
		const taps = steady(100, 6);
		expect(tempo(taps.flatMap((at) => [at, at + 0.06]))).toBe(tempo(taps));
		expect(tap([1, 1.099])).toEqual([1]);
		expect(tap([1, 1.101])).toEqual([1, 1.101]);
		expect(tap([1, 1])).toEqual([1]);
	});

	it('begins anew after two seconds', () => {
		expect(tap([0, 0.5, 1, 3])).toEqual([0, 0.5, 1, 3]);
		expect(tap([0, 0.5, 1, 3.001])).toEqual([3.001]);
		expect(tempo([...steady(100, 8), ...steady(140, 3, 60)])).toBeCloseTo(140, 9);
	});

	it('forgets all but the last eight intervals', () => {
		expect(tempo([...steady(100, 20), ...steady(140, 9, 13)])).toBeCloseTo(140, 9);
		expect(tap(steady(100, 30))).toHaveLength(9);
	});

	it('is nearer to the tempo than the mean of all intervals where one tap is late', () => {
		const late = steady(120, 9).map((at, beat) => (beat === 8 ? at + 0.06 : at));
		const mean = (60 * 8) / (late.at(-1)! - late[0]!);
		expect(Math.abs(tempo(late)! - 120)).toBeLessThan(0.6 * Math.abs(mean - 120));
	});

	it('stays within 2 % where a player is off by 15 ms at most', () => {
		const error = fc.double({ min: -0.015, max: 0.015, noNaN: true });
		fc.assert(
			fc.property(
				fc.integer({ min: 40, max: 220 }),
				fc.array(error, { minLength: 9, maxLength: 9 }),
				(bpm, errors) => {
					const found = tempo(steady(bpm, 9, 1).map((at, beat) => at + errors[beat]!))!;
					expect(Math.abs(found / bpm - 1)).toBeLessThan(0.02);
				}
			)
		);
	});

	it('is of the song’s own speed, at whatever speed it is tapped', () => {
		expect(tempoOf(tap(steady(62, 9)), 0.62)).toBeCloseTo(100, 9);
	});

	it('never gives a tempo that a count-in cannot have', () => {
		expect(tempo([0, 0.11, 0.22])).toBe(FASTEST_TEMPO);
		expect(tempoOf(tap([0, 1.9, 3.8]), 2)).toBe(20);
	});

	it('changes none of the taps it is given', () => {
		const taps = Object.freeze(tap(steady(100, 9)));
		expect(tapped(taps, seconds(5.2))).toHaveLength(9);
		expect(tempoOf(taps)).toBeCloseTo(100, 9);
	});
});
