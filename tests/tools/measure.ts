/**
 * How close two recordings are. A recording is a list of channels, all of one length; sums run over all
 * channels and the whole length, in double precision. Runs in Node and in the browser.
 */
export type Channels = readonly ArrayLike<number>[];

/**
 * How exactly `ours` repeats `reference`, in dB: `10·log10(Σ ref² / Σ (ref - ours)²)`. `Infinity` where they
 * are equal, `NaN` where anything is not finite, so that no threshold is passed.
 */
export function parity(reference: Channels, ours: Channels): number {
	const { signal, error } = energies(reference, ours);
	return error === 0 ? Infinity : 10 * Math.log10(signal / error);
}

/**
 * Signal-to-distortion ratio of an estimate against the true source, in dB, as the Music Demixing Challenge
 * defines it: `10·log10((Σs² + 1e-7) / (Σ(s - ŝ)² + 1e-7))`.
 */
export function sdr(truth: Channels, estimate: Channels): number {
	const { signal, error } = energies(truth, estimate);
	return 10 * Math.log10((signal + 1e-7) / (error + 1e-7));
}

/** Root mean square over all channels: 1 for a full-scale square wave. */
export function rms(recording: Channels): number {
	let sum = 0;
	let count = 0;
	for (const channel of recording) {
		for (let i = 0; i < channel.length; i++) sum += channel[i]! ** 2;
		count += channel.length;
	}
	return Math.sqrt(sum / count);
}

/** Level relative to full scale, in dB; `-Infinity` for silence. */
export const level = (recording: Channels): number => 20 * Math.log10(rms(recording));

/** The largest difference between two samples in the same place; `NaN` where anything is not a number. */
export function largestDifference(reference: Channels, ours: Channels): number {
	requireSameShape(reference, ours);
	let largest = 0;
	for (const [c, channel] of reference.entries()) {
		const other = ours[c]!;
		for (let i = 0; i < channel.length; i++) {
			const difference = Math.abs(channel[i]! - other[i]!);
			if (Number.isNaN(difference)) return NaN;
			if (difference > largest) largest = difference;
		}
	}
	return largest;
}

function energies(reference: Channels, ours: Channels): { signal: number; error: number } {
	requireSameShape(reference, ours);
	let signal = 0;
	let error = 0;
	reference.forEach((channel, c) => {
		const other = ours[c]!;
		for (let i = 0; i < channel.length; i++) {
			signal += channel[i]! ** 2;
			error += (channel[i]! - other[i]!) ** 2;
		}
	});
	return { signal, error };
}

function requireSameShape(reference: Channels, ours: Channels): void {
	const shape = (recording: Channels) => recording.map((channel) => channel.length).join(' + ');
	if (shape(reference) !== shape(ours))
		throw new RangeError(`Recordings of ${shape(reference)} and ${shape(ours)} frames cannot be compared`);
}
