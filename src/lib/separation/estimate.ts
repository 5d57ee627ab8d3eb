import { seconds, type Seconds } from '../units/units';
import type { ProviderChoice } from './protocol';

/** Values of the real Fourier transform that a processor's speed is measured by: one of those that separation is made of. */
export const MEASURED_SIZE = 4096;

/**
 * One segment takes a processor as long as so many of these transforms, spread over the threads that separate.
 *
 * Calibrated on two cores of a shared EPYC server with nothing else to do (Chromium 156, 2026-11-23): a segment of 5.8 s
 * of song takes 6.2 s on two threads (`npm run bench`), and two threads do 600,000 transforms a second. That this can
 * be carried over to other processors is no accident: the transform runs at 37 GFLOP/s a thread (2.5 · 4096 · log₂ 4096
 * = 0.12 MFLOP), the model's 335 GFLOP at 27 to 33, both by the SIMD instructions of WebAssembly.
 */
const SEGMENT_TRANSFORMS = 3_700_000;

/**
 * What the estimate can be wrong by: matrices and transforms do not go alike on every processor, sound that plays
 * meanwhile costs a quarter (7.6 s for a segment instead of 6.2), and a phone that gets warm slows down.
 */
const SPREAD = { least: 0.8, most: 1.6 } as const;

/** What one segment asks of any device: arithmetic, and what is moved between its memory and its cores (fp32). */
const SEGMENT = { flop: 335e9, bytes: 28.5e9 } as const;

/**
 * Graphics devices are not measured: that would mean compiling for them. So these are the ends of what there is, a
 * second: what a phone reaches of its few hundred GFLOP/s and GB/s, and what a large card does. The start compiles
 * the model's programs. Assumed, not measured.
 */
const GRAPHICS = {
	slow: { flop: 150e9, bytes: 15e9, start: 30 },
	fast: { flop: 3000e9, bytes: 300e9, start: 2 }
} as const;

/** A time that can only be told roughly. */
export interface TimeRange {
	readonly least: Seconds;
	readonly most: Seconds;
}

/**
 * How long `segments` of a song will take to separate; the download is not in it.
 *
 * @param speed Transforms of {@link MEASURED_SIZE} values a second, all threads of `choice` together (see
 * `measureSpeed`); null where it could not be measured.
 * @returns null where nobody can say.
 */
export function expectedTime(
	{ provider, precision }: Pick<ProviderChoice, 'provider' | 'precision'>,
	speed: number | null,
	segments: number
): TimeRange | null {
	if (provider === 'webgpu') {
		const moved = SEGMENT.bytes * (precision === 'fp16' ? 0.5 : 1);
		const on = ({ flop, bytes, start }: { flop: number; bytes: number; start: number }) =>
			seconds(start + segments * (SEGMENT.flop / flop + moved / bytes));
		return { least: on(GRAPHICS.fast), most: on(GRAPHICS.slow) };
	}
	if (speed === null || !(speed > 0)) return null;
	const time = (segments * SEGMENT_TRANSFORMS) / speed;
	return { least: seconds(time * SPREAD.least), most: seconds(time * SPREAD.most) };
}
