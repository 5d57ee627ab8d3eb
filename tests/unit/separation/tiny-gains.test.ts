import { expect, it } from 'vitest';
import * as model from '../../../models/tiny';
import { STEMS } from '../../../src/lib/music/stems';
import { tinyMask, tinyTimeGain } from '../../reference/tiny-gains';

it('the reference knows what the tiny model does', () => {
	for (const stem of STEMS) {
		expect(tinyTimeGain(stem)).toBe(model.tinyTimeGain(stem));
		for (let bin = 0; bin < 2048; bin++) expect(tinyMask(stem, bin)).toBe(model.tinyMask(stem, bin));
	}
});
