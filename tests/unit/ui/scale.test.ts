import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barPixels, originOf, pixelOf, scaleOf, tilePixels, tilesOf } from '../../../src/lib/ui/scale';
import { panned, type View } from '../../../src/lib/ui/view';
import { frames } from '../../../src/lib/units/units';

const LENGTH = frames(30 * 60 * 44_100);
const anyScreen = fc.record({
	width: fc.integer({ min: 1, max: 4000 }),
	density: fc.constantFrom(1, 1.25, 1.5, 2, 2.625, 3)
});
const anyView = fc
	.tuple(fc.integer({ min: 44_100, max: LENGTH }), fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([span, place]): View => {
		const start = Math.round((LENGTH - span) * place);
		return { start: frames(start), end: frames(start + span) };
	});

describe('a view on the screen', () => {
	it('bars and gaps are whole device pixels, as wide as they are on any screen', () => {
		for (const density of [1, 1.25, 1.5, 2, 2.625, 3]) {
			const { bar, pitch } = barPixels(density);
			expect([bar, pitch].every(Number.isInteger)).toBe(true);
			expect(pitch).toBeGreaterThan(bar);
			expect(pitch / density).toBeCloseTo(3, 0);
		}
	});

	it('its tiles cover it, as many wherever it stands', () => {
		fc.assert(
			fc.property(anyView, anyScreen, (view, { width, density }) => {
				const scale = scaleOf(view, width, density);
				const tiles = tilesOf(scale);
				const tile = tilePixels(density);
				expect(tiles.first * tile).toBeLessThanOrEqual(scale.offset);
				expect((tiles.first + 1) * tile).toBeGreaterThan(scale.offset);
				expect(tiles.end * tile).toBeGreaterThanOrEqual(scale.offset + width);
				expect(tiles.end - tiles.first).toBe(Math.ceil(width / tile) + 1);
			})
		);
	});

	it('panning only slides it: every frame keeps its pixel of the song', () => {
		fc.assert(
			fc.property(anyView, anyScreen, fc.integer({ min: 0, max: LENGTH }), (view, { width, density }, by) => {
				const [before, after] = [view, panned(view, by, LENGTH)].map((seen) => scaleOf(seen, width, density));
				expect(after!.perPixel).toBe(before!.perPixel);
				expect(Math.abs(pixelOf(view.start, before!.perPixel) - before!.offset)).toBe(0);
			})
		);
	});

	it('places on the strip stay small in a long song', () => {
		fc.assert(
			fc.property(anyView, anyScreen, (view, { width, density }) => {
				const scale = scaleOf(view, width, density);
				const from = scale.offset - originOf(tilesOf(scale), density);
				expect(from).toBeGreaterThanOrEqual(0);
				expect(from).toBeLessThan(32 * tilePixels(density));
			})
		);
	});
});
