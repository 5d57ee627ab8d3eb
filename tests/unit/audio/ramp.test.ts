import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ramp } from '../../../src/lib/audio/ramp';

test('moves in equal steps and rests exactly on its target', () => {
	const ramp = new Ramp(0.25);
	ramp.to(0.75, 4);
	expect([0, 1, 2, 3, 4, 5].map((frame) => ramp.at(frame))).toEqual([0.25, 0.375, 0.5, 0.625, 0.75, 0.75]);
	ramp.advance(3);
	expect([ramp.at(0), ramp.remaining]).toEqual([0.625, 1]);
	ramp.advance(128);
	expect([ramp.at(0), ramp.remaining]).toEqual([0.75, 0]);
});

test('is there at once where it has no frames', () => {
	const ramp = new Ramp(1);
	ramp.to(0, 0);
	expect(ramp.at(0)).toBe(0);
});

test('never steps, however often and wherever it is sent', () => {
	const sending = fc.record({
		target: fc.double({ min: -2, max: 2, noNaN: true }),
		frames: fc.integer({ min: 1, max: 500 }),
		after: fc.integer({ min: 0, max: 600 })
	});
	fc.assert(
		fc.property(fc.array(sending, { maxLength: 10 }), (sendings) => {
			const ramp = new Ramp(0);
			for (const { target, frames, after } of sendings) {
				const before = ramp.at(0);
				ramp.to(target, frames);
				expect(ramp.at(0)).toBeCloseTo(before, 12);
				const step = Math.abs(target - before) / frames + 1e-12;
				const steps = Array.from({ length: after }, (_, i) => Math.abs(ramp.at(i + 1) - ramp.at(i)));
				expect(Math.max(0, ...steps)).toBeLessThanOrEqual(step);
				ramp.advance(after);
				if (after >= frames) expect(ramp.at(0)).toBe(target);
			}
		})
	);
});
