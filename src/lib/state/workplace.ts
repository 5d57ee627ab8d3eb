import type { Tags } from '../audio/probe';
import type { LibraryDatabase } from '../library/database';
import type { BlockPeaks } from '../music/block';
import type { Song, SongId } from '../music/song';
import type { Outcome } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import type { Separator } from '../separation/separator';
import type { FailureKey } from './failures';
import type { Settings } from './settings.svelte';

/** What separation works with; owned by the app. */
export interface Workplace {
	readonly database: LibraryDatabase;
	readonly separator: Separator;
	readonly settings: Settings;
}

export interface SongSource {
	readonly id: SongId;
	readonly file: File;
	readonly tags: Tags;
}

/** Told as things happen, in order. */
export interface Watcher {
	readonly phase: (state: JobState) => void;
	/** The song's row has changed: it was added, or blocks were stored with it. */
	readonly stored: (song: Song, peaks: readonly BlockPeaks[]) => void;
}

export type Result<Value> = Outcome<Value, FailureKey>;
