import { seconds, type Seconds } from '../units/units';
import { Silence } from './silence';

/** What headphones and the lock screen can ask for. */
export interface MediaActions {
	play(): void;
	pause(): void;
	/** On, or back where negative. */
	seekBy(step: Seconds): void;
	seekTo(position: Seconds): void;
	/** To the marker before, or to the loop's start. */
	previous(): void;
	next(): void;
}

export interface MediaSong {
	readonly title: string;
	readonly artist: string | null;
	readonly album: string | null;
	readonly cover: Blob | null;
}

/** Where the song is, in its own time; `rate` is its speed, 1 as it was recorded. */
export interface MediaStand {
	readonly playing: boolean;
	readonly position: Seconds;
	readonly duration: Seconds;
	readonly rate: number;
}

/** `at`: when it was so, on the clock of `performance.now()`. */
type TimedStand = MediaStand & { readonly at: number };

type Handlers = Readonly<Partial<Record<MediaSessionAction, MediaSessionActionHandler>>>;

/** The same step as the arrow keys have, where the system names none. */
const STEP = seconds(5);

/** How a browser's media actions are answered. */
export const mediaHandlers = (actions: MediaActions): Handlers => ({
	play: () => actions.play(),
	pause: () => actions.pause(),
	stop: () => actions.pause(),
	seekbackward: ({ seekOffset }) => actions.seekBy(seconds(-(seekOffset ?? STEP))),
	seekforward: ({ seekOffset }) => actions.seekBy(seconds(seekOffset ?? STEP)),
	seekto: ({ seekTime }) => {
		if (seekTime !== undefined) actions.seekTo(seconds(seekTime));
	},
	previoustrack: () => actions.previous(),
	nexttrack: () => actions.next()
});

/** The system moves its own playhead meanwhile. */
const SAY_EVERY_MS = 1000;
/** In seconds of the song: less than this nobody sees on a lock screen. */
const OFF = 0.25;

/** The room on the keys of headphones and on the lock screen; does nothing where a browser has no Media Session. */
export class MediaControls {
	readonly #session: MediaSession | null = 'mediaSession' in navigator ? navigator.mediaSession : null;
	readonly #handlers: Handlers;
	#silence: Silence | null = null;
	#song: MediaSong | null = null;
	#cover: string | null = null;
	#stand: TimedStand | null = null;
	/** What the system was told last. */
	#said: TimedStand | null = null;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(actions: MediaActions) {
		this.#handlers = mediaHandlers(actions);
		for (const [action, handler] of Object.entries(this.#handlers))
			this.#handle(action as MediaSessionAction, handler);
		// Safari gives an AudioContext the lock screen once the page says that it plays music.
		if ('audioSession' in navigator) (navigator.audioSession as { type: string }).type = 'playback';
	}

	/** Shows a song's title and cover; null: none is open. */
	show(song: MediaSong | null): void {
		if (this.#session === null || isSameSong(song, this.#song)) return;
		this.#song = song;
		this.#said = null;
		const before = this.#cover;
		this.#cover = song?.cover ? URL.createObjectURL(song.cover) : null;
		this.#session.metadata = song === null ? null : metadataOf(song, this.#cover);
		if (before !== null) URL.revokeObjectURL(before);
		if (song === null) this.#rest();
	}

	/** Call it as often as the position changes; the system is told of news only, of jumps at most once a second. */
	update(stand: MediaStand): void {
		if (this.#session === null) return;
		const { playing, duration, rate } = (this.#stand = { ...stand, at: performance.now() });
		const said = this.#said;
		if (said?.playing !== playing || said.duration !== duration || said.rate !== rate) this.#say();
		else if (hasJumped(this.#stand, said))
			this.#timer ??= setTimeout(this.#sayJump, said.at + SAY_EVERY_MS - this.#stand.at);
	}

	dispose(): void {
		this.show(null);
		this.#rest();
		for (const action of Object.keys(this.#handlers)) this.#handle(action as MediaSessionAction, null);
		this.#silence?.dispose();
		this.#silence = null;
	}

	#handle(action: MediaSessionAction, handler: MediaSessionActionHandler | null): void {
		try {
			this.#session?.setActionHandler(action, handler);
		} catch {
			// A browser that does not know an action throws; then there is no key for it either.
		}
	}

	readonly #sayJump = (): void => {
		this.#timer = null;
		if (this.#stand !== null && this.#said !== null && hasJumped(this.#stand, this.#said)) this.#say();
	};

	#say(): void {
		const stand = this.#stand;
		if (this.#session === null || stand === null) return;
		this.#forgetTimer();
		this.#said = stand;
		const { playing, position, duration, rate } = stand;
		if (playing) (this.#silence ??= new Silence()).play();
		else this.#silence?.pause();
		this.#session.playbackState = playing ? 'playing' : 'paused';
		this.#session.setPositionState({
			duration,
			position: Math.min(duration, Math.max(0, position)),
			playbackRate: rate
		});
	}

	/** Nothing is open. */
	#rest(): void {
		this.#forgetTimer();
		this.#stand = null;
		this.#said = null;
		this.#silence?.pause();
		if (this.#session === null) return;
		this.#session.playbackState = 'none';
		this.#session.setPositionState();
	}

	#forgetTimer(): void {
		if (this.#timer !== null) clearTimeout(this.#timer);
		this.#timer = null;
	}
}

/** Whether the song is elsewhere than the system's own playhead has gone by itself. */
function hasJumped(now: TimedStand, said: TimedStand): boolean {
	const gone = said.playing ? ((now.at - said.at) / 1000) * said.rate : 0;
	return Math.abs(now.position - said.position - gone) > OFF;
}

/** A song's row is read anew with every block, and its cover with it: its size tells one from another. */
const isSameSong = (one: MediaSong | null, other: MediaSong | null): boolean =>
	one === null || other === null
		? one === other
		: one.title === other.title &&
			one.artist === other.artist &&
			one.album === other.album &&
			one.cover?.size === other.cover?.size;

const metadataOf = ({ title, artist, album, cover }: MediaSong, url: string | null): MediaMetadata =>
	new MediaMetadata({
		title,
		artist: artist ?? '',
		album: album ?? '',
		artwork: url === null ? [] : [{ src: url, type: cover?.type ?? '' }]
	});
