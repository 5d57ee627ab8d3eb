import { describe, expect, test } from 'vitest';
import { CrossFade } from '../../../src/lib/audio/cross-fade';

describe.each([-0.5, -0.2, 0, 0.4, 0.9, 0.9999, 1])('sounds whose correlation is %d', (correlation) => {
	test('keep their level all the way, and begin and end alone', () => {
		const fade = new CrossFade();
		fade.correlate(correlation);
		for (let share = 0; share <= 1; share += 1 / 64) {
			const [going, coming] = [fade.going(share), fade.coming(share)];
			expect(going ** 2 + coming ** 2 + 2 * correlation * going * coming).toBeCloseTo(1, 3);
		}
		expect([fade.going(0), fade.coming(0), fade.going(1), fade.coming(1)]).toEqual([1, 0, 0, 1]);
	});
});

test('sounds that cancel each other are not blown up', () => {
	const fade = new CrossFade();
	fade.correlate(-1);
	for (let share = 0; share <= 1; share += 1 / 64) expect(fade.coming(share)).toBeLessThan(1.2);
});

test('it measures how alike two sounds are, whatever their levels', () => {
	const measured = (phase: number, level: number) => {
		const fade = new CrossFade();
		for (let i = 0; i < 441; i++)
			fade.hear(Math.sin((2 * Math.PI * i) / 100), level * Math.sin((2 * Math.PI * i) / 100 + phase));
		fade.match();
		return fade.going(0.5);
	};
	const expected = (correlation: number) => 1 / Math.sqrt(2 + 2 * correlation);
	expect(measured(0, 0.1)).toBeCloseTo(expected(1), 2);
	expect(measured(Math.PI / 2, 1)).toBeCloseTo(expected(0), 1);
	expect(measured(Math.PI / 3, 3)).toBeCloseTo(expected(0.5), 1);
	const silent = new CrossFade();
	silent.hear(0, 1);
	silent.match();
	expect(silent.going(0.5)).toBeCloseTo(expected(0), 6);
});
