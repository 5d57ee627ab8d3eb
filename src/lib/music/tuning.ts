import { cents, type Cents } from '../units/units';

declare const percent: unique symbol;
/** How fast a song is played, in per cent of its own speed: a whole number from 25 to 200. */
export type Speed = number & { readonly [percent]: true };

export const SLOWEST = 25 as Speed;
export const FASTEST = 200 as Speed;
export const OWN_SPEED = 100 as Speed;

/** The nearest speed there is; the song's own where `value` is no number. */
export const speed = (value: number): Speed =>
	Number.isNaN(value) ? OWN_SPEED : (Math.min(FASTEST, Math.max(SLOWEST, Math.round(value))) as Speed);

/** What one press changes the speed by: it goes to the next multiple of this. */
const SPEED_STEP = 5;

export const slower = (from: Speed): Speed => speed(SPEED_STEP * (Math.ceil(from / SPEED_STEP) - 1));
export const faster = (from: Speed): Speed => speed(SPEED_STEP * (Math.floor(from / SPEED_STEP) + 1));

/** The speeds that one key goes through, round and round. */
export const COMMON_SPEEDS: readonly Speed[] = [70, 85, 100].map(speed);

/** The first of `choices` (at least one, slowest first) that is faster than `from`; behind the last the first again. */
export const nextOf = (choices: readonly Speed[], from: Speed): Speed =>
	choices.find((choice) => choice > from) ?? choices[0]!;

/** How a song is moved in pitch: whole semitones (-12 … 12) for its key, and cents (-50 … 50) for its tuning. */
export interface Pitch {
	readonly semitones: number;
	readonly fine: Cents;
}

export const OWN_PITCH: Pitch = { semitones: 0, fine: cents(0) };
export const MOST_SEMITONES = 12;
export const MOST_FINE = cents(50);

/** The nearest pitch there is. */
export const pitch = (semitones: number, fine: number): Pitch => ({
	semitones: within(MOST_SEMITONES, semitones),
	fine: cents(within(MOST_FINE, fine))
});

export const toCents = ({ semitones, fine }: Pitch): Cents => cents(100 * semitones + fine);

const within = (most: number, value: number): number =>
	Math.min(most, Math.max(-most, Math.round(value) || 0));
