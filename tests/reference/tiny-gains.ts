import type { PerStem, StemName } from '../../src/lib/music/stems';

/*
 * What the tiny model does (`models/tiny.ts`), written out a second time: that file makes ONNX out of files on
 * disk, and so cannot be loaded in a browser. A unit test holds the two together.
 */
const TIME: PerStem<number> = { drums: 4 / 64, bass: 2 / 64, other: 3 / 64, vocals: 1 / 64 };
/** From and up to, in hertz. */
const BAND: PerStem<readonly [number, number]> = {
	drums: [6000, Infinity],
	vocals: [2000, 6000],
	other: [250, 2000],
	bass: [0, 250]
};

export const tinyTimeGain = (stem: StemName): number => TIME[stem];

export function tinyMask(stem: StemName, bin: number): number {
	const hertz = (bin * 44100) / 4096;
	const [from, to] = BAND[stem];
	return hertz >= from && hertz < to ? 54 / 64 : 0;
}
