/**
 * Branded numbers for the quantities that are easily mixed up, and the only converters between them.
 * A brand exists for the compiler alone: at run time each value is a plain number.
 */
declare const unit: unique symbol;
type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

/** A duration or a position in time, in seconds. */
export type Seconds = Quantity<'seconds'>;
/** A duration in whole milliseconds: what is summed up over years must not be rounded on the way. */
export type Milliseconds = Quantity<'milliseconds'>;
/** A count of sample frames (one sample per channel), or a position counted in them. Always whole. */
export type Frames = Quantity<'frames'>;
/** Sample frames per second. */
export type SampleRate = Quantity<'sample rate'>;
/** A level relative to another, in decibels of amplitude (20·log10). */
export type Decibels = Quantity<'decibels'>;
/** A distance in pitch: 100 are a semitone, 1200 an octave. */
export type Cents = Quantity<'cents'>;
/** A linear amplitude factor: 1 leaves the signal as it is, 0 is silence. */
export type Gain = Quantity<'gain'>;

/** The one rate everything in RiffRoom runs at: what HTDemucs was trained on. */
export const SAMPLE_RATE = 44100 as SampleRate;

export const seconds = (value: number): Seconds => value as Seconds;
/** The nearest whole number of them. */
export const milliseconds = (value: number): Milliseconds => Math.round(value) as Milliseconds;
export const decibels = (value: number): Decibels => value as Decibels;
export const cents = (value: number): Cents => value as Cents;
export const gain = (value: number): Gain => value as Gain;

/** @throws RangeError where `value` is not a whole number: half a frame is always a mistake. */
export function frames(value: number): Frames {
	if (!Number.isInteger(value)) throw new RangeError(`${value} is not a whole number of frames`);
	return value as Frames;
}

export const toSeconds = (count: Frames, rate: SampleRate = SAMPLE_RATE): Seconds =>
	(count / rate) as Seconds;

/** The nearest frame to a time. */
export const toFrames = (time: Seconds, rate: SampleRate = SAMPLE_RATE): Frames =>
	Math.round(time * rate) as Frames;

/** `-Infinity` dB is silence. */
export const toGain = (level: Decibels): Gain => (10 ** (level / 20)) as Gain;
export const toDecibels = (factor: Gain): Decibels => (20 * Math.log10(factor)) as Decibels;

/** The factor by which frequencies are multiplied: 2 is an octave up. */
export const toFrequencyRatio = (distance: Cents): number => 2 ** (distance / 1200);
