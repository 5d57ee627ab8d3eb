import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactClock, ticks } from '../../../src/lib/ui/ruler';
import { frames, seconds } from '../../../src/lib/units/units';

describe('the times of a ruler', () => {
	const LENGTH = 3 * 3600 * 44_100;

	it('stand far enough apart, and near enough to be of use', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: LENGTH }),
				fc.integer({ min: 44_100, max: LENGTH }),
				(from, span) => {
					const apart = span / 12;
					const found = ticks(frames(from), frames(from + span), apart);
					for (const [index, { at }] of found.slice(1).entries())
						expect(at - found[index]!.at).toBeGreaterThanOrEqual(Math.floor(apart) - 1);
					// No step is more than three times the one before it.
					expect(found.length).toBeGreaterThanOrEqual(3);
				}
			)
		);
	});

	it('are the same wherever the view begins', () => {
		const all = ticks(frames(0), frames(400_000), 30_000);
		const some = ticks(frames(100_000), frames(300_000), 30_000);
		expect(some).toEqual(all.filter(({ at }) => at >= 100_000 && at <= 300_000));
	});

	it('are told apart to the tenth where they are less than a second apart', () => {
		expect(ticks(frames(44_100), frames(55_000), 4000).map(({ time }) => time)).toEqual([
			'0:01.0',
			'0:01.1',
			'0:01.2'
		]);
		expect(ticks(frames(0), frames(100_000), 44_000).map(({ time }) => time)).toEqual([
			'0:00',
			'0:01',
			'0:02'
		]);
	});
});

it.each([
	[62.354, 2, '1:02.35'],
	[59.999, 2, '1:00.00'],
	[0.05, 2, '0:00.05'],
	[3661.04, 1, '1:01:01.0'],
	[-1, 1, '0:00.0'],
	[1.6, 0, '0:02']
])('%f s to %i places is %s', (time, places, words) => {
	expect(exactClock(seconds(time), places)).toBe(words);
});
