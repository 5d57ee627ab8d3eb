import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { speed } from '../../../src/lib/music/tuning';
import { speedLines, timeLines } from '../../../src/lib/ui/chart-scale';
import { milliseconds } from '../../../src/lib/units/units';

const MINUTE = 60_000;

describe('the lines of a chart of times', () => {
	it.each([
		[0, ['0', '5 min']],
		[3, ['0', '5 min']],
		[20, ['0', '5', '10', '15', '20 min']],
		[21, ['0', '10', '20', '30 min']],
		[100, ['0', '30', '60', '90', '120 min']],
		[121, ['0', '1', '2', '3 h']],
		[600, ['0', '3', '6', '9', '12 h']]
	])('of %d minutes at most', (minutes, labels) => {
		expect(timeLines(milliseconds(minutes * MINUTE)).map(({ label }) => label)).toEqual(labels);
	});

	it('are few, equally far apart, and reach over the longest', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: 24 * 7 * 60 * MINUTE }), (longest) => {
				const lines = timeLines(milliseconds(longest)).map(({ at }) => at);
				expect(lines[0]).toBe(0);
				expect(lines.length).toBeLessThanOrEqual(5);
				expect(lines.at(-1)).toBeGreaterThanOrEqual(longest);
				for (const [i, at] of lines.entries()) expect(at).toBe(i * lines[1]!);
			})
		);
	});
});

describe('the lines of a chart of speeds', () => {
	it.each([
		[
			[62, 85],
			['60 %', '70 %', '80 %', '90 %']
		],
		[[70], ['70 %', '80 %']],
		[
			[25, 200],
			['0 %', '100 %', '200 %']
		],
		[
			[60, 100],
			['60 %', '80 %', '100 %']
		]
	])('of %j', (speeds, labels) => {
		expect(speedLines(speeds.map(speed)).map(({ label }) => label)).toEqual(labels);
	});

	it('are few, and lie around all of them', () => {
		fc.assert(
			fc.property(fc.array(fc.integer({ min: 25, max: 200 }), { minLength: 1, maxLength: 9 }), (speeds) => {
				const lines = speedLines(speeds.map(speed)).map(({ at }) => at);
				expect(lines.length).toBeGreaterThanOrEqual(2);
				expect(lines.length).toBeLessThanOrEqual(5);
				expect(lines[0]).toBeLessThanOrEqual(Math.min(...speeds));
				expect(lines.at(-1)).toBeGreaterThanOrEqual(Math.max(...speeds));
			})
		);
	});
});
