import type { Mark } from '../tools/app';

/** The one line a benchmark is for. Times in seconds. */
export interface BenchResult {
	readonly audioSeconds: number;
	readonly provider: string;
	readonly threads: number;
	/** From the first byte of the model asked for until its session was open. */
	readonly modelSeconds: number;
	/** From the drop until the song sounded as it was; null where it was not played. */
	readonly firstSoundSeconds: number | null;
	/** From the drop until the first block with all four stems could be played. */
	readonly firstStemSeconds: number;
	/** From the session (or the drop, where the session was there before it) until the last block was stored. */
	readonly separateSeconds: number;
	readonly segments: number;
	/** `separateSeconds / segments`: model, signal code and storing together. */
	readonly secondsPerSegment: number;
	/** How often, while playing, a stored block came too late; null where it was not played. */
	readonly underruns: number | null;
	/** How often the audio device got its sound too late meanwhile; null where it was not played. */
	readonly dropouts: number | null;
	/** Mean time in our own signal code. */
	readonly dspSecondsPerSegment: number;
	/** The largest resident size that any renderer process had by then, in 10⁶ bytes; null where it cannot be read. */
	readonly peakRendererMB: number | null;
}

/** @throws Error where a mark is missing: the app did not do what was measured. */
export function resultOf(
	marks: readonly Mark[],
	audioSeconds: number,
	peakRendererMB: number | null,
	dropouts: number | null = null
): BenchResult {
	const first = (event: string): Mark => {
		const mark = marks.find((one) => one.event === event);
		if (mark === undefined) throw new Error(`The app never marked "${event}"`);
		return mark;
	};
	const drop = first('drop');
	const ready = first('model-ready');
	const sound = marks.find(({ event }) => event === 'sound');
	const segments = marks.filter(({ event }) => event === 'segment');
	const separateSeconds = (first('complete').at - Math.max(drop.at, ready.at)) / 1000;
	const dsp = segments.reduce((sum, { detail }) => sum + Number(detail.dspSeconds), 0);
	return {
		audioSeconds: rounded(audioSeconds),
		provider: String(ready.detail.provider),
		threads: Number(ready.detail.threads),
		modelSeconds: rounded(Number(ready.detail.seconds)),
		firstSoundSeconds: sound === undefined ? null : rounded((sound.at - drop.at) / 1000),
		firstStemSeconds: rounded((first('block').at - drop.at) / 1000),
		separateSeconds: rounded(separateSeconds),
		segments: segments.length,
		secondsPerSegment: rounded(separateSeconds / segments.length),
		underruns: sound === undefined ? null : marks.filter(({ event }) => event === 'underrun').length,
		dropouts,
		dspSecondsPerSegment: rounded(dsp / segments.length),
		peakRendererMB
	};
}

/** Three decimals. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
