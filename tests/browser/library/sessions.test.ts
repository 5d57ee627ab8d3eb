import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { PRACTICE_STORES, readRecords, recordSession, sumUp } from '../../../src/lib/library/sessions';
import { write } from '../../../src/lib/library/transaction';
import type { Achievement } from '../../../src/lib/music/achievement';
import type { LoopId } from '../../../src/lib/music/saved-loop';
import type { Session, SessionId } from '../../../src/lib/music/session';
import type { SongId } from '../../../src/lib/music/song';
import { speed } from '../../../src/lib/music/tuning';
import { success } from '../../../src/lib/outcome/outcome';
import { plusDays } from '../../../src/lib/practice/day';
import { milliseconds } from '../../../src/lib/units/units';
import { audit } from '../../tools/audit';
import { emptyLibrary, noWatch, songId, valueOf } from '../../tools/library';
import { day, HOUR, MINUTE, sessionOf } from '../../tools/sessions';

const NOTHING = {
	sessions: [],
	days: [],
	songs: [],
	totals: { sounded: 0, passes: 0, sessions: 0 },
	achievements: []
};

/** The n-th session of a player who practises another song every day. */
const nth = (n: number, more: Partial<Session> = {}): Session =>
	sessionOf({
		id: `session ${n}` as SessionId,
		song: n.toString(16).padStart(64, '0') as SongId,
		day: plusDays(day('2026-03-05'), n),
		startedAt: Date.parse('2026-03-05T18:00Z') + n * 24 * HOUR,
		...more
	});

describe('sessions', () => {
	let db: LibraryDatabase;
	let otherTab: LibraryDatabase;
	beforeEach(async () => {
		db = await emptyLibrary();
		otherTab = valueOf(await openLibrary(noWatch));
	});
	afterEach(async () => {
		expect(await audit(db)).toEqual([]);
		db.close();
		otherTab.close();
	});
	const record = async (session: Session, now = 1) => valueOf(await recordSession(db, session, now));
	const names = (awarded: readonly Achievement[]) => awarded.map(({ name }) => name);

	it('are not made by looking for them', async () => {
		expect(await readRecords(db)).toEqual(NOTHING);
		for (const store of PRACTICE_STORES) expect(await db.count(store)).toBe(0);
		valueOf(await write(db, PRACTICE_STORES, async (tx) => success(await sumUp(tx, 1))));
		for (const store of PRACTICE_STORES) expect(await db.count(store)).toBe(0);
	});

	it('are kept with their day, their song and the totals', async () => {
		const session = sessionOf({ sounded: milliseconds(10_000), passes: 2, title: 'Blue', artist: 'Joni' });
		expect(await record(session)).toEqual({ session, awarded: [] });
		const { day, startedAt, song, title, artist } = session;
		expect(await readRecords(otherTab)).toEqual({
			sessions: [session],
			days: [{ day, sounded: 10_000, firstAt: startedAt, lastAt: startedAt }],
			songs: [{ song, title, artist, sounded: 10_000, passes: 2, lastAt: startedAt }],
			totals: { sounded: 10_000, passes: 2, sessions: 1 },
			achievements: []
		});
	});

	it('grow while they are written again, and are not changed by what was written before', async () => {
		const loop = { loop: 'x' as LoopId, name: 'Solo', passes: 1, speed: speed(62) };
		const first = sessionOf({ sounded: milliseconds(10_000), passes: 1, loops: [loop] });
		const last: Session = {
			...first,
			sounded: milliseconds(70_000),
			passes: 4,
			loops: [{ ...loop, passes: 3, speed: speed(85) }],
			muted: ['bass']
		};
		for (const version of [first, last, first])
			expect((await record(version)).session).toEqual(await db.get('sessions', first.id));
		expect(await readRecords(db)).toMatchObject({
			sessions: [last],
			days: [{ sounded: 70_000 }],
			songs: [{ sounded: 70_000, passes: 4 }],
			totals: { sounded: 70_000, passes: 4, sessions: 1 }
		});
	});

	it('are read in the order in which they began', async () => {
		const ids = ['c', 'a', 'b'] as SessionId[];
		for (const [n, id] of ids.entries()) await record(nth(n, { id }));
		expect((await readRecords(db)).sessions.map(({ id }) => id)).toEqual(ids);
	});

	it('outlast their song', async () => {
		await record(sessionOf());
		expect(await db.count('songs')).toBe(0);
		expect((await readRecords(db)).songs).toMatchObject([{ song: songId('a'), title: 'Song' }]);
	});

	it('bring each achievement with the write that crosses its mark, once', async () => {
		for (let n = 0; n < 6; n++) expect((await record(nth(n))).awarded).toEqual([]);
		expect(names((await record(nth(6, { sounded: milliseconds(MINUTE - 1) }))).awarded)).toEqual([]);
		const crossing = nth(6, { sounded: milliseconds(MINUTE) });
		expect(await record(crossing, 77)).toEqual({
			session: crossing,
			awarded: [{ name: 'streak-7', awardedAt: 77 }]
		});
		expect((await record(crossing)).awarded).toEqual([]);
		await record(nth(7));
		await record(nth(8));
		expect(names((await record(nth(9))).awarded)).toEqual(['songs-10']);
		expect(
			names((await record(nth(10, { sounded: milliseconds(5.5 * HOUR), passes: 700 }))).awarded)
		).toEqual(['hours-10', 'passes-100', 'passes-500']);
		expect((await readRecords(db)).achievements).toHaveLength(5);
	});

	it('bring a streak that is joined by the day between two', async () => {
		for (const n of [0, 1, 2, 4, 5, 6]) expect((await record(nth(n))).awarded).toEqual([]);
		expect(names((await record(nth(3))).awarded)).toEqual(['streak-7']);
	});

	it('bring a streak that an earlier session joins over the date line', async () => {
		const away = nth(6, { day: plusDays(day('2026-03-05'), 7), startedAt: nth(5).startedAt + 30 * HOUR });
		for (const n of [0, 1, 2, 3, 4, 5]) await record(nth(n));
		expect((await record(away)).awarded).toEqual([]);
		const landed = { ...away, id: 'landed' as SessionId, startedAt: nth(5).startedAt + 22 * HOUR };
		expect(names((await record(landed)).awarded)).toEqual(['streak-7']);
	});

	it('that come all at once, as from a backup, bring every mark up to there', async () => {
		const awarded = await write(db, PRACTICE_STORES, async (tx) => {
			for (let n = 0; n < 40; n++) await tx.objectStore('sessions').put(nth(n));
			return success(await sumUp(tx, 9));
		});
		expect(names(valueOf(awarded))).toEqual(['streak-7', 'streak-30', 'songs-10', 'hours-10']);
		const again = await write(db, PRACTICE_STORES, async (tx) => success(await sumUp(tx, 10)));
		expect(valueOf(again)).toEqual([]);
		expect((await readRecords(db)).achievements.every(({ awardedAt }) => awardedAt === 9)).toBe(true);
	});
});
