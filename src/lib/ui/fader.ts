import { LOUDEST, SILENT } from '../music/mix';
import { decibels, type Decibels } from '../units/units';

/**
 * The way of a fader, 0 (bottom) … 1 (top), as on a mixing desk: most of it for the levels that are mixed with.
 * The own level (0 dB) lies at three quarters. Above it runs even in decibels; below it the same slope goes on and
 * steepens with the square of the distance, down to silence.
 */
const UNITY = 0.75;
const SLOPE = LOUDEST / (1 - UNITY);
const STEEPENING = -(SILENT + SLOPE * UNITY) / UNITY ** 2;

/** The level at a place of the fader, in whole decibels: between them nobody hears a difference. */
export function faderLevel(place: number): Decibels {
	const below = UNITY - Math.min(1, Math.max(0, place));
	const level = -SLOPE * below - (below > 0 ? STEEPENING * below ** 2 : 0);
	return decibels(Math.round(level) + 0);
}

/** The place of a level: the inverse of {@link faderLevel}. */
export function faderPlace(level: Decibels): number {
	const within = Math.min(LOUDEST, Math.max(SILENT, level));
	if (within >= 0) return UNITY + within / SLOPE;
	return UNITY - (Math.sqrt(SLOPE ** 2 - 4 * STEEPENING * within) - SLOPE) / (2 * STEEPENING);
}
