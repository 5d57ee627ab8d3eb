import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOOP_COLOURS } from '../../../src/lib/music/saved-loop';

const css = readFileSync(new URL('../../../src/lib/ui/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
	[...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)/g)].map(
		([, name = '', light = '', dark = '']) => [name, { light, dark }] as const
	)
);

function colour(name: string, theme: 'light' | 'dark'): string {
	const pair = tokens.get(name);
	if (pair === undefined) throw new Error(`There is no opaque colour ${name}`);
	return pair[theme];
}

/** Relative luminance, as WCAG 2.2 defines it for sRGB. */
function luminance(hex: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const value = parseInt(hex.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

const STEM_COLOURS = ['drums', 'bass', 'other', 'vocals'];
const LOOPS = Array.from({ length: LOOP_COLOURS }, (_, index) => `loop-${index}`);

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
	const between = (one: string, other: string) => contrast(colour(one, theme), colour(other, theme));
	const grounds = ['ground', 'surface', 'raised'];

	it.each(['ink', 'ink-soft', 'alert'])('words in %s are readable on every ground', (words) => {
		for (const ground of grounds) expect(between(words, ground), ground).toBeGreaterThanOrEqual(4.5);
	});

	it.each(['edge', 'hatch', 'focus', ...STEM_COLOURS, ...LOOPS])('shapes in %s are seen', (shape) => {
		for (const ground of grounds) expect(between(shape, ground), ground).toBeGreaterThanOrEqual(3);
	});

	it('words on what is pressed are readable', () => {
		expect(between('on-strong', 'ink')).toBeGreaterThanOrEqual(4.5);
		expect(between('on-alert', 'alert')).toBeGreaterThanOrEqual(4.5);
		for (const stem of STEM_COLOURS) expect(between('on-stem', stem), stem).toBeGreaterThanOrEqual(4.5);
	});

	it.each([
		['stems', STEM_COLOURS],
		['loops', LOOPS]
	])('%s differ in lightness as well as hue', (_what, names) => {
		const lightness = names
			.map((stem) => 116 * Math.cbrt(luminance(colour(stem, theme))) - 16)
			.sort((a, b) => a - b);
		for (const [index, value] of lightness.slice(1).entries())
			expect(value - lightness[index]!).toBeGreaterThan(3);
	});
});
