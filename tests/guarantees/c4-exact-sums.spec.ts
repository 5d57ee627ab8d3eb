import { expect, test } from '@playwright/test';
import type { Session, SessionId } from '../../src/lib/music/session';
import type { SongId } from '../../src/lib/music/song';
import { sumOf } from '../../src/lib/practice/sums';
import { milliseconds } from '../../src/lib/units/units';
import { openAuditor } from '../tools/auditor';
import { openRecorder, race, recordIn, recordsIn } from '../tools/recordings';
import { day, HOUR, SECOND, sessionOf } from '../tools/sessions';

const LANES = 10;
const KILLS = 10;

/** The n-th session of a tab, `sounded` seconds long: one of 25 songs, one of 10 days. */
const session = (tab: string, n: number, sounded: number): Session =>
	sessionOf({
		id: `${tab} ${n}` as SessionId,
		song: (n % 25).toString(16).padStart(64, '0') as SongId,
		title: `Song ${n % 25}`,
		day: day(`2026-03-${10 + (n % 10)}`),
		startedAt: Date.parse('2026-03-10T12:00Z') + (n % 10) * 24 * HOUR + n * SECOND,
		sounded: milliseconds(sounded * SECOND),
		passes: n
	});

/** What a tab records: 45 sessions of its own, each half done and done, and 10 that both tabs have. */
const recordingsOf = (tab: string): Session[] => [
	...Array.from({ length: 45 }, (_, n) => session(tab, n, 30)),
	...Array.from({ length: 45 }, (_, n) => session(tab, n, 70 + n)),
	...Array.from({ length: 10 }, (_, n) => session('both', n, tab === 'A' ? 100 : 90 + 5 * n))
];

/** What must be there in the end. */
const sessions = [
	...['A', 'B'].flatMap((tab) => recordingsOf(tab).slice(45, 90)),
	...Array.from({ length: 10 }, (_, n) => session('both', n, Math.max(100, 90 + 5 * n)))
];

/** Dealt out so that the two versions of a session are written by different lanes, at any time. */
const lanesOf = (all: readonly Session[]): Session[][] =>
	Array.from({ length: LANES }, (_, lane) => all.filter((_session, n) => (n * 7) % LANES === lane));

const byKey = <Row extends object>(rows: readonly Row[], key: keyof Row) =>
	[...rows].sort((one, other) => (String(one[key]) < String(other[key]) ? -1 : 1));

/**
 * C4: sums are read and written in the transaction of the session they come from, and a session is known by its id.
 *
 * Checked by sums that are read before the transaction, by a foreign await inside it, by versions that are added again
 * or that overwrite a later one, and by achievements that are looked up before it or not at all: each fails the first
 * test here. The second fails where the sums are written in a transaction of their own.
 */
test('C4: two tabs that record a hundred times each at once keep exact sums', async ({ context }) => {
	const [starter, a, b] = [
		await openRecorder(context),
		await openRecorder(context),
		await openRecorder(context)
	];
	const look = await openAuditor(context);
	const tabs = [
		{ tab: a, lanes: lanesOf(recordingsOf('A')) },
		{ tab: b, lanes: lanesOf(recordingsOf('B')) }
	];
	const expectExact = async () => {
		const records = await recordsIn(starter);
		const { days, songs, totals } = sumOf(sessions);
		expect(records.totals).toEqual(totals);
		expect(records.days).toEqual(days);
		expect(byKey(records.songs, 'song')).toEqual(byKey(songs, 'song'));
		expect(byKey(records.sessions, 'id')).toEqual(byKey(sessions, 'id'));
		expect((await look()).complaints).toEqual([]);
	};
	expect(tabs.map(({ lanes }) => lanes.flat().length)).toEqual([100, 100]);
	// By hand: twice 45 sessions of 70 to 114 seconds, and ten of both of 100 … 135.
	expect(sumOf(sessions)).toMatchObject({
		totals: { sounded: (2 * 45 * 92 + 3 * 100 + 7 * 120) * SECOND, passes: 2 * 990 + 45, sessions: 100 }
	});

	const recordings = await race(starter, tabs);
	const done = recordings.map((own) => own.map(({ doneAt }) => doneAt));
	// Both were at it: each was done with some while the other one still wrote.
	for (const [one, other] of [done, done.toReversed()])
		expect(Math.min(...one!)).toBeLessThan(Math.max(...other!));
	await expectExact();
	const awarded = recordings.flat().flatMap((recording) => recording.awarded);
	expect(awarded.sort()).toEqual(['passes-100', 'passes-1000', 'passes-500', 'songs-10', 'streak-7']);

	// All of it once more changes nothing, and brings nothing.
	const again = await race(starter, tabs);
	await expectExact();
	expect(again.flat().flatMap((recording) => recording.awarded)).toEqual([]);
});

test('C4: a tab that is killed while it records leaves exact sums', async ({ context }) => {
	const look = await openAuditor(context);
	const witness = await openRecorder(context);
	const kept = async () => (await recordsIn(witness)).totals.sessions;
	for (let kill = 1; kill <= KILLS; kill++) {
		const tab = await openRecorder(context);
		const before = await kept();
		// Again and again, so that it is not done before it is killed.
		const endless = Array.from({ length: 20 }, () => recordingsOf(`killed ${kill}`)).flat();
		const killed = recordIn(tab, endless).catch(() => null);
		await expect.poll(kept, { intervals: [10] }).toBeGreaterThan(before + 3 * kill);
		const devtools = await context.newCDPSession(tab);
		// It cannot answer any more.
		void devtools.send('Page.crash').catch(() => undefined);
		expect(await killed).toBeNull();
		await tab.close();
		expect((await look()).complaints).toEqual([]);
	}
});
