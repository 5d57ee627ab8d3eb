import { SAMPLE_RATE, seconds, toFrames, toSeconds, type Frames, type Seconds } from '../units/units';
import { clock } from './format';

/** Distances between times on a ruler, in hundredths of a second: whole numbers, so that none of them drifts. */
const STEPS = [10, 20, 50, 100, 200, 500, 1000, 1500, 3000, 6000, 12_000, 30_000, 60_000, 180_000, 360_000];

/** A place and the time written there. */
export interface Tick {
	readonly at: Frames;
	readonly time: string;
}

/**
 * The times between two frames that stand at least `apart` frames from one another: at round numbers of seconds,
 * the same ones wherever the view begins.
 */
export function ticks(from: Frames, to: Frames, apart: number): Tick[] {
	const least = (100 * apart) / SAMPLE_RATE;
	const step = STEPS.find((hundredths) => hundredths >= least) ?? Math.ceil(least / 360_000) * 360_000;
	const found: Tick[] = [];
	for (let at = Math.ceil((100 * toSeconds(from)) / step) * step; ; at += step) {
		const frame = toFrames(seconds(at / 100));
		if (frame > to) return found;
		found.push({ at: frame, time: exactClock(seconds(at / 100), step % 100 === 0 ? 0 : 1) });
	}
}

/** A time to so many places behind the point, rounded: `1:02.35`. */
export function exactClock(time: Seconds, places: number): string {
	const scale = 10 ** places;
	const parts = Math.round(Math.max(0, time) * scale);
	const whole = clock(seconds(Math.floor(parts / scale)));
	return places === 0 ? whole : `${whole}.${String(parts % scale).padStart(places, '0')}`;
}
