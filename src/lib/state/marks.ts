import type { SongId } from '../music/song';
import type { Precision } from '../music/model';
import type { Provider } from '../separation/protocol';

/**
 * What happens to a song, on the browser's own timeline (User Timing): visible in a profile, read by
 * `npm run bench`, kept on the device like everything else.
 */
export interface Marks {
	/** Files were dropped or picked. */
	drop: { files: number };
	/** A song is on the stand: Play would play it. */
	open: { song: SongId };
	/** A song began to sound. */
	sound: { song: SongId };
	/** A stored block came too late to be played in time. */
	underrun: { song: SongId };
	/** The session is open; `seconds` from the first byte asked for. */
	'model-ready': { provider: Provider; precision: Precision; threads: number; seconds: number };
	/** A segment came back from the worker. */
	segment: { index: number; modelSeconds: number; dspSeconds: number };
	/** A block is stored and can be played. */
	block: { index: number };
	/** The last block is stored. */
	complete: { segments: number };
}

export function mark<Event extends keyof Marks>(event: Event, detail: Marks[Event]): void {
	performance.mark(`riffroom:${event}`, { detail });
}
