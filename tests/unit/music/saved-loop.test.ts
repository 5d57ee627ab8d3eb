import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	LOOP_COLOURS,
	newLoop,
	withPass,
	type LoopId,
	type SavedLoop
} from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { FASTEST, SLOWEST, speed } from '../../../src/lib/music/tuning';
import { frames } from '../../../src/lib/units/units';

const song = 'a'.repeat(64) as SongId;
const place = { start: frames(1000), end: frames(50_000) };
const id = (text: string) => text as LoopId;

const several = (count: number): SavedLoop[] => {
	const loops: SavedLoop[] = [];
	for (let i = 0; i < count; i++) loops.push(newLoop(song, place, loops, 5, id(`${i}`)));
	return loops;
};

describe('a new loop', () => {
	it('knows its song and place, and that nothing was reached in it', () => {
		expect(newLoop(song, place, [], 77, id('x'))).toEqual({
			song,
			id: 'x',
			start: 1000,
			end: 50_000,
			name: 'Loop 1',
			colour: 0,
			trainer: null,
			passes: 0,
			speeds: null,
			changedAt: 77
		});
	});

	it('takes nothing else from where its place comes from', () => {
		const [practised] = several(1).map((loop) => withPass(loop, speed(70), 5));
		expect(newLoop(song, practised!, [], 77, id('x'))).toMatchObject({ passes: 0, speeds: null, id: 'x' });
	});

	it('has the first free number, and a colour that is not taken while there is one', () => {
		const loops = several(LOOP_COLOURS + 2);
		expect(loops.map(({ name }) => name)).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `Loop ${n}`));
		expect(loops.map(({ colour }) => colour)).toEqual([0, 1, 2, 3, 4, 5, 0, 1]);

		const others = loops.filter((_, i) => i !== 1 && i !== 7);
		expect(newLoop(song, place, others, 5, id('x'))).toMatchObject({ name: 'Loop 2', colour: 1 });
		const renamed = several(2).map((loop) => ({ ...loop, name: 'Bridge' }));
		expect(newLoop(song, place, renamed, 5, id('x'))).toMatchObject({ name: 'Loop 1', colour: 2 });
	});
});

describe('a pass', () => {
	it('is counted, with the speed of the first and the best', () => {
		const [loop] = several(1);
		const first = withPass(loop!, speed(70), 100);
		expect(first).toEqual({ ...loop, passes: 1, speeds: { first: 70, best: 70 }, changedAt: 100 });
		const slower = withPass(first, speed(62), 200);
		expect(slower).toEqual({ ...loop, passes: 2, speeds: { first: 70, best: 70 }, changedAt: 200 });
		const faster = withPass(slower, speed(85), 150);
		expect(faster).toEqual({ ...loop, passes: 3, speeds: { first: 70, best: 85 }, changedAt: 200 });
	});

	it('so it is after any passes', () => {
		const speeds = fc.array(fc.integer({ min: SLOWEST, max: FASTEST }), { minLength: 1 });
		fc.assert(
			fc.property(speeds, (passes) => {
				const loop = passes.reduce((before, at, i) => withPass(before, speed(at), i), several(1)[0]!);
				expect(loop.passes).toBe(passes.length);
				expect(loop.speeds).toEqual({ first: passes[0], best: Math.max(...passes) });
			})
		);
	});
});
