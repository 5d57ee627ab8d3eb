import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/lib/music/session';
import { sumOf } from '../../../src/lib/practice/sums';
import { milliseconds } from '../../../src/lib/units/units';
import { anySession, day, HOUR, sessionOf } from '../../tools/sessions';

const sessions = fc.uniqueArray(anySession, { selector: ({ id }) => id, maxLength: 12 });
const bySong = (some: ReturnType<typeof sumOf>) => ({
	...some,
	songs: [...some.songs].sort((one, other) => (one.song < other.song ? -1 : 1))
});
const sum = (all: readonly Session[], of: 'sounded' | 'passes') =>
	all.reduce((total, session) => total + session[of], 0);

describe('the sums of sessions', () => {
	it('are nothing for none', () => {
		expect(sumOf([])).toEqual({ days: [], songs: [], totals: { sounded: 0, passes: 0, sessions: 0 } });
	});

	it('are those of each day, each song and all', () => {
		fc.assert(
			fc.property(sessions, (all) => {
				const { days, songs, totals } = sumOf(all);
				expect(totals).toEqual({
					sounded: sum(all, 'sounded'),
					passes: sum(all, 'passes'),
					sessions: all.length
				});
				expect(days.map((record) => record.day)).toEqual([...new Set(all.map((one) => one.day))].sort());
				for (const record of days) {
					const its = all.filter((session) => session.day === record.day);
					const starts = its.map(({ startedAt }) => startedAt);
					expect(record).toEqual({
						day: record.day,
						sounded: sum(its, 'sounded'),
						firstAt: Math.min(...starts),
						lastAt: Math.max(...starts)
					});
				}
				expect(new Set(songs.map(({ song }) => song))).toEqual(new Set(all.map(({ song }) => song)));
				for (const record of songs) {
					const its = all.filter(({ song }) => song === record.song);
					expect(record).toMatchObject({ sounded: sum(its, 'sounded'), passes: sum(its, 'passes') });
					expect(record.lastAt).toBe(Math.max(...its.map(({ startedAt }) => startedAt)));
				}
			})
		);
	});

	it('are the same in whatever order sessions come', () => {
		const shuffled = sessions.chain((all) =>
			fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }))
		);
		fc.assert(
			fc.property(shuffled, ([all, others]) => {
				expect(bySong(sumOf(others))).toEqual(bySong(sumOf(all)));
			})
		);
	});

	it('call a song as its latest session did, and of two that began together as the later in the alphabet', () => {
		const old = sessionOf({ title: 'Zebra', artist: 'Z' });
		const renamed = sessionOf({ title: 'Ant', artist: null, startedAt: old.startedAt + HOUR });
		const beside = sessionOf({ title: 'Bee', artist: 'B', startedAt: renamed.startedAt });
		expect(sumOf([renamed, old]).songs[0]).toMatchObject({ title: 'Ant', artist: null });
		expect(sumOf([beside, old, renamed]).songs[0]).toMatchObject({ title: 'Bee', artist: 'B' });
		expect(sumOf([renamed, beside]).songs[0]).toMatchObject({ title: 'Bee', artist: 'B' });
	});

	it('keep the day that a session began, also where its time and zone would give another', () => {
		const { days } = sumOf([
			sessionOf({ day: day('2026-03-05') }),
			sessionOf({ day: day('2026-03-06'), sounded: milliseconds(HOUR) })
		]);
		expect(days.map((record) => [record.day, record.sounded])).toEqual([
			['2026-03-05', HOUR / 2],
			['2026-03-06', HOUR]
		]);
	});
});
