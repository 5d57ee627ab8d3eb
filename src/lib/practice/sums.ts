import type { DayRecord, SongRecord, Totals } from '../music/practice-record';
import type { PracticeDay, Session } from '../music/session';
import type { SongId } from '../music/song';
import { milliseconds } from '../units/units';

/** What all sessions come to. */
export interface Sums {
	/** Ascending. */
	readonly days: readonly DayRecord[];
	/** In no order that means anything. */
	readonly songs: readonly SongRecord[];
	readonly totals: Totals;
}

export const NO_TOTALS: Totals = { sounded: milliseconds(0), passes: 0, sessions: 0 };

export function sumOf(sessions: Iterable<Session>): Sums {
	const days = new Map<PracticeDay, DayRecord>();
	const songs = new Map<SongId, SongRecord>();
	let totals = NO_TOTALS;
	for (const session of sessions) {
		days.set(session.day, dayWith(days.get(session.day), session));
		songs.set(session.song, songWith(songs.get(session.song), session));
		totals = totalsWith(totals, session);
	}
	return {
		days: [...days.values()].sort((one, other) => (one.day < other.day ? -1 : 1)),
		songs: [...songs.values()],
		totals
	};
}

/**
 * These three give a record with one more session in it, or, where a version of the session is in it already
 * (`before`), with what it has grown by. Both versions are of the same day, song and so on.
 */
export const dayWith = (record: DayRecord | undefined, session: Session, before?: Session): DayRecord => ({
	day: session.day,
	sounded: milliseconds((record?.sounded ?? 0) + session.sounded - (before?.sounded ?? 0)),
	firstAt: Math.min(record?.firstAt ?? Infinity, session.startedAt),
	lastAt: Math.max(record?.lastAt ?? -Infinity, session.startedAt)
});

export const songWith = (record: SongRecord | undefined, session: Session, before?: Session): SongRecord => ({
	...(record !== undefined && isLatest(record, session) ? record : latest(session)),
	sounded: milliseconds((record?.sounded ?? 0) + session.sounded - (before?.sounded ?? 0)),
	passes: (record?.passes ?? 0) + session.passes - (before?.passes ?? 0)
});

export const totalsWith = (totals: Totals, session: Session, before?: Session): Totals => ({
	sounded: milliseconds(totals.sounded + session.sounded - (before?.sounded ?? 0)),
	passes: totals.passes + session.passes - (before?.passes ?? 0),
	sessions: totals.sessions + (before === undefined ? 1 : 0)
});

const latest = ({ song, title, artist, startedAt }: Session) => ({ song, title, artist, lastAt: startedAt });

/** Of two sessions that began together either could be the latest: the order of their titles decides. */
const isLatest = (record: SongRecord, session: Session): boolean =>
	record.lastAt === session.startedAt ? callOf(record) >= callOf(session) : record.lastAt > session.startedAt;

const callOf = ({ title, artist }: Pick<Session, 'title' | 'artist'>): string =>
	JSON.stringify([title, artist]);
