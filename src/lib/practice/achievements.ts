import { MARKS, type AchievementKind, type AchievementName } from '../music/achievement';
import type { Milliseconds } from '../units/units';
import { counts } from './day';
import { longestStreak } from './streak';
import type { Sums } from './sums';

/** What marks are measured by. */
export interface Standing {
	/** The longest: what was reached stays reached. */
	readonly streak: number;
	/** Those that count (`COUNTS_FROM`). */
	readonly songs: number;
	readonly sounded: Milliseconds;
	readonly passes: number;
}

const HOUR = 60 * 60 * 1000;
const KINDS = Object.keys(MARKS) as AchievementKind[];

export const standingOf = ({ days, songs, totals: { sounded, passes } }: Sums): Standing => ({
	streak: longestStreak(days),
	songs: songs.filter(counts).length,
	sounded,
	passes
});

/** Every mark up to there, also those that nobody ever stood at exactly. */
export function reached({ streak, songs, sounded, passes }: Standing): readonly AchievementName[] {
	const counted: Record<AchievementKind, number> = { streak, songs, hours: sounded / HOUR, passes };
	return KINDS.flatMap((kind) =>
		MARKS[kind].filter((mark) => counted[kind] >= mark).map((mark) => `${kind}-${mark}` as AchievementName)
	);
}
