import { describe, expect, it } from 'vitest';
import type { Records } from '../../../src/lib/library/sessions';
import type { AchievementName } from '../../../src/lib/music/achievement';
import { newMarker, type MarkerId } from '../../../src/lib/music/marker';
import { freshMemory } from '../../../src/lib/music/room-memory';
import { newLoop, withPass, type LoopId } from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { OWN_SPEED, speed, type Speed } from '../../../src/lib/music/tuning';
import { plusDays } from '../../../src/lib/practice/day';
import { sumOf } from '../../../src/lib/practice/sums';
import { frames, milliseconds, type Frames } from '../../../src/lib/units/units';
import {
	loopComplaints,
	markerComplaints,
	recordComplaints,
	roomComplaints,
	sessionComplaints
} from '../../tools/audit-practice';
import { day, sessionOf } from '../../tools/sessions';

const song = 'a'.repeat(64) as SongId;
const range = (start: number, end: number) => ({ start: start as Frames, end: end as Frames });
const room = freshMemory(song);
const loop = newLoop(song, range(0, 3000), [], 5, 'x' as LoopId);
const marker = newMarker(song, frames(0), [], 5, 'x' as MarkerId);

describe('the audit of what a player has made', () => {
	it('has nothing to say where all is well', () => {
		for (const well of [
			room,
			{
				...room,
				position: frames(9),
				loop: range(5, 5 + 2205),
				turn: { stem: 'bass', when: range(0, 40) }
			} as const,
			{ ...room, turn: { stem: 'bass', when: 'alternate' } } as const
		])
			expect(roomComplaints(well)).toEqual([]);
		for (const well of [
			loop,
			withPass(loop, speed(60), 5),
			withPass(withPass(loop, speed(60), 5), OWN_SPEED, 5)
		])
			expect(loopComplaints(well)).toEqual([]);
		expect(markerComplaints(marker)).toEqual([]);
	});

	it('finds each thing that is wrong with a room', () => {
		for (const wrong of [
			{ position: -1 as Frames },
			{ position: 0.5 as Frames },
			{ speed: 24 as Speed },
			{ speed: 62.5 as Speed },
			{ loop: range(5000, 4000) },
			{ loop: range(5, 2209) },
			{ turn: { stem: 'bass', when: range(7000, 7000) } } as const
		])
			expect(roomComplaints({ ...room, ...wrong })).toHaveLength(1);
	});

	it('finds each thing that is wrong with a loop or a marker', () => {
		for (const wrong of [
			range(3000, 0),
			{ colour: 6 },
			{ passes: 1 },
			{ speeds: { first: OWN_SPEED, best: OWN_SPEED } },
			{ passes: 2, speeds: { first: OWN_SPEED, best: speed(90) } }
		])
			expect(loopComplaints({ ...loop, ...wrong })).toHaveLength(1);
		for (const at of [-1, 0.5, NaN])
			expect(markerComplaints({ ...marker, at: at as Frames })).toHaveLength(1);
	});
});

describe('the audit of what was practised', () => {
	const practice = (id: string, passes = 1, percent = 80) => ({
		loop: id as LoopId,
		name: 'Solo',
		passes,
		speed: percent as Speed
	});
	const session = sessionOf({ loops: [practice('x'), practice('y')], muted: ['drums', 'vocals'] });
	/** Seven days in a row. */
	const sessions = Array.from({ length: 7 }, (_, n) => sessionOf({ day: plusDays(day('2026-03-05'), n) }));
	const { days, songs, totals } = sumOf(sessions);
	const award = (name: AchievementName) => ({ name, awardedAt: 5 });
	const records: Records = { sessions, days, songs, totals, achievements: [award('streak-7')] };

	it('has nothing to say where all is well', () => {
		expect(sessionComplaints(session)).toEqual([]);
		expect(recordComplaints(records)).toEqual([]);
		const nothing = { days: [], songs: [], totals: sumOf([]).totals };
		expect(recordComplaints({ sessions: [], ...nothing, achievements: [] })).toEqual([]);
	});

	it('finds each thing that is wrong with a session', () => {
		for (const wrong of [
			{ startedAt: NaN },
			{ day: day('2026-3-5') },
			{ sounded: 0.5 as typeof session.sounded },
			{ passes: -1 },
			{ muted: ['vocals', 'drums'] } as const,
			{ soloed: ['bass', 'bass'] } as const,
			{ loops: [practice('y'), practice('x')] },
			{ loops: [practice('x'), practice('x')] },
			{ loops: [practice('x', 0)] },
			{ loops: [practice('x', 1, 24)] }
		])
			expect(sessionComplaints({ ...session, ...wrong })).toHaveLength(1);
	});

	it('finds each sum that is wrong, and each that is missing or too many', () => {
		const [first, ...others] = days;
		const more = milliseconds(totals.sounded + 1);
		for (const [wrong, count] of [
			[{ days: others }, 1],
			[{ days: [...days, { ...first!, day: day('2026-01-01') }] }, 1],
			[{ days: [{ ...first!, lastAt: 5 }, ...others] }, 2],
			[{ songs: [] }, 1],
			[{ songs: [{ ...songs[0]!, title: 'Other' }] }, 2],
			[{ totals: { ...totals, sounded: more } }, 2],
			[{ achievements: [] }, 1],
			[{ achievements: [award('streak-7'), award('songs-10')] }, 1]
		] as const)
			expect(recordComplaints({ ...records, ...wrong })).toHaveLength(count);
	});
});
