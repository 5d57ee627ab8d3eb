import { frames, SAMPLE_RATE, type Frames } from '../units/units';

/** Clicks before the song sets in. */
export interface CountIn {
	/** 0: none. At most {@link MOST_BEATS}. */
	readonly beats: number;
	/** Before each pass of a loop, not only when playing starts. */
	readonly everyPass: boolean;
	/** The song's beats in a minute, as tapped or typed; they are played at the song's present speed. */
	readonly tempo: number;
}

export const MOST_BEATS = 8;
export const SLOWEST_TEMPO = 20;
export const FASTEST_TEMPO = 400;
export const NO_COUNT_IN: CountIn = { beats: 0, everyPass: false, tempo: 100 };

/** From one click to the next, at a speed of `rate` times the song's own. */
export const beatFrames = ({ tempo }: CountIn, rate: number): Frames =>
	frames(Math.round((60 * SAMPLE_RATE) / (tempo * rate)));
