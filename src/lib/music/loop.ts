import { frames, seconds, toFrames, type Frames } from '../units/units';

/** A stretch of a song that is played again and again: `end` is the first frame that is not in it. */
export interface Loop {
	readonly start: Frames;
	readonly end: Frames;
}

/** 50 ms: what is shorter is a buzz. */
export const SHORTEST_LOOP = toFrames(seconds(0.05));

/**
 * The loop between two places of a song of `length` frames, whichever comes first: cut to the song, and made
 * {@link SHORTEST_LOOP} long where it is shorter (backwards at the end of the song). A song that is shorter than
 * that is looped whole.
 */
export function loopBetween(one: Frames, other: Frames, length: Frames): Loop {
	const inSong = (frame: number) => Math.min(Math.max(0, frame), length);
	const start = inSong(Math.min(one, other, length - SHORTEST_LOOP));
	const end = inSong(Math.max(one, other, start + SHORTEST_LOOP));
	return { start: frames(start), end: frames(end) };
}

export type LoopSide = 'start' | 'end';

/** One end moved by so many frames (backwards where negative), as far as the other end and the song let it. */
export function nudge({ start, end }: Loop, side: LoopSide, by: Frames, length: Frames): Loop {
	if (side === 'start') return loopBetween(frames(Math.min(start + by, end - SHORTEST_LOOP)), end, length);
	return loopBetween(start, frames(Math.max(end + by, start + SHORTEST_LOOP)), length);
}

/** The whole loop moved by so many frames (backwards where negative), as long as it was, as far as the song goes. */
export function moved(loop: Loop, by: Frames, length: Frames): Loop {
	const long = loopFrames(loop);
	const start = frames(Math.max(0, Math.min(loop.start + by, length - long)));
	return loopBetween(start, frames(start + long), length);
}

export const isInside = ({ start, end }: Loop, frame: Frames): boolean => frame >= start && frame < end;

export const loopFrames = ({ start, end }: Loop): Frames => frames(end - start);
