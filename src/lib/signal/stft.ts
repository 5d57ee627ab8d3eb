import type { RealFft } from './fft';
import { reflectInto } from './reflect';
import { BINS, FFT_SIZE, HOP, PADDING, paddedLength, spectralFrames } from './spectrum';
import { hann } from './window';

/**
 * The spectrogram of a segment as HTDemucs takes it: periodic Hann window, scaled by 1/√4096. The official
 * program pads twice and drops two frames at each end; what is left never reaches into the second padding,
 * so that only the first one is made here.
 */
export class SegmentStft {
	readonly #window = hann(FFT_SIZE, 1 / Math.sqrt(FFT_SIZE));
	readonly #fft: RealFft;
	readonly #padded: Float32Array<ArrayBuffer>;

	constructor(fft: RealFft, segmentFrames: number) {
		this.#fft = fft;
		this.#padded = new Float32Array(paddedLength(segmentFrames));
	}

	/**
	 * @param audio The left channel of the segment, then the right one.
	 * @param spectrum Receives `[L.re, L.im, R.re, R.im][2048][spectral frames]`.
	 */
	transform(audio: Float32Array, spectrum: Float32Array): void {
		const channelFrames = audio.length / 2;
		const plane = BINS * spectralFrames(channelFrames);
		for (let channel = 0; channel < 2; channel++) {
			const samples = audio.subarray(channel * channelFrames, (channel + 1) * channelFrames);
			const planes = spectrum.subarray(2 * channel * plane, 2 * (channel + 1) * plane);
			reflectInto(this.#padded, samples, PADDING);
			this.#transformChannel(planes.subarray(0, plane), planes.subarray(plane));
		}
	}

	#transformChannel(re: Float32Array, im: Float32Array): void {
		const { rows } = this.#fft;
		const frames = re.length / BINS;
		for (let first = 0; first < frames; first += rows) {
			const count = Math.min(rows, frames - first);
			for (let row = 0; row < count; row++) this.#transformFrame(row, first + row);
			this.#scatter(re, im, frames, first, count);
		}
	}

	#transformFrame(row: number, frame: number): void {
		const { data, stride } = this.#fft;
		const padded = this.#padded;
		const window = this.#window;
		const target = row * stride;
		const source = frame * HOP;
		for (let n = 0; n < FFT_SIZE; n++) data[target + n] = padded[source + n]! * window[n]!;
		this.#fft.forward(row);
		// Nyquist, which the model does not know, stands where the imaginary part of DC belongs.
		data[target + 1] = 0;
	}

	#scatter(re: Float32Array, im: Float32Array, frames: number, first: number, count: number): void {
		const { data, stride } = this.#fft;
		for (let bin = 0; bin < BINS; bin++) {
			const target = bin * frames + first;
			let source = 2 * bin;
			for (let row = 0; row < count; row++, source += stride) {
				re[target + row] = data[source]!;
				im[target + row] = data[source + 1]!;
			}
		}
	}
}
