import { describe, expect, it } from 'vitest';
import {
	agreement,
	complaintAbout,
	placesOf,
	selfTestInput,
	valuesOf
} from '../../../src/lib/separation/self-test';
import { levelOf } from '../../../src/lib/signal/level';
import { noise } from '../../tools/noise';

describe('the input', () => {
	const { mix, spectrum } = selfTestInput(5000, 3);

	it('is always the same, and differs between the two', () => {
		expect(mix).toHaveLength(2 * 5000);
		expect(spectrum).toHaveLength(4 * 2048 * 3);
		expect(selfTestInput(5000, 3)).toEqual({ mix, spectrum });
		// Numbers stored with the models hang on these.
		expect(mix.slice(0, 3)).toEqual(
			Float32Array.of(-0.05270889401435852, -0.02614586614072323, 0.0008484064601361752)
		);
		expect(spectrum.slice(0, 2)).toEqual(Float32Array.of(-0.526313841342926, -0.08005112409591675));
	});

	it('is noise of the amplitude of a song', () => {
		expect(levelOf(mix).std).toBeCloseTo(0.1 / Math.sqrt(3), 2);
		expect(levelOf(spectrum).std).toBeCloseTo(1 / Math.sqrt(3), 2);
		expect(Math.abs(levelOf(spectrum).mean)).toBeLessThan(0.02);
	});
});

it('looks at places that are spread evenly, and never beyond the end', () => {
	expect(placesOf(512).slice(0, 3)).toEqual([1, 3, 5]);
	expect(placesOf(256)).toEqual(Array.from({ length: 256 }, (_, i) => i));
	const places = placesOf(11_010_048);
	expect(places).toHaveLength(256);
	expect(new Set(places.slice(1).map((place, i) => place - places[i]!))).toEqual(new Set([43008]));
	expect(places.at(-1)).toBeLessThan(11_010_048);
});

it('measures in dB', () => {
	expect(agreement([1, 2], [1, 2])).toBe(Infinity);
	expect(agreement([1.01, 0], [1, 0])).toBeCloseTo(40, 1);
	expect(agreement([NaN, 2], [1, 2])).toBe(NaN);
});

describe('a device', () => {
	const spectrum = noise(10_000, 1, 1);
	const wave = noise(3000, 2, 0.1);
	const stored = { spectra: valuesOf(spectrum), waves: valuesOf(wave) };
	const changed = (values: Float32Array<ArrayBuffer>, factor: number) =>
		values.map((value) => value * factor);

	it('is trusted where it computes the same, or nearly', () => {
		expect(complaintAbout({ spectrum, wave }, stored)).toBe(null);
		const half = { spectrum: changed(spectrum, 1.009), wave: changed(wave, 0.991) };
		expect(complaintAbout(half, stored)).toBe(null);
	});

	it('is not trusted where one of the two is wrong', () => {
		expect(complaintAbout({ spectrum: changed(spectrum, 1.02), wave }, stored)).toMatch(/34\.0 dB/);
		expect(complaintAbout({ spectrum, wave: changed(wave, 0) }, stored)).toMatch(/ 0\.0 dB/);
	});

	it('is not trusted where anything at all is not finite', () => {
		for (const value of [NaN, Infinity]) {
			const spoilt = wave.slice();
			// A place that the stored numbers do not know.
			spoilt[0] = value;
			expect(complaintAbout({ spectrum, wave: spoilt }, stored)).toMatch(/not finite/);
			expect(complaintAbout({ spectrum: spoilt, wave }, stored)).toMatch(/not finite/);
		}
	});
});
