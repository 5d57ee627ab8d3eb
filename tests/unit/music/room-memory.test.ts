import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHORTEST_LOOP, type Loop } from '../../../src/lib/music/loop';
import { fitting, freshMemory, type RoomMemory } from '../../../src/lib/music/room-memory';
import type { LoopId } from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { pitch, speed } from '../../../src/lib/music/tuning';
import { withStrip } from '../../../src/lib/music/mix';
import { frames, type Frames } from '../../../src/lib/units/units';

const song = 'a'.repeat(64) as SongId;
const LENGTH = frames(1_000_000);
const loop = (start: number, end: number): Loop => ({ start: start as Frames, end: end as Frames });

const memory: RoomMemory = {
	song,
	position: frames(500_000),
	mix: withStrip(freshMemory(song).mix, 'bass', { muted: true, pan: -0.5 }),
	speed: speed(62),
	pitch: pitch(-2, 13),
	loop: loop(400_000, 600_000),
	loopId: 'verse' as LoopId,
	loopOn: true,
	countIn: { beats: 4, everyPass: true, tempo: 92 },
	turn: { stem: 'vocals', when: loop(450_000, 500_000) },
	changedAt: 77
};

describe('the memory of a room', () => {
	it('is left as it is where it fits its song', () => {
		expect(fitting(memory, LENGTH)).toEqual(memory);
		const plain = { ...memory, loop: null, turn: { stem: 'bass', when: 'alternate' } } as const;
		expect(fitting(plain, LENGTH)).toEqual(plain);
		expect(fitting(freshMemory(song), LENGTH)).toEqual(freshMemory(song));
	});

	it('has its places cut to a shorter song, and nothing else changed', () => {
		expect(fitting(memory, frames(450_000))).toEqual({
			...memory,
			position: 450_000,
			loop: { start: 400_000, end: 450_000 },
			turn: { stem: 'vocals', when: { start: 450_000 - SHORTEST_LOOP, end: 450_000 } }
		});
	});

	it('is as in a fresh room in what an older program did not know', () => {
		const { turn, countIn, ...older } = memory;
		expect([turn, countIn]).not.toContain(undefined);
		const { turn: noTurn, countIn: noCountIn } = freshMemory(song);
		expect(fitting(older as RoomMemory, LENGTH)).toEqual({ ...memory, turn: noTurn, countIn: noCountIn });
	});

	it('has whole frames in the song, whatever numbers were kept', () => {
		const number = fc.double({ noDefaultInfinity: false });
		const length = fc.integer({ min: 1, max: 80_000_000 });
		fc.assert(
			fc.property(number, number, number, length, (position, start, end, long) => {
				const kept: RoomMemory = {
					...memory,
					position: position as Frames,
					loop: loop(start, end),
					turn: { stem: 'bass', when: loop(end, start) }
				};
				const { position: at, loop: around, turn } = fitting(kept, frames(long));
				const range = turn!.when as Loop;
				for (const place of [at, around!.start, around!.end, range.start, range.end]) {
					expect(Number.isInteger(place)).toBe(true);
					expect(place).toBeGreaterThanOrEqual(0);
					expect(place).toBeLessThanOrEqual(long);
				}
				expect(around!.end - around!.start).toBeGreaterThanOrEqual(Math.min(long, SHORTEST_LOOP));
			})
		);
	});
});
