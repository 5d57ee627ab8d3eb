import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, blockFrames, type BlockLayout } from '../../../src/lib/music/block';
import { Assembler, type AssembledBlock } from '../../../src/lib/separation/assembler';
import { neededSegments, segmentAt, strideFor } from '../../../src/lib/separation/plan';
import type { Seam } from '../../../src/lib/separation/protocol';
import type { SegmentAudio } from '../../../src/lib/separation/segment';
import { frames, seconds, type Frames } from '../../../src/lib/units/units';
import { parity } from '../../tools/measure';
import { noise } from '../../tools/noise';

const SEGMENT = frames(120);
const LEVEL = { mean: 0.01, std: 0.3 };

/** Noise of its own for every segment, so that any mix-up shows. */
function segmentAudio(layout: BlockLayout, index: number): SegmentAudio {
	const { offset, firstFrame, padLeft } = segmentAt(layout, SEGMENT, index);
	const samples = noise(8 * SEGMENT, index + 1);
	return { samples, start: offset - firstFrame + padLeft, modelSeconds: seconds(0), dspSeconds: seconds(0) };
}

interface Run {
	readonly blocks: Map<number, AssembledBlock>;
	readonly seams: Map<number, Seam>;
}

function assemble(layout: BlockLayout, order: readonly number[], finished?: Uint8Array, seam?: Seam): Run {
	const stored = finished ?? new Uint8Array(blockCount(layout));
	const assembler = new Assembler(layout, SEGMENT, LEVEL, stored, seam ?? null);
	const run: Run = { blocks: new Map(), seams: new Map() };
	for (const index of order) {
		const added = assembler.add(index, segmentAudio(layout, index));
		for (const block of added.blocks) {
			expect(run.blocks.has(block.index)).toBe(false);
			run.blocks.set(block.index, block);
		}
		// Handed over as the worker does: whoever posts a buffer no longer has it.
		if (added.seam)
			run.seams.set(index, structuredClone(added.seam, { transfer: [added.seam.audio.buffer] }));
	}
	return run;
}

const sorted = (run: Run) => [...run.blocks.values()].sort((a, b) => a.index - b.index);
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

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
	return signals.map((signal) => signal.map((value, i) => (value / sums[i]!) * LEVEL.std + LEVEL.mean));
}

const strides = [0.1, 0.25, 0.5, 0].map((overlap) => strideFor(overlap, SEGMENT));
const around = (stride: Frames) => [
	...[1, 2, stride - 1, stride, stride + 1, SEGMENT - 1, SEGMENT, SEGMENT + 1],
	...[2 * stride - 1, 2 * stride, 2 * stride + 1, 4 * stride + 31]
];
const layouts = strides.flatMap((stride) =>
	around(stride).map((total): BlockLayout => ({ frames: frames(total), stride }))
);

describe('assembler', () => {
	it('makes every block once, whole, as overlap-add over the whole song would', () => {
		for (const layout of layouts) {
			const done = sorted(assemble(layout, upTo(blockCount(layout))));
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

	it('gives bit-identical blocks in any order', () => {
		fc.assert(
			fc.property(
				fc.constantFrom(...strides),
				fc.integer({ min: 1, max: 900 }),
				fc.infiniteStream(fc.nat()),
				(stride, total, random) => {
					const layout = { frames: frames(total), stride };
					const inOrder = upTo(blockCount(layout));
					const shuffled = inOrder
						.map((index) => ({ index, key: random.next().value as number }))
						.sort((a, b) => a.key - b.key)
						.map(({ index }) => index);
					expect(sorted(assemble(layout, shuffled))).toEqual(sorted(assemble(layout, inOrder)));
				}
			)
		);
	});

	it('goes on after any block with the seam, bit-identically', () => {
		for (const layout of layouts) {
			const count = blockCount(layout);
			const whole = assemble(layout, upTo(count));
			for (let stored = 1; stored < count; stored++) {
				const finished = new Uint8Array(count).fill(1, 0, stored);
				const seam = whole.seams.get(stored - 1)!;
				const left = neededSegments(finished, seam.segment);
				expect(left).toEqual(upTo(count).slice(stored));
				const kept = { segment: seam.segment, audio: seam.audio.slice() };
				expect(sorted(assemble(layout, left.reverse(), finished, kept))).toEqual(sorted(whole).slice(stored));
			}
		}
	});

	it('fills holes without the seam by separating the segment before again', () => {
		fc.assert(
			fc.property(fc.constantFrom(...layouts), fc.infiniteStream(fc.boolean()), (layout, random) => {
				const count = blockCount(layout);
				const whole = sorted(assemble(layout, upTo(count)));
				const finished = Uint8Array.from({ length: count }, () => Number(random.next().value));
				const filled = sorted(assemble(layout, neededSegments(finished, null), finished));
				expect(filled).toEqual(whole.filter(({ index }) => finished[index] === 0));
			})
		);
	});

	it('gives blocks as soon as they are final, and keeps the open end only while it is needed', () => {
		const layout = { frames: frames(400), stride: strideFor(0.25, SEGMENT) };
		const assembler = new Assembler(layout, SEGMENT, LEVEL, new Uint8Array(5), null);
		const add = (index: number) => {
			const { blocks, seam } = assembler.add(index, segmentAudio(layout, index));
			return { blocks: blocks.map((block) => block.index), seam: seam?.segment ?? null };
		};
		expect(add(2)).toEqual({ blocks: [], seam: 2 });
		expect(add(1)).toEqual({ blocks: [2], seam: null });
		expect(add(0)).toEqual({ blocks: [0, 1], seam: null });
		expect(add(4)).toEqual({ blocks: [], seam: null });
		expect(add(1)).toEqual({ blocks: [], seam: null });
		expect(add(3)).toEqual({ blocks: [3, 4], seam: null });
	});

	it('refuses what does not fit together', () => {
		const make = (total: number, stride: number, entries: number, seam: Seam | null) => () =>
			new Assembler(
				{ frames: frames(total), stride: frames(stride) },
				SEGMENT,
				LEVEL,
				new Uint8Array(entries),
				seam
			);
		expect(make(400, 90, 5, null)).not.toThrow();
		expect(make(400, 59, 7, null)).toThrow(RangeError);
		expect(make(400, 121, 4, null)).toThrow(RangeError);
		expect(make(400, 90, 4, null)).toThrow(RangeError);
		expect(make(400, 90, 5, { segment: 1, audio: new Float32Array(8 * 29) })).toThrow(RangeError);
		expect(make(400, 90, 5, { segment: 1, audio: new Float32Array(8 * 30) })).not.toThrow();
	});
});
