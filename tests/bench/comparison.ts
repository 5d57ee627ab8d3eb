import { rounded, type BenchResult } from './result';

/** What can be compared of a separation, counted alike on both sides (see `BenchResult`). */
export interface Figures extends Pick<
	BenchResult,
	'threads' | 'segments' | 'modelSeconds' | 'separateSeconds' | 'secondsPerSegment' | 'peakRendererMB'
> {
	/** What has to be downloaded before the first session, in bytes. */
	readonly modelBytes: number;
}

/** The figures of the npm package divided by those of RiffRoom; null where one could not be read. */
export type Ratios = Readonly<
	Record<'secondsPerSegment' | 'modelSeconds' | 'peakRendererMB' | 'modelBytes', number | null>
>;

/** @throws Error where the two did not do the same: then their figures are no comparison. */
export function ratiosOf(riffroom: Figures, demucs: Figures): Ratios {
	for (const same of ['threads', 'segments'] as const)
		if (riffroom[same] !== demucs[same])
			throw new Error(`${same}: ${riffroom[same]} of RiffRoom, but ${demucs[same]} of the package`);
	const ratio = (name: keyof Ratios): number | null => {
		const [ours, theirs] = [riffroom[name], demucs[name]];
		return ours === null || theirs === null ? null : rounded(theirs / ours);
	};
	return {
		secondsPerSegment: ratio('secondsPerSegment'),
		modelSeconds: ratio('modelSeconds'),
		peakRendererMB: ratio('peakRendererMB'),
		modelBytes: ratio('modelBytes')
	};
}
