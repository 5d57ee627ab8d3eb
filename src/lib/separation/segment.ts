import { failure, success, type Outcome } from '../outcome/outcome';
import { STEMS } from '../music/stems';
import { SegmentIstft } from '../signal/istft';
import { isSilent, levelOf, type Level } from '../signal/level';
import { denormalise, normaliseInto, type TrackLevel } from '../signal/normalise';
import { createSegmentFft, spectrumLength } from '../signal/spectrum';
import { SegmentStft } from '../signal/stft';
import type { RealFft } from '../signal/fft';
import { seconds, type Frames, type Seconds } from '../units/units';
import type { PlannedSegment } from './plan';
import type { SeparationFailure } from './protocol';
import { release } from '../signal/release';

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

/** The separated segment, as loud as the song. */
export interface SegmentAudio {
	/** `[4 stems][2 channels][segment frames]`. */
	readonly samples: Float32Array;
	/** Where in each of the eight signals the segment's own chunk begins. */
	readonly start: number;
}

export interface SegmentResult extends SegmentAudio {
	readonly modelSeconds: Seconds;
	readonly dspSeconds: Seconds;
}

const since = (began: number): Seconds => seconds((performance.now() - began) / 1000);

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

	/**
	 * Silence stays silence: where every sample is exactly 0, so is every sample of each stem, and the model is not
	 * asked.
	 *
	 * @param channels The song's frames `firstFrame … lastFrame` of the plan; they stay the caller's.
	 * @returns `not-finite` where the model's output is not; else what `run` gives as its failure.
	 * @throws RangeError where the channels are not as long as planned.
	 */
	async run(
		channels: readonly [left: Float32Array, right: Float32Array],
		level: TrackLevel,
		plan: PlannedSegment,
		run: RunModel
	): Promise<Outcome<SegmentResult, SeparationFailure>> {
		const length = plan.lastFrame - plan.firstFrame + 1;
		for (const channel of channels)
			if (channel.length !== length)
				throw new RangeError(
					`${channel.length} frames instead of ${length} for the segment at ${plan.offset}`
				);
		const began = performance.now();
		const start = plan.offset - plan.firstFrame + plan.padLeft;
		if (channels.every(isSilent)) {
			const samples = new Float32Array(STEMS.length * this.#mix.length);
			return success({ samples, start, modelSeconds: seconds(0), dspSeconds: since(began) });
		}

		this.#pad(channels, level, plan);
		this.#stft.transform(this.#mix, this.#spectrum);
		const input = modelInput(this.#mix, this.#spectrum);
		const asked = performance.now();
		const output = await run(input);
		const modelSeconds = since(asked);
		if (!output.ok) return output;
		const samples = this.#sum(output.value);
		denormalise(samples, level);
		if (!this.#isFinite(samples, start, plan.length))
			return failure('not-finite', `in the segment at frame ${plan.offset}`);
		return success({ samples, start, modelSeconds, dspSeconds: seconds(since(began) - modelSeconds) });
	}

	/** Zeros beyond the track are put in after normalisation, as the official program does. */
	#pad(
		channels: readonly [Float32Array, Float32Array],
		level: TrackLevel,
		{ padLeft }: PlannedSegment
	): void {
		this.#mix.fill(0);
		channels.forEach((samples, channel) => {
			const at = channel * this.#segmentFrames + padLeft;
			normaliseInto(this.#mix, at, samples, 0, samples.length, level);
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
