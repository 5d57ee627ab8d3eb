import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, blockFrames, type BlockLayout } from '../../../src/lib/music/block';
import { assemble, type AssembledBlock, type Surroundings } from '../../../src/lib/separation/assemble';
import { neededSegments, segmentAt, strideFor } from '../../../src/lib/separation/plan';
import type { SegmentAudio } from '../../../src/lib/separation/segment';
import { frames, type Frames } from '../../../src/lib/units/units';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/noise';
import { SeparatedSong } from '../../tools/separated-song';

const SEGMENT = frames(120);

/** Noise of its own for every segment, so that any mix-up shows. */
function segmentAudio(layout: BlockLayout, index: number): SegmentAudio {
	const { offset, firstFrame, padLeft } = segmentAt(layout, SEGMENT, index);
	return { samples: noise(8 * SEGMENT, index + 1), start: offset - firstFrame + padLeft };
}

const newSong = (layout: BlockLayout) =>
	new SeparatedSong<AssembledBlock>(layout, (block: AssembledBlock) => block.index);

const separated = (around: Surroundings) =>
	assemble(around, SEGMENT, segmentAudio(around.layout, around.segment));

function separate(song: SeparatedSong<AssembledBlock>, order: readonly number[]): AssembledBlock[] {
	for (const segment of order) song.store(segment, separated(song.around(segment)));
	return song.blocks;
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const whole = (layout: BlockLayout) => separate(newSong(layout), upTo(blockCount(layout)));

/** The whole song at once, in double precision: weigh, add, divide. */
function naive(layout: BlockLayout): Float64Array[] {
	const weights = Float64Array.from({ length: SEGMENT }, (_, i) => Math.min(i + 1, SEGMENT - i));
	const sums = new Float64Array(layout.frames);
	const signals = upTo(8).map(() => new Float64Array(layout.frames));
	for (const index of upTo(blockCount(layout))) {
		const { samples, start } = segmentAudio(layout, index);
		const { offset, length } = segmentAt(layout, SEGMENT, index);
		for (let i = 0; i < length; i++) {
			sums[offset + i]! += weights[i]!;
			signals.forEach(
				(signal, s) => (signal[offset + i]! += weights[i]! * samples[s * SEGMENT + start + i]!)
			);
		}
	}
	return signals.map((signal) => signal.map((value, i) => value / sums[i]!));
}

const strides = [0.1, 0.25, 0.5, 0].map((overlap) => strideFor(overlap, SEGMENT));
const around = (stride: Frames) => [
	...[1, 2, stride - 1, stride, stride + 1, SEGMENT - 1, SEGMENT, SEGMENT + 1],
	...[2 * stride - 1, 2 * stride, 2 * stride + 1, 4 * stride + 31]
];
const layouts = strides.flatMap((stride) =>
	around(stride).map((total): BlockLayout => ({ frames: frames(total), stride }))
);
const anyLayout = fc.record({
	frames: fc.integer({ min: 1, max: 900 }).map(frames),
	stride: fc.constantFrom(...strides)
});
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('segments put together', () => {
	it('make every block once, whole, as overlap-add over the whole song would', () => {
		for (const layout of layouts) {
			const done = whole(layout);
			expect(done.map(({ index }) => index)).toEqual(upTo(blockCount(layout)));
			const expected = naive(layout);
			for (const { index, frames: length, samples } of done) {
				expect(length).toBe(blockFrames(layout, index));
				const start = index * layout.stride;
				const parts = expected.map((signal) => signal.subarray(start, start + length));
				const ours = parts.map((_, s) => samples.subarray(s * length, (s + 1) * length));
				expect(parity(parts, ours)).toBeGreaterThan(130);
			}
		}
	});

	it('give bit-identical blocks in any order, and leave no end over', () => {
		const layoutAndOrder = anyLayout.chain((layout) => {
			const inOrder = upTo(blockCount(layout));
			return fc.tuple(
				fc.constant(layout),
				fc.shuffledSubarray(inOrder, { minLength: inOrder.length, maxLength: inOrder.length })
			);
		});
		fc.assert(
			fc.property(layoutAndOrder, ([layout, order]) => {
				const song = newSong(layout);
				expect(separate(song, order)).toEqual(whole(layout));
				expect(song.ends).toEqual({ heads: new Set(), tails: new Set() });
			})
		);
	});

	it('give bit-identical blocks however often the work is killed before it is stored', () => {
		const attempts = fc.array(fc.record({ place: fc.nat(), killed: fc.boolean() }), { maxLength: 40 });
		fc.assert(
			fc.property(anyLayout, attempts, (layout, tries) => {
				const song = newSong(layout);
				const stored: number[] = [];
				for (const { place, killed } of tries) {
					const needed = neededSegments(song.finished, song.ends);
					if (needed.length === 0) break;
					const segment = needed[place % needed.length]!;
					const output = separated(song.around(segment));
					if (killed) continue;
					song.store(segment, output);
					stored.push(segment);
				}
				const rest = neededSegments(song.finished, song.ends);
				expect(stored.length + rest.length).toBe(blockCount(layout));
				expect(separate(song, rest)).toEqual(whole(layout));
			})
		);
	});

	it('give bit-identical blocks where ends got lost, by separating their segments again', () => {
		fc.assert(
			fc.property(anyLayout, fc.infiniteStream(chance), (layout, random) => {
				const next = () => random.next().value as number;
				const song = newSong(layout);
				separate(
					song,
					upTo(blockCount(layout)).filter(() => next() < 0.5)
				);
				const { heads, tails } = song.ends;
				for (const segment of heads) if (next() < 0.5) song.lose('head', segment);
				for (const segment of tails) if (next() < 0.5) song.lose('tail', segment);
				expect(separate(song, neededSegments(song.finished, song.ends).reverse())).toEqual(whole(layout));
			})
		);
	});

	it('give blocks as soon as they are final, and of the rest only what waits', () => {
		const layout = { frames: frames(400), stride: strideFor(0.25, SEGMENT) };
		const song = newSong(layout);
		const add = (segment: number) => {
			const given = separated(song.around(segment));
			const { blocks, head, tail } = given;
			const sizes = [head, tail].map((end) => end && end.length / 8);
			song.store(segment, given);
			return [blocks.map((block) => block.index), ...sizes];
		};
		expect(add(2)).toEqual([[], 90, 30]);
		expect(add(1)).toEqual([[2], 90, null]);
		expect(add(0)).toEqual([[0, 1], null, null]);
		expect(add(4)).toEqual([[], 40, null]);
		expect(add(1)).toEqual([[], null, null]);
		expect(add(2)).toEqual([[], null, 30]);
		expect(add(3)).toEqual([[3, 4], null, null]);
	});

	it('make nothing for a block that is done, even where its other end waits', () => {
		const layout = { frames: frames(400), stride: strideFor(0.25, SEGMENT) };
		const before = noise(8 * 30);
		const after = noise(8 * 90);
		const made = (own: boolean, next: boolean) => {
			const around = { layout, segment: 1, done: { own, next }, before, after };
			const { blocks, head, tail } = separated(around);
			expect([head, tail]).toEqual([null, null]);
			return blocks.map(({ index }) => index);
		};
		expect(made(false, false)).toEqual([1, 2]);
		expect(made(true, false)).toEqual([2]);
		expect(made(false, true)).toEqual([1]);
		expect(made(true, true)).toEqual([]);
	});

	it('stay the caller’s, and what comes of them can be given away', () => {
		const layout = { frames: frames(400), stride: strideFor(0.25, SEGMENT) };
		const after = noise(8 * 90);
		const audio = segmentAudio(layout, 1);
		const given = { after: after.slice(), audio: audio.samples.slice() };
		const open = { layout, segment: 1, done: { own: false, next: false }, before: null };
		const { blocks, head } = assemble({ ...open, after }, SEGMENT, audio);
		const { tail } = assemble({ ...open, after: null }, SEGMENT, audio);
		expect({ after, audio: audio.samples }).toEqual(given);
		const owned = [head!, tail!, blocks[0]!.samples];
		for (const { buffer, byteLength } of owned) expect(buffer.byteLength).toBe(byteLength);
		expect(new Set([...owned, after, audio.samples].map(({ buffer }) => buffer)).size).toBe(5);
	});

	it('are refused where they do not fit', () => {
		const put =
			(change: Partial<Surroundings>, values = 8 * SEGMENT) =>
			() => {
				const layout = { frames: frames(400), stride: frames(90) };
				const done = { own: false, next: false };
				const around = { layout, segment: 1, done, before: null, after: null, ...change };
				return assemble(around, SEGMENT, { samples: new Float32Array(values), start: 0 });
			};
		const ofStride = (stride: number) => ({ layout: { frames: frames(400), stride: frames(stride) } });
		const end = (frames: number) => new Float32Array(8 * frames);
		expect(put({})).not.toThrow();
		expect(put(ofStride(60))).not.toThrow();
		expect(put(ofStride(59))).toThrow(RangeError);
		expect(put(ofStride(120))).not.toThrow();
		expect(put(ofStride(121))).toThrow(RangeError);
		expect(put({ segment: -1 })).toThrow(RangeError);
		expect(put({ segment: 5 })).toThrow(RangeError);
		expect(put({}, 8 * SEGMENT - 1)).toThrow(RangeError);
		for (const difference of [-1, 1]) {
			expect(put({ before: end(30 + difference) })).toThrow(RangeError);
			expect(put({ after: end(90 + difference) })).toThrow(RangeError);
			expect(put({ segment: 3, after: end(40 + difference) })).toThrow(RangeError);
		}
		expect(put({ before: end(30), after: end(90) })).not.toThrow();
		expect(put({ segment: 3, after: end(40) })).not.toThrow();
		expect(put({ segment: 0, before: end(30) })).toThrow(RangeError);
		expect(put({ segment: 4, after: end(1) })).toThrow(RangeError);
	});
});
