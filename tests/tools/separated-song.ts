import { blockCount, type BlockLayout, type EndSide, type OpenEnds } from '../../src/lib/music/block';
import type { Surroundings } from '../../src/lib/separation/assemble';
import { segmentAt } from '../../src/lib/separation/plan';
import type { Frames } from '../../src/lib/units/units';

type End = Float32Array<ArrayBuffer>;

/** What one segment gave; a block is whatever the test calls one. */
interface Given<Block> {
	readonly blocks: readonly Block[];
	readonly head: End | null;
	readonly tail: End | null;
}

/**
 * What of a song is separated so far, kept as the library keeps it: blocks once, ends until their block is there.
 * For separation without a library.
 */
export class SeparatedSong<Block> {
	readonly layout: BlockLayout;
	readonly finished: Uint8Array<ArrayBuffer>;
	readonly #indexOf: (block: Block) => number;
	readonly #blocks = new Map<number, Block>();
	readonly #kept = { head: new Map<number, End>(), tail: new Map<number, End>() };

	constructor(layout: BlockLayout, indexOf: (block: Block) => number) {
		this.layout = layout;
		this.finished = new Uint8Array(blockCount(layout));
		this.#indexOf = indexOf;
	}

	/** As they are now. */
	get ends(): OpenEnds {
		return { heads: new Set(this.#kept.head.keys()), tails: new Set(this.#kept.tail.keys()) };
	}

	get blocks(): Block[] {
		return [...this.#blocks].sort(([a], [b]) => a - b).map(([, block]) => block);
	}

	/** The ends in it are copies. */
	around(segment: number): Surroundings {
		const isDone = (block: number) => this.finished[block] === 1;
		return {
			layout: this.layout,
			segment,
			done: { own: isDone(segment), next: isDone(segment + 1) },
			before: this.#kept.tail.get(segment - 1)?.slice() ?? null,
			after: this.#kept.head.get(segment + 1)?.slice() ?? null
		};
	}

	/** Ends are handed over as the worker does: who posts a buffer no longer has it. @throws Error for a block made twice. */
	store(segment: number, { blocks, head, tail }: Given<Block>): void {
		const keep = (side: EndSide, end: End | null) =>
			end && this.#kept[side].set(segment, structuredClone(end, { transfer: [end.buffer] }));
		keep('head', head);
		keep('tail', tail);
		for (const block of blocks) {
			const index = this.#indexOf(block);
			if (this.#blocks.has(index)) throw new Error(`Block ${index} was made twice`);
			this.#blocks.set(index, block);
			this.finished[index] = 1;
			this.lose('head', index);
			this.lose('tail', index - 1);
		}
	}

	lose(side: EndSide, segment: number): void {
		this.#kept[side].delete(segment);
	}
}

/** The part of a whole song that a segment hears, copied. */
export function heardBy(
	channels: readonly [Float32Array, Float32Array],
	layout: BlockLayout,
	segmentFrames: Frames,
	segment: number
): [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>] {
	const { firstFrame, lastFrame } = segmentAt(layout, segmentFrames, segment);
	const cut = (channel: Float32Array) => new Float32Array(channel.subarray(firstFrame, lastFrame + 1));
	return [cut(channels[0]), cut(channels[1])];
}
