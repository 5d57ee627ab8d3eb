import type { Page } from '@playwright/test';
import { STEMS, type PerStem, type StemName } from '../../src/lib/music/stems';
import { level } from './measure';

/**
 * What really sounds: whatever the app connects to a loudspeaker also goes to a pair of analysers, left and
 * right, which tests read. Nothing of the app takes part in it.
 */
export const installEar = (page: Page): Promise<unknown> => page.addInitScript(listenAtDestinations);

/** Frames an ear remembers: 0.74 s at 44.1 kHz. */
export const EAR_FRAMES = 32768;

/** The bands of the tiny model, in hertz. */
const BANDS: PerStem<readonly [from: number, to: number]> = {
	drums: [6000, 22050],
	bass: [0, 250],
	other: [250, 2000],
	vocals: [2000, 6000]
};

/** The last frames that sounded, left and right; zeros where there was nothing yet. At most {@link EAR_FRAMES}. */
export async function heard(page: Page, frames = 4096): Promise<Float32Array[]> {
	const channels = await page.evaluate((size) => globalThis.riffroomEar.samples(size), EAR_FRAMES);
	return channels.map((channel) => Float32Array.from(channel.slice(-frames)));
}

/** RMS level of the last 93 ms, in dB of full scale, left and right. */
export async function levels(page: Page): Promise<{ left: number; right: number }> {
	const [left, right] = await heard(page);
	return { left: level([left!]), right: level([right!]) };
}

/**
 * Level of each stem's band over the last 0.19 s, in dB of full scale, left and right together: a full-scale
 * sine on both sides is -3 dB. The tiny model leaves at most -24 dB of the song in a stem that is not its own.
 */
export async function stemLevels(page: Page): Promise<PerStem<number>> {
	const { power, hertz } = await spectrum(page);
	const inBand = (stem: StemName): number => {
		const [from, to] = BANDS[stem];
		const sum = power.reduce(
			(total, bin, k) => (k * hertz >= from && k * hertz < to ? total + bin : total),
			0
		);
		return 10 * Math.log10(sum);
	};
	return Object.fromEntries(STEMS.map((stem) => [stem, inBand(stem)])) as Record<StemName, number>;
}

/** The strongest frequency of the last 0.19 s, in hertz, to ±3. */
export async function spectrumPeak(page: Page): Promise<number> {
	const { power, hertz } = await spectrum(page);
	return power.indexOf(Math.max(...power)) * hertz;
}

/** Mean square by bin, the mean of left and right; `hertz` is the width of a bin. */
async function spectrum(page: Page): Promise<{ power: number[]; hertz: number }> {
	const fftSize = 8192;
	const { channels, sampleRate } = await page.evaluate(
		(size) => globalThis.riffroomEar.decibels(size),
		fftSize
	);
	// An analyser looks through a Blackman window, whose mean square is 0.3046, and shows half of the bins.
	const square = (decibels: number) => (2 * 10 ** (decibels / 10)) / 0.3046;
	const [left, right] = channels;
	return {
		power: left!.map((decibels, k) => (square(decibels) + square(right![k]!)) / 2),
		hertz: sampleRate / fftSize
	};
}

interface Ear {
	/** Summed over all contexts that are not closed: left, right. */
	samples(frames: number): number[][];
	/** Of the context made last. */
	decibels(fftSize: number): { channels: number[][]; sampleRate: number };
}

declare global {
	var riffroomEar: Ear;
}

/** Runs in the page, before any script of the app. */
function listenAtDestinations(): void {
	interface Tap {
		readonly context: AudioContext;
		readonly input: GainNode;
		readonly sides: readonly AnalyserNode[];
	}
	const taps: Tap[] = [];
	const prototype = AudioNode.prototype as unknown as Record<
		'connect' | 'disconnect',
		(this: AudioNode, ...parts: unknown[]) => unknown
	>;
	const { connect, disconnect } = prototype;

	function tapOf(context: AudioContext): Tap {
		const known = taps.find((tap) => tap.context === context);
		if (known !== undefined) return known;
		// Two channels, whatever comes in, as a pair of loudspeakers would get them.
		const input = new GainNode(context, { channelCount: 2, channelCountMode: 'explicit' });
		const splitter = new ChannelSplitterNode(context, { numberOfOutputs: 2 });
		connect.call(input, splitter);
		const sides = [0, 1].map((side) => {
			const analyser = new AnalyserNode(context, { smoothingTimeConstant: 0 });
			connect.call(splitter, analyser, side);
			return analyser;
		});
		const tap = { context, input, sides };
		taps.push(tap);
		return tap;
	}
	const earOf = (node: AudioNode, to: unknown): AudioNode | undefined =>
		to instanceof AudioDestinationNode && node.context instanceof AudioContext
			? tapOf(node.context).input
			: undefined;

	prototype.connect = function (to, ...rest) {
		const ear = earOf(this, to);
		if (ear !== undefined) connect.call(this, ear, ...rest);
		return connect.call(this, to, ...rest);
	};
	prototype.disconnect = function (to, ...rest) {
		const ear = earOf(this, to);
		if (ear !== undefined) disconnect.call(this, ear, ...rest);
		return to === undefined ? disconnect.call(this) : disconnect.call(this, to, ...rest);
	};

	globalThis.riffroomEar = {
		samples(frames) {
			const sums = [new Array<number>(frames).fill(0), new Array<number>(frames).fill(0)];
			for (const { context, sides } of taps)
				if (context.state !== 'closed')
					sides.forEach((analyser, side) => {
						analyser.fftSize = frames;
						const samples = new Float32Array(frames);
						analyser.getFloatTimeDomainData(samples);
						samples.forEach((sample, i) => (sums[side]![i]! += sample));
					});
			return sums;
		},
		decibels(fftSize) {
			const tap = taps.at(-1);
			const silence = new Array<number>(fftSize / 2).fill(-Infinity);
			if (tap === undefined) return { channels: [silence, silence], sampleRate: 44100 };
			const channels = tap.sides.map((analyser) => {
				analyser.fftSize = fftSize;
				const decibels = new Float32Array(fftSize / 2);
				analyser.getFloatFrequencyData(decibels);
				return [...decibels];
			});
			return { channels, sampleRate: tap.context.sampleRate };
		}
	};
}
