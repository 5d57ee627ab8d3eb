import { describe, expect, it } from 'vitest';
import golden from '../../fixtures/stft.json';
import { segmentAt, strideFor } from '../../../src/lib/separation/plan';
import { SegmentRunner } from '../../../src/lib/separation/segment';
import { BINS, spectralFrames } from '../../../src/lib/signal/spectrum';
import { frames } from '../../../src/lib/units/units';
import { decodeFixture, exactly16Bit } from '../../tools/fixture';
import { heardBy } from '../../tools/separated-song';
import { trackLevel } from '../../tools/track-level';

const SEGMENT = frames(343980);

describe('the practice song', () => {
	it('has the level and the spectrogram the official program measured', async () => {
		const channels = exactly16Bit(await decodeFixture('mix'));
		const level = trackLevel(...channels);
		expect(Math.abs(level.mean - golden.trackMean)).toBeLessThan(1e-9);
		expect(Math.abs(level.std / golden.trackStd - 1)).toBeLessThan(1e-6);

		const layout = { frames: frames(channels[0].length), stride: strideFor(0.25, SEGMENT) };
		const runner = await SegmentRunner.create(SEGMENT);
		let spectrum = new Float32Array();
		const heard = heardBy(channels, layout, SEGMENT, 0);
		await runner.run(heard, level, segmentAt(layout, SEGMENT, 0), (input) => {
			spectrum = input.spectrum.slice();
			return Promise.resolve({ ok: false, reason: 'session', detail: 'only the input is wanted' });
		});
		const columns = spectralFrames(SEGMENT);
		expect([2, BINS, columns]).toEqual(golden.shape);
		const errors = golden.samples.flatMap(({ channel, bin, frame, re, im }) => {
			const at = (part: number) => spectrum[((2 * channel + part) * BINS + bin) * columns + frame]!;
			return [Math.abs(at(0) - re), Math.abs(at(1) - im)];
		});
		expect(errors.length).toBe(2 * golden.samples.length);
		expect(Math.max(...errors)).toBeLessThan(1e-4);
	});
});
