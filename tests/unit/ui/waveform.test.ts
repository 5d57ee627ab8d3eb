import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { blockCount, blockFrames, type BlockLayout, type BlockPeaks } from '../../../src/lib/music/block';
import { perStem, STEMS, type StemName } from '../../../src/lib/music/stems';
import { foldPeaks, missingStretches } from '../../../src/lib/ui/waveform';
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

describe('peaks folded into columns', () => {
	/** Every bucket looked at, one by one. */
	function foldedPlainly(
		peaks: readonly (BlockPeaks | undefined)[],
		stems: readonly StemName[],
		layout: BlockLayout,
		framesPerColumn: number,
		column: number
	): [number, number] {
		let [low, high] = [Infinity, -Infinity];
		for (const [index, block] of peaks.entries()) {
			if (block === undefined) continue;
			for (let bucket = 0; bucket < Math.ceil(blockFrames(layout, index) / 256); bucket++) {
				const start = index * layout.stride + bucket * 256;
				const end = Math.min(start + 256, index * layout.stride + blockFrames(layout, index));
				if (start >= (column + 1) * framesPerColumn || end <= column * framesPerColumn) continue;
				for (const stem of stems) {
					low = Math.min(low, block.stems[stem][2 * bucket]!);
					high = Math.max(high, block.stems[stem][2 * bucket + 1]!);
				}
			}
		}
		return low > high ? [NaN, NaN] : [Math.fround(low / 32767), Math.fround(high / 32767)];
	}

	it('are the extremes of what sounds in each, at every zoom, wherever they begin', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 60_000 }),
				fc.integer({ min: 1, max: 20_000 }),
				fc.double({ min: 20, max: 30_000, noNaN: true }),
				fc.integer({ min: 0, max: 30 }),
				fc.subarray([...STEMS], { minLength: 1 }),
				fc.infiniteStream(fc.integer({ min: -32767, max: 32767 })),
				(length, stride, framesPerColumn, first, stems, noise) => {
					const layout = layoutOf(length, Math.max(stride, Math.ceil(length / 8)));
					const next = () => noise.next().value as number;
					const peaks = Array.from({ length: blockCount(layout) }, (_, index) =>
						next() % 5 === 0
							? undefined
							: peaksOf(layout, index, () => {
									const [one, other] = [next(), next()];
									return [Math.min(one, other), Math.max(one, other)];
								})
					);
					const folded = foldPeaks(peaks, stems, layout, framesPerColumn, first, 12);
					const plainly = Array.from({ length: 12 }, (_, column) =>
						foldedPlainly(peaks, stems, layout, framesPerColumn, first + column)
					);
					expect([...folded]).toEqual(plainly.flat());
				}
			),
			{ numRuns: 60 }
		);
	});

	it('show a bucket where it sounds, and nowhere else', () => {
		const layout = layoutOf(2560, 2560);
		const peaks = [peaksOf(layout, 0, (frame) => (frame === 768 ? [-32767, 32767] : [0, 0]))];
		const folded = foldPeaks(peaks, ['vocals'], layout, 256, 0, 10);
		expect([...folded].map((value, at) => (value === 0 ? 0 : at)).filter(Boolean)).toEqual([6, 7]);
	});

	it('have nothing where nothing is separated yet, nor beyond the song', () => {
		const layout = layoutOf(4 * 2560, 2560);
		const peaks = [undefined, peaksOf(layout, 1, () => [-100, 100]), undefined];
		const folded = foldPeaks(peaks, ['drums'], layout, 256, -5, 60);
		const drawn = Array.from({ length: 60 }, (_, column) => !Number.isNaN(folded[2 * column]!));
		expect(drawn).toEqual(Array.from({ length: 60 }, (_, column) => column >= 15 && column < 25));
	});

	it('cost by the columns, not by the frames under them', () => {
		const cost = (minutes: number): number => {
			const layout = layoutOf(minutes * 60 * 44_100, 257_985);
			const peaks = Array.from({ length: blockCount(layout) }, (_, index) =>
				peaksOf(layout, index, () => [-1000, 1000])
			);
			const fold = () => foldPeaks(peaks, STEMS, layout, layout.frames / 480, 0, 480);
			// The first makes the coarser levels.
			fold();
			// Each pair of values that is looked at is compared once.
			const comparing = vi.spyOn(Math, 'max');
			fold();
			const compared = comparing.mock.calls.length;
			comparing.mockRestore();
			return compared;
		};
		expect(cost(60) / cost(3)).toBeLessThan(3);
	});
});

describe('what is still to be separated', () => {
	const layout = layoutOf(350, 100);

	it.each<[string, number[], [number, number][]]>([
		['all of it', [0, 0, 0, 0], [[0, 350]]],
		['nothing', [1, 1, 1, 1], []],
		[
			'the beginning and the end',
			[0, 1, 1, 0],
			[
				[0, 100],
				[300, 350]
			]
		],
		['a hole', [1, 0, 0, 1], [[100, 300]]]
	])('%s', (_name, finished, stretches) => {
		expect(missingStretches(Uint8Array.from(finished), layout)).toEqual(
			stretches.map(([start, end]) => ({ start, end }))
		);
	});
});
