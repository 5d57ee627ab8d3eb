import type { RealFft } from './fft';
import { BINS, FFT_SIZE, HOP, PADDING, paddedLength, spectralFrames } from './spectrum';
import { hann } from './window';

/** Four squared Hann windows a quarter of their size apart sum up to this everywhere. */
const WINDOW_POWER = 1.5;

/**
 * The inverse of {@link SegmentStft}. Over the whole segment four frames overlap (the official program's two
 * zero frames at each end count among them), so that the sum of squared windows is a constant.
 */
export class SegmentIstft {
	readonly #window = hann(FFT_SIZE, 1 / (Math.sqrt(FFT_SIZE) * WINDOW_POWER));
	readonly #fft: RealFft;
	readonly #padded: Float32Array<ArrayBuffer>;

	constructor(fft: RealFft, segmentFrames: number) {
		this.#fft = fft;
		this.#padded = new Float32Array(paddedLength(segmentFrames));
	}

	/**
	 * Adds the sound of `spectrum` (`[L.re, L.im, R.re, R.im][2048][spectral frames]`) to `audio` (left
	 * channel, then right): the model's two branches are summed this way.
	 */
	addTo(audio: Float32Array, spectrum: Float32Array): void {
		const channelFrames = audio.length / 2;
		const plane = BINS * spectralFrames(channelFrames);
		for (let channel = 0; channel < 2; channel++) {
			const planes = spectrum.subarray(2 * channel * plane, 2 * (channel + 1) * plane);
			this.#invertChannel(planes.subarray(0, plane), planes.subarray(plane));
			const padded = this.#padded;
			const start = channel * channelFrames;
			for (let i = 0; i < channelFrames; i++) audio[start + i]! += padded[PADDING + i]!;
		}
	}

	#invertChannel(re: Float32Array, im: Float32Array): void {
		const { rows } = this.#fft;
		const frames = re.length / BINS;
		this.#padded.fill(0);
		for (let first = 0; first < frames; first += rows) {
			const count = Math.min(rows, frames - first);
			this.#gather(re, im, frames, first, count);
			for (let row = 0; row < count; row++) this.#invertFrame(row, first + row);
		}
	}

	#gather(re: Float32Array, im: Float32Array, frames: number, first: number, count: number): void {
		const { data, stride } = this.#fft;
		for (let bin = 0; bin < BINS; bin++) {
			const source = bin * frames + first;
			let target = 2 * bin;
			for (let row = 0; row < count; row++, target += stride) {
				data[target] = re[source + row]!;
				data[target + 1] = im[source + row]!;
			}
		}
	}

	#invertFrame(row: number, frame: number): void {
		const { data, stride } = this.#fft;
		const padded = this.#padded;
		const window = this.#window;
		const source = row * stride;
		const target = frame * HOP;
		// DC is real; what the model puts out as its imaginary part would be taken for Nyquist.
		data[source + 1] = 0;
		this.#fft.inverse(row);
		for (let n = 0; n < FFT_SIZE; n++) padded[target + n]! += data[source + n]! * window[n]!;
	}
}
