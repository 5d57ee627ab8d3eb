import type { Speed } from '../music/tuning';
import { milliseconds, type Milliseconds } from '../units/units';

/** Where the lines of a chart are: few, at round numbers. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Of time, in minutes. Beyond the last one its multiples follow. */
const STEPS = [5, 10, 15, 30, 60, 120, 180, 300, 600];
const MOST_LINES = 4;

/** A line and what is written beside it. */
export interface ChartLine<Value> {
	readonly at: Value;
	readonly label: string;
}

/** Where things are drawn in a chart, in CSS pixels: from x = `left`, `width` wide; a share of the height is at `y`. */
export interface Plot {
	readonly left: number;
	readonly width: number;
	readonly y: (share: number) => number;
}

/**
 * The lines of a chart of times, from 0 to the first round time that is not below `longest`. The highest alone tells
 * the unit: `0`, `30`, `60 min`; `0`, `1`, `2 h`.
 */
export function timeLines(longest: Milliseconds): readonly ChartLine<Milliseconds>[] {
	const need = Math.max(longest / MINUTE, 1) / MOST_LINES;
	const step = STEPS.find((minutes) => minutes >= need) ?? Math.ceil(need / 600) * 600;
	const count = Math.max(1, Math.ceil(longest / MINUTE / step));
	const [unit, name] = step % 60 === 0 ? [HOUR, 'h'] : [MINUTE, 'min'];
	return Array.from({ length: count + 1 }, (_, i) => {
		const at = milliseconds(i * step * MINUTE);
		return { at, label: i === count ? `${at / unit} ${name}` : String(at / unit) };
	});
}

/** The lines of a chart of speeds: at tens, twenties and so on, the lowest and the highest of them around all speeds. */
export function speedLines(speeds: readonly Speed[]): readonly ChartLine<Speed>[] {
	const [least, most] = [Math.min(...speeds), Math.max(...speeds)];
	const step = [10, 20, 50].find((per) => most - least <= (MOST_LINES - 1) * per) ?? 100;
	const [from, to] = [
		Math.floor(least / step),
		Math.max(Math.ceil(most / step), Math.floor(least / step) + 1)
	];
	return Array.from({ length: to - from + 1 }, (_, i) => {
		const at = ((from + i) * step) as Speed;
		return { at, label: `${at} %` };
	});
}
