import type { SongId } from '../music/song';
import type { JobState } from '../separation/job';
import type { Attention } from '../separation/schedule';

/** What one tab tells the others. Songs themselves are read from the library. */
export type NewsItem =
	/** This tab separates a song, and is so far. */
	| { readonly type: 'progress'; readonly id: SongId; readonly job: JobState }
	/** The player is here in a song, in this tab. */
	| { readonly type: 'attention'; readonly id: SongId; readonly attention: Attention }
	/** What is recorded of practising has changed. */
	| { readonly type: 'practised' }
	/** All of the library may be another one: it was emptied, or a backup was restored. */
	| { readonly type: 'all'; readonly emptied: boolean }
	/** A song's row has changed, or is gone; these of its blocks, and of its original, are stored now. */
	| {
			readonly type: 'stored';
			readonly id: SongId;
			readonly blocks: readonly number[];
			readonly originals: readonly number[];
	  };

/** The line between the tabs of this origin. */
export class News {
	readonly #channel = new BroadcastChannel('riffroom:news');

	constructor(receive: (item: NewsItem) => void) {
		this.#channel.onmessage = ({ data }: MessageEvent<NewsItem>) => receive(data);
	}

	/** Hears every tab but this one. */
	tell(item: NewsItem): void {
		this.#channel.postMessage(item);
	}

	dispose(): void {
		this.#channel.close();
	}
}
