import type { Tags } from '../audio/probe';
import type { LibraryDatabase } from '../library/database';
import type { BlockPeaks } from '../music/block';
import type { Song, SongId } from '../music/song';
import type { Outcome } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import type { Separator } from '../separation/separator';
import type { Seconds } from '../units/units';
import type { PlayerAttention } from './attention';
import type { FailureKey } from './failures';
import type { Pace } from './pace.svelte';
import type { Settings } from './settings.svelte';

/** What separation works with; owned by the app. */
export interface Workplace {
	readonly database: LibraryDatabase;
	readonly separator: Separator;
	readonly settings: Settings;
	/** Where the player is: what is separated next goes by it. */
	readonly attention: PlayerAttention;
	/** Whether separation may go on. */
	readonly pace: Pace;
}

export interface SongSource {
	readonly id: SongId;
	readonly file: File;
	readonly tags: Tags;
	/** How long it is, as its container says; null where it was looked at before. */
	readonly seconds: Seconds | null;
	/** The player wants it by the present model, whatever there is by another one. */
	readonly anew: boolean;
}

/** Told as things happen, in order. */
export interface Watcher {
	readonly phase: (state: JobState) => void;
	/** The song's row has changed: it was added, or blocks were stored with it. */
	readonly stored: (song: Song, peaks: readonly BlockPeaks[]) => void;
	/** The original sound under these blocks can be played. */
	readonly originals: (id: SongId, blocks: readonly number[]) => void;
	/** Before it fails for want of room: so many bytes would have to be freed. */
	readonly lacks: (bytes: number) => void;
}

export type Result<Value> = Outcome<Value, FailureKey>;
