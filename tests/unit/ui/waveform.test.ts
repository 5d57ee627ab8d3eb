import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, blockFrames, type BlockLayout, type BlockPeaks } from '../../../src/lib/music/block';
import { perStem } from '../../../src/lib/music/stems';
import { foldPeaks, frameAt, missingStretches, shareOf } from '../../../src/lib/ui/waveform';
import { frames } from '../../../src/lib/units/units';

const layoutOf = (length: number, stride: number): BlockLayout => ({
	frames: frames(length),
	stride: frames(stride)
});

/** Peaks as a separator would make them: `value` gives each bucket's minimum and maximum by its first frame. */
const peaksOf = (
	layout: BlockLayout,
	index: number,
	value: (frame: number) => [number, number]
): BlockPeaks => ({
	index,
	stems: perStem(() =>
		Int16Array.from(
			Array.from({ length: Math.ceil(blockFrames(layout, index) / 256) }, (_, bucket) =>
				value(index * layout.stride + bucket * 256)
			).flat()
		)
	)
});

describe('between frames and the width', () => {
	const layout = layoutOf(10_000_000, 257_985);

	it('there and back is the same frame', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: layout.frames }), (frame) => {
				expect(frameAt(shareOf(frames(frame), layout), layout)).toBe(frame);
			})
		);
	});

	it('never leaves the song', () => {
		expect(frameAt(-0.2, layout)).toBe(0);
		expect(frameAt(1.2, layout)).toBe(layout.frames);
		expect(shareOf(frames(layout.frames + 1), layout)).toBe(1);
	});
});

describe('peaks folded into columns', () => {
	it('keeps the extremes of the song, whatever the number of columns', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60_000 }),
				fc.integer({ min: 300, max: 20_000 }),
				fc.integer({ min: 1, max: 400 }),
				fc.integer({ min: 0, max: 1_000_000 }),
				(length, stride, columns, seed) => {
					const layout = layoutOf(length, stride);
					const loud = Math.floor(((seed % length) % layout.frames) / layout.stride);
					const peaks = Array.from({ length: blockCount(layout) }, (_, index) =>
						peaksOf(layout, index, (frame) =>
							frame === loud * layout.stride ? [-32767, 16384] : [-1000, 1000]
						)
					);
					const folded = foldPeaks(peaks, 'bass', layout, columns);
					expect(folded.length).toBe(2 * columns);
					const spike = Math.floor((loud * layout.stride * columns) / length);
					expect(folded[2 * spike]).toBe(-1);
					expect(folded[2 * spike + 1]).toBeCloseTo(16384 / 32767, 6);
					for (let column = 0; column < columns; column++) {
						expect(folded[2 * column]).toBeLessThan(0);
						expect(folded[2 * column + 1]).toBeGreaterThan(0);
					}
				}
			)
		);
	});

	it('shows a bucket where it sounds, and nowhere else', () => {
		const layout = layoutOf(2560, 2560);
		const peaks = [peaksOf(layout, 0, (frame) => (frame === 768 ? [-32767, 32767] : [0, 0]))];
		const folded = foldPeaks(peaks, 'vocals', layout, 10);
		expect([...folded].map((value, at) => (value === 0 ? 0 : at)).filter(Boolean)).toEqual([6, 7]);
	});

	it('has nothing where nothing is separated yet', () => {
		const layout = layoutOf(4 * 2560, 2560);
		const peaks = [undefined, peaksOf(layout, 1, () => [-100, 100]), undefined];
		const folded = foldPeaks(peaks, 'drums', layout, 40);
		const drawn = Array.from({ length: 40 }, (_, column) => !Number.isNaN(folded[2 * column]!));
		expect(drawn).toEqual(Array.from({ length: 40 }, (_, column) => column >= 10 && column < 20));
	});
});

describe('what is still to be separated', () => {
	const layout = layoutOf(350, 100);

	it.each<[string, number[], [number, number][]]>([
		['all of it', [0, 0, 0, 0], [[0, 1]]],
		['nothing', [1, 1, 1, 1], []],
		[
			'the beginning and the end',
			[0, 1, 1, 0],
			[
				[0, 100 / 350],
				[300 / 350, 1]
			]
		],
		['a hole', [1, 0, 0, 1], [[100 / 350, 300 / 350]]]
	])('%s', (_name, finished, stretches) => {
		expect(missingStretches(Uint8Array.from(finished), layout)).toEqual(
			stretches.map(([from, to]) => ({ from, to }))
		);
	});
});
