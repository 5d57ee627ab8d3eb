/** Every mark a player can reach, by what is counted. A name is its kind and its number: `streak-7`. */
export const MARKS = {
	/** Days in a row. */
	streak: [7, 30, 100],
	songs: [10, 50, 100],
	hours: [10, 50, 100],
	/** Loops heard whole. */
	passes: [100, 500, 1000]
} as const;

export type AchievementKind = keyof typeof MARKS;
export type AchievementName = {
	[Kind in AchievementKind]: `${Kind}-${(typeof MARKS)[Kind][number]}`;
}[AchievementKind];

/** A mark that was reached; once, whatever happens later. */
export interface Achievement {
	readonly name: AchievementName;
	/** Milliseconds since 1970. */
	readonly awardedAt: number;
}
