import { MARKS, type Achievement, type AchievementKind, type AchievementName } from '../music/achievement';
import type { Standing } from '../practice/achievements';
import { plural } from './format';

/** The marks as they are shown: reached, or how far there. */

const HOUR = 3_600_000;

export const MEDAL_TITLES: Readonly<Record<AchievementKind, string>> = {
	streak: 'Days in a row',
	songs: 'Songs practised',
	hours: 'Hours played',
	passes: 'Loop passes'
};

export const MEDAL_KINDS = Object.keys(MARKS) as AchievementKind[];

export interface Medal {
	readonly name: AchievementName;
	readonly goal: number;
	/** How much of it there is now, whole, the goal at most. */
	readonly stands: number;
	/** Milliseconds since 1970; null: not reached yet. */
	readonly awardedAt: number | null;
}

/** @param standing its streak is the current one: a new streak begins at 0, whatever the longest was. */
export function medalsOf(
	kind: AchievementKind,
	standing: Standing,
	achievements: readonly Achievement[]
): readonly Medal[] {
	const counted = kind === 'hours' ? Math.floor(standing.sounded / HOUR) : standing[kind];
	return MARKS[kind].map((goal) => {
		const name = `${kind}-${goal}` as AchievementName;
		const awarded = achievements.find((achievement) => achievement.name === name);
		return { name, goal, stands: Math.min(counted, goal), awardedAt: awarded?.awardedAt ?? null };
	});
}

/** `7 days in a row`, `50 songs`, `10 hours`, `500 loop passes`. */
export function medalName(kind: AchievementKind, goal: number): string {
	switch (kind) {
		case 'streak':
			return `${goal} days in a row`;
		case 'songs':
			return plural(goal, 'song');
		case 'hours':
			return plural(goal, 'hour');
		case 'passes':
			return `${goal} loop passes`;
	}
}
