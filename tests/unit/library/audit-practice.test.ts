import { describe, expect, it } from 'vitest';
import { newMarker, type MarkerId } from '../../../src/lib/music/marker';
import { freshMemory } from '../../../src/lib/music/room-memory';
import { newLoop, withPass, type LoopId } from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { OWN_SPEED, speed, type Speed } from '../../../src/lib/music/tuning';
import { frames, type Frames } from '../../../src/lib/units/units';
import { loopComplaints, markerComplaints, roomComplaints } from '../../tools/audit-practice';

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
