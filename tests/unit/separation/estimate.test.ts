import { describe, expect, it } from 'vitest';
import { expectedTime } from '../../../src/lib/separation/estimate';

const wasm = { provider: 'wasm', precision: 'fp32' } as const;
/** Four minutes of song. */
const SEGMENTS = 42;

describe('the expected time', () => {
	it('is the measured one on the processor it was calibrated on', () => {
		const time = expectedTime(wasm, 600_000, SEGMENTS)!;
		expect(time.least).toBeLessThan(266);
		expect(time.most).toBeGreaterThan(266);
		expect((time.least / 0.8 + time.most / 1.6) / 2 / SEGMENTS).toBeCloseTo(6.2, 0);
	});

	it('halves with twice the speed and doubles with twice the song', () => {
		const time = expectedTime(wasm, 400_000, SEGMENTS)!;
		expect(expectedTime(wasm, 800_000, SEGMENTS)!.most).toBeCloseTo(time.most / 2);
		expect(expectedTime(wasm, 400_000, 2 * SEGMENTS)!.least).toBeCloseTo(time.least * 2);
	});

	it('is not told where nothing could be measured', () => {
		for (const speed of [null, 0, Number.NaN]) expect(expectedTime(wasm, speed, SEGMENTS)).toBeNull();
	});

	it('is a wide range on a graphics device, shorter with 16 bits, whatever the processor does', () => {
		const whole = expectedTime({ provider: 'webgpu', precision: 'fp32' }, null, SEGMENTS)!;
		const half = expectedTime({ provider: 'webgpu', precision: 'fp16' }, 1, SEGMENTS)!;
		expect(whole.least).toBeLessThan(20);
		expect(whole.most).toBeGreaterThan(120);
		expect(half.least).toBeLessThan(whole.least);
		expect(half.most).toBeLessThan(whole.most);
	});
});
