import type { StemBlock } from '../music/block';
import { perStem } from '../music/stems';
import { stemPeaks } from '../signal/peaks';
import { quantise } from '../signal/quantise';
import type { AssembledBlock } from './assemble';
import type { FinishedBlock } from './protocol';

/** A block in the form it is stored and played in; `samples` stays the caller's. */
export function finishedBlock({ index, frames, samples }: AssembledBlock): FinishedBlock {
	const stem = (place: number) => samples.subarray(2 * place * frames, 2 * (place + 1) * frames);
	return {
		block: { index, frames, stems: perStem<StemBlock>((_, place) => quantise(stem(place))) },
		peaks: { index, stems: perStem((_, place) => stemPeaks(stem(place))) }
	};
}
