import { failure, success, type Outcome } from '../outcome/outcome';
import { STEMS } from '../music/stems';
import { SegmentIstft } from '../signal/istft';
import { levelOf, type Level } from '../signal/level';
import { normaliseInto, type TrackLevel } from '../signal/normalise';
import { createSegmentFft, spectrumLength } from '../signal/spectrum';
import { SegmentStft } from '../signal/stft';
import type { RealFft } from '../signal/fft';
import { seconds, type Frames, type Seconds } from '../units/units';
import type { PlannedSegment } from './plan';
import type { SeparationFailure } from './protocol';
import { release } from './release';

/** What the model takes for one segment; both buffers are lent for the call. */
export interface ModelInput {
	/** `[2 channels][segment frames]`. */
	readonly mix: Float32Array<ArrayBuffer>;
	/** `[L.re, L.im, R.re, R.im][2048][spectral frames]`, not normalised. */
	readonly spectrum: Float32Array<ArrayBuffer>;
	/** Over all values of each: the network normalises its two branches by these. */
	readonly mixLevel: Level;
	readonly spectrumLevel: Level;
}

export const modelInput = (
	mix: Float32Array<ArrayBuffer>,
	spectrum: Float32Array<ArrayBuffer>
): ModelInput => ({ mix, spectrum, mixLevel: levelOf(mix), spectrumLevel: levelOf(spectrum) });

/** What the model gives for one segment; both buffers become the caller's. */
export interface ModelOutput {
	/** `[4 stems][L.re, L.im, R.re, R.im][2048][spectral frames]`. */
	readonly spectrum: Float32Array<ArrayBuffer>;
	/** `[4 stems][2 channels][segment frames]`. */
	readonly wave: Float32Array<ArrayBuffer>;
}

/** The model as this room sees it. */
export type RunModel = (input: ModelInput) => Promise<Outcome<ModelOutput, SeparationFailure>>;

/** The separated segment, still normalised. */
export interface SegmentAudio {
	/** `[4 stems][2 channels][segment frames]`. */
	readonly samples: Float32Array;
	/** Where in each of the eight signals the segment's own chunk begins. */
	readonly start: number;
	readonly modelSeconds: Seconds;
	readonly dspSeconds: Seconds;
}

/** One segment's journey through the model; its working memory is made once. */
export class SegmentRunner {
	readonly #segmentFrames: Frames;
	readonly #mix: Float32Array<ArrayBuffer>;
	readonly #spectrum: Float32Array<ArrayBuffer>;
	readonly #stft: SegmentStft;
	readonly #istft: SegmentIstft;

	static async create(segmentFrames: Frames): Promise<SegmentRunner> {
		return new SegmentRunner(segmentFrames, await createSegmentFft());
	}

	private constructor(segmentFrames: Frames, fft: RealFft) {
		this.#segmentFrames = segmentFrames;
		this.#mix = new Float32Array(2 * segmentFrames);
		this.#spectrum = new Float32Array(spectrumLength(segmentFrames));
		this.#stft = new SegmentStft(fft, segmentFrames);
		this.#istft = new SegmentIstft(fft, segmentFrames);
	}

	/** `not-finite` where the model's output is not; else what `run` gives as its failure. */
	async run(
		channels: readonly [left: Float32Array, right: Float32Array],
		level: TrackLevel,
		plan: PlannedSegment,
		run: RunModel
	): Promise<Outcome<SegmentAudio, SeparationFailure>> {
		const began = performance.now();
		this.#cut(channels, level, plan);
		this.#stft.transform(this.#mix, this.#spectrum);
		const input = modelInput(this.#mix, this.#spectrum);
		const asked = performance.now();
		const output = await run(input);
		const answered = performance.now();
		if (!output.ok) return output;
		const samples = this.#sum(output.value);
		const start = plan.offset - plan.firstFrame + plan.padLeft;
		if (!this.#isFinite(samples, start, plan.length))
			return failure('not-finite', `in the segment at frame ${plan.offset}`);
		const ended = performance.now();
		return success({
			samples,
			start,
			modelSeconds: seconds((answered - asked) / 1000),
			dspSeconds: seconds((asked - began + ended - answered) / 1000)
		});
	}

	/** Zeros beyond the track are put in after normalisation, as the official program does. */
	#cut(channels: readonly [Float32Array, Float32Array], level: TrackLevel, plan: PlannedSegment): void {
		const { padLeft, firstFrame, lastFrame } = plan;
		this.#mix.fill(0);
		channels.forEach((samples, channel) => {
			const at = channel * this.#segmentFrames + padLeft;
			normaliseInto(this.#mix, at, samples, firstFrame, lastFrame - firstFrame + 1, level);
		});
	}

	/** Both branches together, in the place of the wave; the spectrum is let go. */
	#sum({ spectrum, wave }: ModelOutput): Float32Array {
		const planes = this.#spectrum.length;
		const channels = 2 * this.#segmentFrames;
		STEMS.forEach((_, stem) => {
			this.#istft.addTo(
				wave.subarray(stem * channels, (stem + 1) * channels),
				spectrum.subarray(stem * planes, (stem + 1) * planes)
			);
		});
		release(spectrum.buffer);
		return wave;
	}

	#isFinite(samples: Float32Array, start: number, length: number): boolean {
		let zero = 0;
		for (let signal = start; signal < samples.length; signal += this.#segmentFrames)
			for (let i = signal; i < signal + length; i++) zero += samples[i]! * 0;
		return zero === 0;
	}
}
