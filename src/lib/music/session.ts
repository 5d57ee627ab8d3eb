import type { Milliseconds } from '../units/units';
import type { LoopId } from './saved-loop';
import type { SongId } from './song';
import type { StemName } from './stems';
import type { Speed } from './tuning';

declare const sessionId: unique symbol;
/** A UUID: sessions of two tabs or two devices never collide. */
export type SessionId = string & { readonly [sessionId]: true };

declare const practiceDay: unique symbol;
/** A date as the player lives it, `YYYY-MM-DD`: see `practiceDayOf`. Such strings sort by time. */
export type PracticeDay = string & { readonly [practiceDay]: true };

/** What was reached in one kept loop during one session. */
export interface LoopPractice {
	readonly loop: LoopId;
	/** As it was called then: the loop itself may be gone. */
	readonly name: string;
	/** Times it sounded whole. */
	readonly passes: number;
	/** The fastest of them. */
	readonly speed: Speed;
}

/**
 * One stretch of practising one song. It only ever grows while it is written again and again, so that of two versions
 * the larger of each number is the right one, whichever is written last: see `unitedSession`.
 */
export interface Session {
	readonly id: SessionId;
	readonly song: SongId;
	/** As the song was called then: records outlast their song. */
	readonly title: string;
	readonly artist: string | null;
	/** Milliseconds since 1970. */
	readonly startedAt: number;
	/** The day it began, which all of it counts for. It stays what it was, wherever the player's clock is set later. */
	readonly day: PracticeDay;
	/** How long the song really sounded. Whole, so that sums are exact. */
	readonly sounded: Milliseconds;
	/** Times a loop, kept or not, sounded whole. */
	readonly passes: number;
	/** By their ids. */
	readonly loops: readonly LoopPractice[];
	/** Stems that were muted, and soloed, at some time while the song sounded; in the stems' order. */
	readonly muted: readonly StemName[];
	readonly soloed: readonly StemName[];
}
