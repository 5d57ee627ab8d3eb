import type { Frames } from '../units/units';
import { isInside, type Loop } from './loop';
import type { StemName } from './stems';

/**
 * "Your turn": a stem is silent where the player plays it himself. Independent of mute and solo: it can only
 * silence what they let sound.
 */
export type Turn =
	/** On every second pass of the loop: heard first, then played. */
	| { readonly stem: StemName; readonly when: 'alternate' }
	/** Wherever the song is inside a range. */
	| { readonly stem: StemName; readonly when: Loop };

/** Whether it is the player who plays now. @param pass of the loop: 0 the first */
export const isPlayersTurn = ({ when }: Turn, pass: number, position: Frames): boolean =>
	when === 'alternate' ? pass % 2 === 1 : isInside(when, position);
