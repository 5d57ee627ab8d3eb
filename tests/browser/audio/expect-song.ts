import { expect } from 'vitest';
import type { BlockLayout } from '../../../src/lib/music/block';
import type { StereoGains } from '../../../src/lib/music/mix';
import type { StemName } from '../../../src/lib/music/stems';
import { coded, mixAt, type SongCode } from '../../tools/blocks';

interface Passage {
	/** First frame of the output, and the song frame that must be in it. */
	readonly at: number;
	readonly position: number;
	readonly frames: number;
	readonly code?: SongCode;
	readonly gains?: (stem: StemName) => StereoGains;
}

/** That the output is this passage of a song, to the last bit. */
export function expectSong(output: readonly Float32Array[], layout: BlockLayout, passage: Passage): void {
	const { at, position, frames, code = coded(), gains } = passage;
	expect(frames).toBeGreaterThan(0);
	for (let i = 0; i < frames; i++) {
		const expected = mixAt(layout, position + i, code, gains);
		for (let channel = 0; channel < 2; channel++)
			if (output[channel]![at + i] !== Math.fround(expected[channel]!))
				expect.fail(`frame ${at + i} is not song frame ${position + i} in channel ${channel}`);
	}
}

export function expectSilence(output: readonly Float32Array[], from: number, to: number): void {
	for (const channel of output)
		expect(channel.subarray(from, to).findIndex((sample) => sample !== 0)).toBe(-1);
}
