import { describe, expect, it } from 'vitest';
import {
	EMPTY_METER,
	METER_FLOOR,
	METER_TOP,
	meterShare,
	nextReading,
	type MeterReading
} from '../../../src/lib/ui/meter';
import { decibels, gain, seconds, toGain } from '../../../src/lib/units/units';

/** What a meter reads after so much time with one level, in frames of the screen. */
function after(first: MeterReading, level: number, time: number): MeterReading {
	let reading = first;
	for (let frame = 0; frame < Math.round(time * 60); frame++)
		reading = nextReading(reading, gain(level), seconds(1 / 60));
	return reading;
}

describe('a level meter', () => {
	const loud = nextReading(EMPTY_METER, toGain(decibels(-6)), seconds(0.01));

	it('is up at once', () => {
		expect(loud.level).toBeCloseTo(-6, 10);
		expect(loud.peak).toBeCloseTo(-6, 10);
	});

	it('falls 20 dB in 1.7 s', () => {
		expect(after(loud, 0, 1.7).level).toBeCloseTo(-26, 6);
	});

	it('holds its peak for a second, then lets it fall', () => {
		expect(after(loud, 0, 0.9).peak).toBeCloseTo(-6, 10);
		expect(after(loud, 0, 1.5).peak).toBeLessThan(-8);
	});

	it('comes to rest at the bottom, and at a level that stays', () => {
		expect(after(loud, 0, 10)).toMatchObject({ level: METER_FLOOR, peak: METER_FLOOR });
		const steady = after(loud, 0.1, 10);
		expect(steady.level).toBeCloseTo(-20, 10);
		expect(steady.peak).toBeCloseTo(-20, 10);
	});

	it('stays on its scale', () => {
		expect(nextReading(EMPTY_METER, gain(100), seconds(0.01)).level).toBe(METER_TOP);
		expect(meterShare(METER_FLOOR)).toBe(0);
		expect(meterShare(METER_TOP)).toBe(1);
		expect(meterShare(decibels(-24))).toBeCloseTo(0.5, 10);
	});
});
