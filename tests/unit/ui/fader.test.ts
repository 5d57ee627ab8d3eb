import { expect, it } from 'vitest';
import { LOUDEST, SILENT } from '../../../src/lib/music/mix';
import { faderLevel, faderPlace } from '../../../src/lib/ui/fader';
import { decibels } from '../../../src/lib/units/units';

it('has silence at the bottom, the own level at three quarters, the loudest at the top', () => {
	expect([0, 0.75, 1].map(faderLevel)).toEqual([SILENT, 0, LOUDEST]);
	expect([-1, 2].map(faderLevel)).toEqual([SILENT, LOUDEST]);
	expect([SILENT, decibels(0), LOUDEST].map(faderPlace)).toEqual([0, 0.75, 1]);
});

it('comes back to every whole decibel, each higher than the one before', () => {
	let before = -1;
	for (let level = SILENT as number; level <= LOUDEST; level++) {
		const place = faderPlace(decibels(level));
		expect(faderLevel(place)).toBe(level);
		expect(place).toBeGreaterThan(before);
		before = place;
	}
});

it('has no kink at 0 dB, and half of its way for the upper 17 dB', () => {
	const slope = (from: number, to: number) => 1 / (faderPlace(decibels(to)) - faderPlace(decibels(from)));
	expect(slope(-0.001, 0) * 0.001).toBeCloseTo(slope(0, 0.001) * 0.001, 2);
	expect(faderLevel(0.5)).toBe(-11);
});
