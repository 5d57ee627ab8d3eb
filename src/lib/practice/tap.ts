import { FASTEST_TEMPO, SLOWEST_TEMPO } from '../music/count-in';
import { seconds, type Seconds } from '../units/units';

/** When a player has tapped, oldest first, on any clock that only goes forward. */
export type Taps = readonly Seconds[];

/** After a longer pause someone taps another tempo. */
const LONGEST_PAUSE = seconds(2);
/** What comes sooner is a finger or a switch that bounces. */
const SHORTEST_INTERVAL = seconds(0.1);
const MOST_INTERVALS = 8;

/** The taps with one more at this time. */
export function tapped(taps: Taps, at: Seconds): Taps {
	const last = taps.at(-1);
	if (last === undefined || at - last > LONGEST_PAUSE) return [at];
	if (at - last < SHORTEST_INTERVAL) return taps;
	return [...taps, at].slice(-MOST_INTERVALS - 1);
}

/**
 * Beats in a minute of the song at its own speed, tapped while it plays `rate` times as fast; null for less than two
 * taps. Never outside of what a count-in can have.
 *
 * It is the slope of the line that fits the taps best (least squares of times over beats), which a single late tap
 * moves least. Beats are counted by the median interval, so that a beat left out is one left out and no slow one.
 */
export function tempoOf(taps: Taps, rate = 1): number | null {
	if (taps.length < 2) return null;
	const intervals = taps.slice(1).map((at, i) => at - taps[i]!);
	const usual = median(intervals);
	const beats = [0];
	for (const interval of intervals) beats.push(beats.at(-1)! + Math.max(1, Math.round(interval / usual)));
	const tempo = 60 / (slope(beats, taps) * rate);
	return Math.min(FASTEST_TEMPO, Math.max(SLOWEST_TEMPO, tempo));
}

function median(values: readonly number[]): number {
	const sorted = values.toSorted((one, other) => one - other);
	const middle = (sorted.length - 1) / 2;
	return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
}

/** Of the line through (x, y) with the least sum of squared distances in y. */
function slope(x: readonly number[], y: readonly number[]): number {
	const meanX = mean(x);
	const meanY = mean(y);
	const xy = x.reduce((sum, value, i) => sum + (value - meanX) * (y[i]! - meanY), 0);
	return xy / x.reduce((sum, value) => sum + (value - meanX) ** 2, 0);
}

const mean = (values: readonly number[]): number =>
	values.reduce((sum, value) => sum + value, 0) / values.length;
