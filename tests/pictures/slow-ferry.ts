import { readFileSync } from 'node:fs';
import { decodeFlac } from '../reference/flac';
import { STEMS, type PerStem } from '../../src/lib/music/stems';
import { practiceSong } from '../tools/files';
import type { Channels } from '../tools/measure';

/** Eight bars of the practice song, 104 beats per minute. */
const BARS = 8;
const BAR = (4 * 60 * 44100) / 104;

/** How loud each stem is in every four bars: an introduction, a verse, a chorus, and it ends as it began. */
const ARRANGEMENT: PerStem<readonly number[]> = {
	drums: [0, 0.5, 1, 1, 1, 0],
	bass: [0, 1, 1, 1, 1, 0.8],
	other: [1, 1, 0.7, 0.8, 1, 1],
	vocals: [0, 0.7, 1, 0, 1, 0.3]
};
const FOUR_BARS = Math.round(4 * BAR);

/** Where a bar begins, in frames; the first is 1. */
export const bar = (number: number): number => Math.round((number - 1) * BAR);

/** The practice song three times over, arranged, so that its lanes look like those of a song: 55 seconds. */
export function slowFerry(): Channels {
	const channels = [0, 1].map(() => new Float32Array(ARRANGEMENT.drums.length * FOUR_BARS));
	for (const stem of STEMS) {
		const sound = decodeFlac(readFileSync(practiceSong(`true-${stem}`)));
		channels.forEach((channel, side) => add(channel, sound[side]!, ARRANGEMENT[stem]));
	}
	return channels;
}

function add(to: Float32Array, stem: Float32Array, gains: readonly number[]): void {
	const turn = (BARS / 4) * FOUR_BARS;
	for (let at = 0; at < to.length; at++)
		to[at]! += (stem[at % turn] ?? 0) * gains[Math.floor(at / FOUR_BARS)]!;
}
