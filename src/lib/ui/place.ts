import type { Frames } from '../units/units';

/** Where things lie on a strip of song, for whatever lies on it. */
export interface Place {
	/** A frame's place in CSS pixels; far outside the window it is anywhere outside. */
	readonly x: (frame: Frames) => number;
	/** The frames on the strip at present: somewhat more than is seen. */
	readonly from: Frames;
	readonly to: Frames;
	/** Song frames under one CSS pixel. */
	readonly perPixel: number;
}

export const isPlaced = ({ from, to }: Place, frame: Frames): boolean => frame >= from && frame <= to;
