import * as fc from 'fast-check';
import type { LoopId } from '../../src/lib/music/saved-loop';
import type { PracticeDay, Session, SessionId } from '../../src/lib/music/session';
import type { SongId } from '../../src/lib/music/song';
import { STEMS } from '../../src/lib/music/stems';
import { speed } from '../../src/lib/music/tuning';
import { plusDays } from '../../src/lib/practice/day';
import { milliseconds } from '../../src/lib/units/units';

/** Sessions for tests of what is made of them. */

export const day = (text: string) => text as PracticeDay;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** Of half an hour unless told otherwise. */
export const sessionOf = ({
	sounded = milliseconds(30 * MINUTE),
	...given
}: Partial<Session> = {}): Session => ({
	id: '00000000-0000-4000-8000-000000000000' as SessionId,
	song: 'a'.repeat(64) as SongId,
	title: 'Song',
	artist: null,
	startedAt: Date.parse('2026-03-05T18:00Z'),
	day: day('2026-03-05'),
	sounded: milliseconds(sounded),
	passes: 0,
	loops: [],
	muted: [],
	soloed: [],
	...given
});

/** How many sessions {@link anySession} is one of. */
const SESSIONS = 30;

/**
 * What never changes of the n-th session: so few days and songs that sessions share them, and so many that marks are
 * reached. Some begin together; one date is left out.
 */
const factsOf = (n: number) => ({
	id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as SessionId,
	song: (n % 12).toString(16).repeat(64) as SongId,
	title: `Song ${(n * 7) % 3}`,
	artist: n % 4 === 0 ? null : `Artist ${n % 2}`,
	startedAt: Date.parse('2026-03-05T18:00Z') + (n % 3 === 1 ? n - 1 : n) * 8 * HOUR,
	day: plusDays(day('2026-03-05'), Math.floor(n / 3) + (n < 24 ? 0 : 1))
});

const stems = fc
	.uniqueArray(fc.constantFrom(...STEMS))
	.map((some) => STEMS.filter((stem) => some.includes(stem)));

/** How far a session went; mostly around the minute that makes a day and a song count. */
const reachedIn = fc.record({
	sounded: fc
		.oneof({ weight: 9, arbitrary: fc.nat(3 * MINUTE) }, { weight: 1, arbitrary: fc.nat(4 * HOUR) })
		.map(milliseconds),
	passes: fc.nat(40),
	loops: fc
		.uniqueArray(
			fc.record({
				loop: fc.constantFrom('x', 'y', 'z') as fc.Arbitrary<LoopId>,
				name: fc.constantFrom('Solo', 'Riff'),
				passes: fc.integer({ min: 1, max: 4 }),
				speed: fc.integer({ min: 25, max: 200 }).map(speed)
			}),
			{ selector: ({ loop }) => loop }
		)
		.map((loops) => loops.sort((one, other) => (one.loop < other.loop ? -1 : 1))),
	muted: stems,
	soloed: stems
});

/** Any version of any of a few sessions. Versions of one session agree in what it is of, as in life. */
export const anySession: fc.Arbitrary<Session> = fc
	.tuple(fc.nat(SESSIONS - 1), reachedIn)
	.map(([n, reached]) => ({ ...factsOf(n), ...reached }));

/** One whose versions may disagree even there. */
export const strangeSession: fc.Arbitrary<Session> = fc
	.tuple(fc.nat(SESSIONS - 1), fc.nat(2), reachedIn)
	.map(([n, other, reached]) => ({ ...factsOf(n + other), id: factsOf(n).id, ...reached }));
