import { PEAK_BUCKET_FRAMES } from '../music/block';

const FULL_SCALE = 32767;
const toFullScale = (sample: number): number => Math.round(Math.max(-1, Math.min(1, sample)) * FULL_SCALE);

/**
 * The waveform of one stem of a block: minimum and maximum over both channels of each bucket of 256 frames,
 * in the form of `BlockPeaks`. `audio` is the left channel, then the right one.
 */
export function stemPeaks(audio: Float32Array): Int16Array<ArrayBuffer> {
	const frames = audio.length / 2;
	const peaks = new Int16Array(2 * Math.ceil(frames / PEAK_BUCKET_FRAMES));
	for (let bucket = 0; 2 * bucket < peaks.length; bucket++) {
		const end = Math.min((bucket + 1) * PEAK_BUCKET_FRAMES, frames);
		let lowest = Infinity;
		let highest = -Infinity;
		for (let i = bucket * PEAK_BUCKET_FRAMES; i < end; i++) {
			const left = audio[i]!;
			const right = audio[frames + i]!;
			lowest = Math.min(lowest, left, right);
			highest = Math.max(highest, left, right);
		}
		peaks[2 * bucket] = toFullScale(lowest);
		peaks[2 * bucket + 1] = toFullScale(highest);
	}
	return peaks;
}
