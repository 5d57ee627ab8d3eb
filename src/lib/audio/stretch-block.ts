import { seconds, toFrequencyRatio, type Seconds } from '../units/units';
import type { SpeedAndPitch } from './protocol';

/**
 * How a stretcher works: the length of what is analysed at once, and the distance from one such block of output to the
 * next.
 */
export interface StretchBlock {
	readonly block: Seconds;
	readonly interval: Seconds;
	/** Whether it is two of them, one behind the other (stretcher-pair.ts). */
	readonly paired: boolean;
}

export const USUAL_BLOCK: StretchBlock = { block: seconds(0.12), interval: seconds(0.03), paired: false };
/** For slow practice: tells notes apart that lie closer together, for attacks a little softer. */
export const SLOW_BLOCK: StretchBlock = { block: seconds(0.16), interval: seconds(0.04), paired: false };
/** For what is fast and low at once. A shorter block would keep attacks in place as well, and tear chords apart. */
export const FAST_BLOCK: StretchBlock = { ...USUAL_BLOCK, paired: true };

/** The rate below which {@link SLOW_BLOCK} sounds better. */
const SLOW_BELOW = 0.6;
/** Frames in for one that comes out: where there are more, attacks are out of place by more than 7 ms in a single block. */
const FAST_ABOVE = 2.4;

/** Which block a speed and a pitch want; null: the song as it is. */
export function blockFor({ rate, transposed }: SpeedAndPitch): StretchBlock | null {
	if (rate === 1 && transposed === 0) return null;
	if (rate < SLOW_BELOW) return SLOW_BLOCK;
	return rate / toFrequencyRatio(transposed) > FAST_ABOVE ? FAST_BLOCK : USUAL_BLOCK;
}
