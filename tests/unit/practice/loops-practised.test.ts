import { describe, expect, it } from 'vitest';
import { newLoop, type LoopId } from '../../../src/lib/music/saved-loop';
import type { Session } from '../../../src/lib/music/session';
import { speed } from '../../../src/lib/music/tuning';
import { dueLoops } from '../../../src/lib/practice/due';
import { historyOf } from '../../../src/lib/practice/loop-history';
import { frames } from '../../../src/lib/units/units';
import { day, sessionOf } from '../../tools/sessions';

const id = (text: string) => text as LoopId;
const loop = (text: string) =>
	newLoop(sessionOf().song, { start: frames(0), end: frames(9000) }, [], 5, id(text));

/** A session in which a loop sounded whole so many times, so fast. */
const on = (date: string, passes = 1, percent = 80, of = 'x'): Session =>
	sessionOf({ day: day(date), loops: [{ loop: id(of), name: 'Solo', passes, speed: speed(percent) }] });

describe('the history of a loop', () => {
	it('is the best speed and all passes of each day, in order', () => {
		const sessions = [
			on('2026-03-09', 2, 85),
			on('2026-03-05', 3, 62),
			on('2026-03-05', 1, 70),
			on('2026-03-05', 4, 65),
			on('2026-03-05', 9, 200, 'y'),
			sessionOf({ day: day('2026-03-10') })
		];
		expect(historyOf(sessions, id('x'))).toEqual([
			{ day: '2026-03-05', speed: 70, passes: 8 },
			{ day: '2026-03-09', speed: 85, passes: 2 }
		]);
		expect(historyOf(sessions, id('z'))).toEqual([]);
	});

	it('has no day on which the loop did not sound whole', () => {
		expect(historyOf([on('2026-03-05', 0)], id('x'))).toEqual([]);
	});
});

describe('a loop', () => {
	const dueOn = (sessions: readonly Session[], today: string) =>
		dueLoops([loop('x')], sessions, day(today)).map((due) => due.dueOn);

	it('is not due before it sounded whole', () => {
		expect(dueOn([], '2026-03-05')).toEqual([]);
		expect(dueOn([on('2026-03-01', 0), on('2026-03-01', 1, 80, 'y')], '2026-03-05')).toEqual([]);
	});

	it('is due the next day, then after 2, 4, 8, 16 and from then on 32 days', () => {
		const dates = ['2026-01-01', '2026-01-02', '2026-01-04', '2026-01-08', '2026-01-16', '2026-02-01'];
		const sessions = dates.map((date) => on(date));
		for (const [n, next] of dates.slice(1).entries())
			expect(dueOn(sessions.slice(0, n + 1), next)).toEqual([next]);
		expect(dueOn(sessions, '2026-03-04')).toEqual([]);
		expect(dueOn(sessions, '2026-03-05')).toEqual(['2026-03-05']);
		expect(dueOn([...sessions, on('2026-03-05')], '2026-04-05')).toEqual([]);
		expect(dueOn([...sessions, on('2026-03-05')], '2026-04-06')).toEqual(['2026-04-06']);
	});

	it('is put off by its last day, whichever session is given first, and by each day once', () => {
		const sessions = [on('2026-03-05'), on('2026-03-01'), on('2026-03-05', 30)];
		expect(dueOn(sessions, '2026-03-06')).toEqual([]);
		expect(dueOn(sessions, '2026-03-07')).toEqual(['2026-03-07']);
	});

	it('comes before those that are due for a shorter time', () => {
		const sessions = [
			on('2026-03-04', 1, 80, 'x'),
			on('2026-03-01', 1, 80, 'y'),
			on('2026-03-06', 1, 80, 'z')
		];
		const due = dueLoops(['x', 'y', 'z'].map(loop), sessions, day('2026-03-06'));
		expect(due).toEqual([
			{ loop: loop('y'), lastDay: '2026-03-01', dueOn: '2026-03-02' },
			{ loop: loop('x'), lastDay: '2026-03-04', dueOn: '2026-03-05' }
		]);
	});
});
