import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	freshMix,
	LOUDEST,
	minus,
	SILENT,
	sounds,
	stereoGains,
	withStrip,
	type Mix
} from '../../../src/lib/music/mix';
import type { MinusMe } from '../../../src/lib/music/player-settings';
import { STEMS } from '../../../src/lib/music/stems';
import { decibels } from '../../../src/lib/units/units';

const silent: MinusMe = { stem: 'bass', quieter: null, on: true };
const quieter = (by: number): MinusMe => ({ stem: 'bass', quieter: decibels(by), on: true });
const NO_SOUND = { ll: 0, lr: 0, rl: 0, rr: 0 };

const strip = fc.record({
	muted: fc.boolean(),
	soloed: fc.boolean(),
	volume: fc.double({ min: SILENT, max: LOUDEST, noNaN: true }).map(decibels),
	pan: fc.double({ min: -1, max: 1, noNaN: true })
});
const anyMix: fc.Arbitrary<Mix> = fc.record({
	master: fc.constant(decibels(-3)),
	stems: fc.record({ drums: strip, bass: strip, other: strip, vocals: strip })
});
const anyMe: fc.Arbitrary<MinusMe> = fc.record({
	stem: fc.constantFrom(...STEMS),
	quieter: fc.option(fc.double({ min: 0, max: 90, noNaN: true }).map(decibels)),
	on: fc.boolean()
});

describe('minus me', () => {
	it('silences one stem', () => {
		const heard = minus(freshMix(), silent);
		expect(STEMS.filter((stem) => sounds(heard, stem))).toEqual(['drums', 'other', 'vocals']);
		expect(stereoGains(heard, 'bass')).toEqual(NO_SOUND);
	});

	it('or turns it down, from where its fader stands', () => {
		expect(stereoGains(minus(freshMix(), quieter(20)), 'bass').ll).toBeCloseTo(0.1, 12);
		const down = withStrip(freshMix(), 'bass', { volume: decibels(-6), pan: 0.25 });
		expect(stereoGains(minus(down, quieter(14)), 'bass').rr).toBeCloseTo(0.1, 12);
		expect(minus(down, quieter(14)).stems.bass.pan).toBe(0.25);
	});

	it('down to silence and no further', () => {
		const low = withStrip(freshMix(), 'bass', { volume: decibels(-50) });
		for (const by of [10, 20, 500]) {
			expect(minus(low, quieter(by)).stems.bass.volume).toBe(SILENT);
			expect(stereoGains(minus(low, quieter(by)), 'bass')).toEqual(NO_SOUND);
		}
	});

	it('does nothing where nobody is, or where it is off', () => {
		const mix = withStrip(freshMix(), 'bass', { volume: decibels(-3) });
		expect(minus(mix, null)).toEqual(mix);
		expect(minus(mix, { ...silent, on: false })).toEqual(mix);
		expect(minus(mix, { ...quieter(12), on: false })).toEqual(mix);
	});

	it('lets the player hear his own stem where he has soloed it', () => {
		const soloed = withStrip(freshMix(), 'bass', { soloed: true });
		for (const me of [silent, quieter(12)]) {
			const heard = minus(soloed, me);
			expect(stereoGains(heard, 'bass')).toEqual({ ll: 1, lr: 0, rl: 0, rr: 1 });
			expect(STEMS.filter((stem) => sounds(heard, stem))).toEqual(['bass']);
		}
	});

	it('and not where he has soloed another, or muted his own', () => {
		const other = withStrip(freshMix(), 'vocals', { soloed: true });
		expect(STEMS.filter((stem) => sounds(minus(other, silent), stem))).toEqual(['vocals']);
		const both = withStrip(freshMix(), 'bass', { soloed: true, muted: true });
		expect(stereoGains(minus(both, quieter(12)), 'bass')).toEqual(NO_SOUND);
	});

	it('changes neither the mix it is given nor any other stem, and makes nothing louder', () => {
		fc.assert(
			fc.property(anyMix, anyMe, (mix, me) => {
				const before = structuredClone(mix);
				const heard = minus(mix, me);
				expect(mix).toEqual(before);
				expect(heard.master).toBe(mix.master);
				for (const stem of STEMS) {
					const [was, is] = [stereoGains(mix, stem), stereoGains(heard, stem)];
					if (stem !== me.stem || !me.on) expect(is).toEqual(was);
					else
						for (const path of ['ll', 'lr', 'rl', 'rr'] as const)
							expect(is[path]).toBeLessThanOrEqual(was[path]);
				}
				const { soloed, volume } = heard.stems[me.stem];
				expect(soloed).toBe(mix.stems[me.stem].soloed);
				expect(volume).toBeGreaterThanOrEqual(SILENT);
				if (me.on && !soloed && me.quieter === null) expect(sounds(heard, me.stem)).toBe(false);
			})
		);
	});
});
