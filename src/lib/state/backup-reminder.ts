import { milliseconds, type Milliseconds } from '../units/units';

/** After so long without a backup the player is reminded of one; and after he has put that off, for as long again. */
export const REMINDS_AFTER: Milliseconds = milliseconds(30 * 24 * 60 * 60 * 1000);

/** What a reminder goes by. Instants are milliseconds since 1970; null: never. */
export interface BackupStanding {
	/** The browser has promised to keep what is stored. */
	readonly persisted: boolean;
	/** When the first practice session began. */
	readonly practisedSince: number | null;
	readonly backedUpAt: number | null;
	readonly putOffAt: number | null;
}

/** Whether the player is to be reminded of a backup: only where practice could be lost, and never twice in a month. */
export function remindsOfBackup(standing: BackupStanding, now: number): boolean {
	const { persisted, practisedSince, backedUpAt, putOffAt } = standing;
	if (persisted || practisedSince === null) return false;
	const isLongAgo = (at: number) => now - at > REMINDS_AFTER;
	return isLongAgo(backedUpAt ?? practisedSince) && (putOffAt === null || isLongAgo(putOffAt));
}
