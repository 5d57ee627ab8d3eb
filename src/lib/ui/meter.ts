import { toDecibels, type Decibels, type Gain, type Seconds } from '../units/units';

/** What a level meter shows: the level, and the highest one of late, held for a while. */
export interface MeterReading {
	readonly level: Decibels;
	readonly peak: Decibels;
	/** For how long the peak has been held. */
	readonly held: Seconds;
}

/** The ends of the scale. */
export const METER_FLOOR = -54 as Decibels;
export const METER_TOP = 6 as Decibels;

/** A level falls 20 dB in 1.7 s, as peak programme meters of type I do (IEC 60268-10). */
const FALL = 20 / 1.7;
const PEAK_HOLD = 1 as Seconds;

export const EMPTY_METER: MeterReading = { level: METER_FLOOR, peak: METER_FLOOR, held: 0 as Seconds };

/** The reading `elapsed` later, where the largest magnitude since then is `level`: up at once, down slowly. */
export function nextReading(before: MeterReading, level: Gain, elapsed: Seconds): MeterReading {
	const now = inScale(toDecibels(level));
	const fallen = FALL * elapsed;
	const shown = Math.max(now, before.level - fallen) as Decibels;
	if (shown >= before.peak) return { level: shown, peak: shown, held: 0 as Seconds };
	const held = (before.held + elapsed) as Seconds;
	const peak = held < PEAK_HOLD ? before.peak : Math.max(shown, before.peak - fallen);
	return { level: shown, peak: peak as Decibels, held };
}

/** Where a level lies on the scale, even in decibels: 0 … 1. */
export const meterShare = (level: Decibels): number => (level - METER_FLOOR) / (METER_TOP - METER_FLOOR);

const inScale = (level: Decibels): Decibels => Math.min(METER_TOP, Math.max(METER_FLOOR, level)) as Decibels;
