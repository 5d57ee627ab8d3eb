import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LoopId } from '../../../src/lib/music/saved-loop';
import { speed } from '../../../src/lib/music/tuning';
import { unitedSession } from '../../../src/lib/practice/session';
import { milliseconds } from '../../../src/lib/units/units';
import { day, sessionOf, strangeSession } from '../../tools/sessions';

/** Three versions of one session, which may disagree in everything else. */
const versions = fc
	.tuple(strangeSession, strangeSession, strangeSession)
	.map(([one, two, three]) => [one, { ...two, id: one.id }, { ...three, id: one.id }] as const);

const loop = (id: string, name: string, passes: number, percent: number) => ({
	loop: id as LoopId,
	name,
	passes,
	speed: speed(percent)
});

describe('two versions of a session', () => {
	it('come to the same whichever is first', () => {
		fc.assert(
			fc.property(versions, ([one, other]) => {
				expect(unitedSession(one, other)).toEqual(unitedSession(other, one));
			})
		);
	});

	it('come to the same with a third, in whatever order they are joined', () => {
		fc.assert(
			fc.property(versions, ([one, other, third]) => {
				expect(unitedSession(unitedSession(one, other), third)).toEqual(
					unitedSession(one, unitedSession(other, third))
				);
			})
		);
	});

	it('come to the same however often they are joined', () => {
		fc.assert(
			fc.property(versions, ([one, other]) => {
				const united = unitedSession(one, other);
				expect(unitedSession(one, one)).toEqual(one);
				expect(unitedSession(united, one)).toEqual(united);
				expect(unitedSession(other, united)).toEqual(united);
			})
		);
	});

	it('come to the larger of each number, and to all that either has touched', () => {
		const one = sessionOf({
			sounded: milliseconds(20_000),
			passes: 3,
			loops: [loop('x', 'Loop 1', 3, 62)],
			muted: ['bass'],
			soloed: ['vocals']
		});
		const other = sessionOf({
			sounded: milliseconds(10_000),
			passes: 5,
			loops: [loop('a', 'Riff', 1, 100), loop('x', 'Solo', 4, 60)],
			muted: ['drums'],
			soloed: ['vocals']
		});
		expect(unitedSession(one, other)).toEqual({
			...one,
			sounded: 20_000,
			passes: 5,
			loops: [loop('a', 'Riff', 1, 100), loop('x', 'Solo', 4, 62)],
			muted: ['drums', 'bass'],
			soloed: ['vocals']
		});
	});

	it('are of the day and the song of the one that began earlier', () => {
		const one = sessionOf({ day: day('2026-03-05'), title: 'Song' });
		const other = sessionOf({ day: day('2026-03-06'), title: 'A song', startedAt: one.startedAt + 1 });
		expect(unitedSession(other, one)).toMatchObject({ day: '2026-03-05', title: 'Song' });
	});
});
