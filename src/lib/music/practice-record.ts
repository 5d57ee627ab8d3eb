import type { Milliseconds } from '../units/units';
import type { PracticeDay } from './session';
import type { SongId } from './song';

/**
 * What the sessions come to, kept beside them and changed with them in one transaction. All of it follows from the
 * sessions alone (`sumOf` in practice/), which is how a restored backup makes it anew.
 */
export interface DayRecord {
	readonly day: PracticeDay;
	readonly sounded: Milliseconds;
	/** When its first session began and its last one, milliseconds since 1970: see `streakOf`. */
	readonly firstAt: number;
	readonly lastAt: number;
}

export interface SongRecord {
	readonly song: SongId;
	/** As in its latest session. */
	readonly title: string;
	readonly artist: string | null;
	readonly sounded: Milliseconds;
	readonly passes: number;
	/** When its latest session began, milliseconds since 1970. */
	readonly lastAt: number;
}

export interface Totals {
	readonly sounded: Milliseconds;
	readonly passes: number;
	readonly sessions: number;
}
