import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockCount, type OpenEnds } from '../../../src/lib/music/block';
import { neededSegments } from '../../../src/lib/separation/plan';
import { nextSegment, type Attention } from '../../../src/lib/separation/schedule';
import { frames } from '../../../src/lib/units/units';

const STRIDE = 100;
const BLOCKS = 8;
const LAYOUT = { frames: frames(BLOCKS * STRIDE - 1), stride: frames(STRIDE) };
const NONE: OpenEnds = { heads: new Set(), tails: new Set() };

const at = (block: number) => frames(block * STRIDE + 7);
const attention = (playhead: number, more: Partial<Attention> = {}): Attention => ({
	playhead: at(playhead),
	loop: null,
	urgent: null,
	...more
});
const loop = (first: number, end: number) => ({
	loop: { start: frames(first * STRIDE), end: frames(end * STRIDE) }
});

/** What is stored of a song, without its sound. */
class Progress {
	readonly finished: Uint8Array<ArrayBuffer>;
	readonly heads = new Set<number>();
	readonly tails = new Set<number>();
	readonly separated: number[] = [];
	readonly made: number[] = [];

	constructor(blocks = BLOCKS) {
		this.finished = new Uint8Array(blocks);
	}

	separate(segment: number): void {
		this.separated.push(segment);
		if (this.finished[segment] === 0) this.heads.add(segment);
		if (this.finished[segment + 1] === 0) this.tails.add(segment);
		for (const block of [segment, segment + 1]) {
			if (!this.heads.has(block) || !(block === 0 || this.tails.has(block - 1))) continue;
			this.heads.delete(block);
			this.tails.delete(block - 1);
			this.finished[block] = 1;
			this.made.push(block);
		}
	}
}

/** Everything in the order in which it is made, with attention that depends on how many segments are done. */
function run(layout: typeof LAYOUT, attend: (count: number) => Attention): Progress {
	const progress = new Progress(blockCount(layout));
	for (;;) {
		const next = nextSegment(
			{ layout, finished: progress.finished },
			progress,
			attend(progress.separated.length)
		);
		if (next === null) return progress;
		expect(progress.separated).not.toContain(next);
		expect(neededSegments(progress.finished, progress)).toContain(next);
		progress.separate(next);
	}
}
const madeWith = (fixed: Attention) => run(LAYOUT, () => fixed).made;

describe('the order of separation', () => {
	it('is from the playhead to the end, then from the start', () => {
		expect(madeWith(attention(0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
		expect(madeWith(attention(5))).toEqual([5, 6, 7, 0, 1, 2, 3, 4]);
	});

	it('needs the segment before the wanted block first, and none before the first', () => {
		const fresh = { layout: LAYOUT, finished: new Uint8Array(BLOCKS) };
		expect(nextSegment(fresh, NONE, attention(5))).toBe(4);
		expect(nextSegment(fresh, { ...NONE, tails: new Set([4]) }, attention(5))).toBe(5);
		expect(nextSegment(fresh, { ...NONE, heads: new Set([5]) }, attention(5))).toBe(4);
		expect(nextSegment(fresh, NONE, attention(0))).toBe(0);
	});

	it('takes the loop first, up to and without its end', () => {
		expect(madeWith(attention(6, loop(2, 4)))).toEqual([2, 3, 6, 7, 0, 1, 4, 5]);
		expect(madeWith(attention(3, loop(2, 5)))).toEqual([2, 3, 4, 5, 6, 7, 0, 1]);
		const ofOneFrame = { loop: { start: at(4), end: frames(at(4) + 1) } };
		expect(madeWith(attention(0, ofOneFrame))[0]).toBe(4);
	});

	it('takes the urgent block before the loop', () => {
		expect(madeWith(attention(0, { ...loop(2, 4), urgent: at(6) }))).toEqual([6, 2, 3, 0, 1, 4, 5, 7]);
	});

	it('follows a seek at once', () => {
		const seeking = run(LAYOUT, (count) => attention(count < 3 ? 0 : 6));
		expect(seeking.separated).toEqual([0, 1, 2, 5, 6, 7, 3, 4]);
		expect(seeking.made).toEqual([0, 1, 2, 6, 7, 3, 4, 5]);
	});

	it('takes a place outside the song for the nearest one in it', () => {
		const end = { playhead: LAYOUT.frames, loop: null, urgent: null };
		expect(madeWith(end)[0]).toBe(BLOCKS - 1);
		expect(madeWith({ ...end, playhead: frames(BLOCKS * STRIDE + 5000) })[0]).toBe(BLOCKS - 1);
		expect(madeWith({ ...end, playhead: frames(-1) })[0]).toBe(0);
		expect(madeWith(attention(0, { urgent: LAYOUT.frames }))[0]).toBe(BLOCKS - 1);
		const beyond = { loop: { start: at(6), end: frames(9999) } };
		expect(madeWith(attention(0, beyond)).slice(0, 3)).toEqual([6, 7, 0]);
	});

	it('ends when everything is stored', () => {
		const finished = new Uint8Array(BLOCKS).fill(1);
		const everywhere = attention(3, { ...loop(1, 2), urgent: at(5) });
		expect(nextSegment({ layout: LAYOUT, finished }, NONE, everywhere)).toBe(null);
	});

	it('refuses a missing block both of whose ends wait', () => {
		const song = { layout: LAYOUT, finished: new Uint8Array(BLOCKS) };
		const ends = { heads: new Set([5]), tails: new Set([4]) };
		expect(() => nextSegment(song, ends, attention(5))).toThrow(/both of its ends/);
	});

	it('finishes every block with one segment for each, wherever the attention wanders', () => {
		const place = fc.integer({ min: 0, max: 1500 }).map(frames);
		const anyAttention = fc.record({
			playhead: place,
			loop: fc.option(
				fc
					.tuple(place, fc.integer({ min: 1, max: 500 }))
					.map(([start, length]) => ({ start, end: frames(start + length) }))
			),
			urgent: fc.option(place)
		});
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1400 }), fc.infiniteStream(anyAttention), (total, attentions) => {
				const layout = { frames: frames(total), stride: frames(STRIDE) };
				const { finished, separated } = run(layout, () => attentions.next().value as Attention);
				expect(finished.every((entry) => entry === 1)).toBe(true);
				expect(separated.length).toBe(blockCount(layout));
			})
		);
	});
});
