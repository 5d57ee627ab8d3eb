import { expect, it } from 'vitest';
import { newLoop, type LoopId, type SavedLoop } from '../../../src/lib/music/saved-loop';
import type { LoopPractice, PracticeDay, Session, SessionId } from '../../../src/lib/music/session';
import type { SongId } from '../../../src/lib/music/song';
import { speed } from '../../../src/lib/music/tuning';
import { practisedLoops } from '../../../src/lib/state/practised-loops';
import { frames, milliseconds } from '../../../src/lib/units/units';

const session = (day: string, song: string, ...loops: LoopPractice[]): Session => ({
	id: `${day} ${song}` as SessionId,
	song: song as SongId,
	title: `Title of ${song}`,
	artist: null,
	startedAt: Date.parse(day),
	day: day as PracticeDay,
	sounded: milliseconds(120_000),
	passes: 0,
	loops,
	muted: [],
	soloed: []
});
const practised = (loop: string, percent: number, passes = 4, name = `Name of ${loop}`): LoopPractice => ({
	loop: loop as LoopId,
	name,
	passes,
	speed: speed(percent)
});
const kept = (id: string, change: Partial<SavedLoop> = {}): SavedLoop => ({
	...newLoop('one' as SongId, { start: frames(0), end: frames(10) }, [], 0, id as LoopId),
	...change
});

it('lists each loop once, practised last first, with where it began and its best', () => {
	const sessions = [
		session('2026-05-01', 'one', practised('a', 62), practised('b', 70)),
		session('2026-05-02', 'two', practised('c', 50, 0)),
		session('2026-05-03', 'one', practised('a', 85)),
		session('2026-05-04', 'one', practised('a', 80, 1, 'Bridge'))
	];
	expect(practisedLoops(sessions, [])).toEqual([
		{
			id: 'a',
			song: 'one',
			name: 'Bridge',
			title: 'Title of one',
			speeds: { first: 62, best: 85 },
			lastDay: '2026-05-04'
		},
		{
			id: 'b',
			song: 'one',
			name: 'Name of b',
			title: 'Title of one',
			speeds: { first: 70, best: 70 },
			lastDay: '2026-05-01'
		}
	]);
});

it('tells of a kept loop what its room tells: its name now, and every speed that was ever reached', () => {
	const sessions = [session('2026-05-01', 'one', practised('a', 70))];
	const [loop] = practisedLoops(sessions, [
		kept('a', { name: 'Chorus', speeds: { first: speed(55), best: speed(90) } }),
		kept('never practised')
	]);
	expect(loop).toMatchObject({ name: 'Chorus', speeds: { first: 55, best: 90 } });
	expect(practisedLoops(sessions, [kept('a')])[0]!.speeds).toEqual({ first: 70, best: 70 });
});
