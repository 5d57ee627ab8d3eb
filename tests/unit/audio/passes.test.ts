import { expect, test } from 'vitest';
import { Passes } from '../../../src/lib/audio/passes';
import { frames } from '../../../src/lib/units/units';

const loop = { start: frames(100), end: frames(200) };

test('a pass that is heard from two voices at the seam counts once', () => {
	const passes = new Passes();
	passes.changed(loop, 100);
	passes.placed(100, 0);
	[0, 1, 0, 1, 1, 2].forEach((pass) => passes.reached(pass));
	expect([passes.take(), passes.take()]).toEqual([2, 0]);
});

test('without a loop there are none', () => {
	const passes = new Passes();
	passes.placed(0, 0);
	passes.reached(1);
	expect(passes.take()).toBe(0);
});
