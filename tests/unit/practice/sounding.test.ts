import { describe, expect, it } from 'vitest';
import { SoundingTime } from '../../../src/lib/practice/sounding';
import { frames } from '../../../src/lib/units/units';

const SECOND = 44_100;

describe('the time a song has sounded', () => {
	it('is what the audio device played while it did', () => {
		const time = new SoundingTime();
		time.take(frames(1000), true);
		expect(time.total).toBe(0);
		time.take(frames(1000 + SECOND), true);
		expect(time.total).toBe(1000);
		time.take(frames(1000 + 3 * SECOND), false);
		expect(time.total).toBe(3000);
		time.take(frames(1000 + 9 * SECOND), true);
		time.take(frames(1000 + 9 * SECOND + 441), false);
		expect(time.total).toBe(3010);
	});

	it('is not rounded on the way', () => {
		const time = new SoundingTime();
		for (let at = 0; at <= 100 * SECOND; at += 7) time.take(frames(at), true);
		expect(time.total).toBe(100_000);
	});

	it('is nothing across two devices, whose frames have nothing to do with each other', () => {
		const time = new SoundingTime();
		time.take(frames(50 * SECOND), true);
		time.take(frames(0), true);
		time.take(frames(SECOND), false);
		expect(time.total).toBe(1000);
	});
});
