import type { IDBPTransaction } from 'idb';
import type { Achievement } from '../music/achievement';
import type { DayRecord, SongRecord, Totals } from '../music/practice-record';
import type { Session } from '../music/session';
import { success, type Outcome } from '../outcome/outcome';
import { standingOf } from '../practice/achievements';
import { counts } from '../practice/day';
import { isSameSession, unitedSession } from '../practice/session';
import { dayWith, NO_TOTALS, songWith, totalsWith } from '../practice/sums';
import type { LibraryDatabase } from './database';
import { award, PRACTICE_STORES, sumUp } from './practice-sums';
import type { RiffRoomSchema } from './schema';
import { write, type StorageFailure } from './transaction';

export { PRACTICE_STORES, sumUp, type PracticeTransaction } from './practice-sums';

/** Everything in the {@link PRACTICE_STORES}, of one moment. */
export interface Records {
	/** In the order in which they began. */
	readonly sessions: readonly Session[];
	/** Ascending. */
	readonly days: readonly DayRecord[];
	/** In no order that means anything. */
	readonly songs: readonly SongRecord[];
	readonly totals: Totals;
	readonly achievements: readonly Achievement[];
}

/** Reading makes nothing: where nobody has practised there is nothing afterwards either. Rejects where storage fails. */
export async function readRecords(db: LibraryDatabase): Promise<Records> {
	const tx = db.transaction(PRACTICE_STORES);
	const all = async () => ({
		sessions: (await tx.objectStore('sessions').getAll()).sort(
			(one, other) => one.startedAt - other.startedAt
		),
		days: await tx.objectStore('days').getAll(),
		songs: await tx.objectStore('practised').getAll(),
		totals: (await tx.objectStore('totals').get('all')) ?? NO_TOTALS,
		achievements: await tx.objectStore('achievements').getAll()
	});
	const [records] = await Promise.all([all(), tx.done]);
	return records;
}

/** The row of a session as it is kept now, and the achievements that came with it. */
export interface Recorded {
	readonly session: Session;
	readonly awarded: readonly Achievement[];
}

/**
 * Keeps a session as far as it went, with all that follows from it. Exact however many tabs write, in whatever order
 * and however often: a version that is kept already, or an older one, changes nothing. Not flushed to the disk: it is
 * written every few seconds while someone practises.
 *
 * @param now Milliseconds since 1970.
 */
export const recordSession = (
	db: LibraryDatabase,
	session: Session,
	now: number
): Promise<Outcome<Recorded, StorageFailure>> =>
	write(
		db,
		PRACTICE_STORES,
		async (tx) => {
			const sessions = tx.objectStore('sessions');
			const before = await sessions.get(session.id);
			const united = unitedSession(before ?? session, session);
			await sessions.put(united);
			// What a session has grown by is not all where it is of another day or song than it was.
			const isGrown = before === undefined || isSameSession(before, session);
			const awarded = isGrown ? await addUp(tx, united, before, now) : await sumUp(tx, now);
			return success({ session: united, awarded });
		},
		'relaxed'
	);

/** Adds to its day, its song and the totals what a session has grown by; gives the achievements that came with it. */
async function addUp(
	tx: IDBPTransaction<RiffRoomSchema, typeof PRACTICE_STORES, 'readwrite'>,
	session: Session,
	before: Session | undefined,
	now: number
): Promise<readonly Achievement[]> {
	const [days, practised, totals] = [
		tx.objectStore('days'),
		tx.objectStore('practised'),
		tx.objectStore('totals')
	];
	const dayBefore = await days.get(session.day);
	const songBefore = await practised.get(session.song);
	const day = dayWith(dayBefore, session, before);
	const song = songWith(songBefore, session, before);
	const total = totalsWith((await totals.get('all')) ?? NO_TOTALS, session, before);
	await days.put(day);
	await practised.put(song);
	await totals.put(total, 'all');
	// All days and all songs are looked at only where there may be a longer run or one more: every few seconds is often.
	const standing = standingOf({
		days: changesRuns(dayBefore, day) ? await days.getAll() : [],
		songs: beginsToCount(songBefore, song) ? await practised.getAll() : [],
		totals: total
	});
	return award(tx, standing, now);
}

type Sounded = Pick<DayRecord, 'sounded'>;

const beginsToCount = (before: Sounded | undefined, after: Sounded): boolean =>
	counts(after) && (before === undefined || !counts(before));

/** Whether a run of days may be longer now: `streakOf` also asks when a day's first and last session began. */
const changesRuns = (before: DayRecord | undefined, after: DayRecord): boolean =>
	beginsToCount(before, after) ||
	(counts(after) && (before?.firstAt !== after.firstAt || before.lastAt !== after.lastAt));
