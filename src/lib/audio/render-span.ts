import type { BlockLayout } from '../music/block';
import { frames, type Frames } from '../units/units';
import type { PracticeSound } from './protocol';

/** How a mix is rendered: a mix has neither a count-in nor turns. */
export type MixSound = Pick<PracticeSound, 'rate' | 'transposed' | 'loop'>;

/** The part of a song that is rendered: `end` is the first frame that is not in it. */
export interface Span {
	readonly start: Frames;
	readonly end: Frames;
}

/** One pass of the loop where there is one, else the whole song. */
export const spanOf = ({ frames: end }: BlockLayout, { loop }: MixSound): Span =>
	loop ?? { start: frames(0), end };

/** How many frames that gives at its speed: the nearest whole number. */
export const renderedFrames = (layout: BlockLayout, sound: MixSound): Frames => {
	const { start, end } = spanOf(layout, sound);
	return frames(Math.round((end - start) / sound.rate));
};
