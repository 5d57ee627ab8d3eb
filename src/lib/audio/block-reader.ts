import type { Deck } from './deck';
import { isOriginal, type PlayableBlock } from './playable';
import type { Strips } from './strips';
import type { Workspace } from './workspace';

/** 5 ms: long enough not to click. */
const CROSSFADE_FRAMES = 220;

type Mixing = Pick<Workspace, 'bus' | 'under'>;

/**
 * Reads a deck's blocks one after the other. An original differs from its stems, the more so when some of them
 * are muted, so where one kind gives way to the other the two are cross-faded: at a border, or in the middle of
 * a block whose stems have come. Beyond its own end the old block goes on backwards, for what would follow
 * there is not in memory: that begins where the block ended and sounds like it, while holding its last
 * value would thump.
 *
 * There is never more than one cross-fade at a time: stems that come during one, or close to the border, wait.
 */
export class BlockReader {
	readonly #deck: Deck;
	/** At most half a block, so that there is room for one at either end of it. */
	readonly #crossfade: number;
	#block: PlayableBlock | null = null;
	#before: PlayableBlock | null = null;
	#changedAt = 0;

	constructor(deck: Deck) {
		this.#deck = deck;
		this.#crossfade = Math.min(CROSSFADE_FRAMES, Math.floor(deck.layout.stride / 2));
	}

	/** In silence: what is read next has nothing before it to fade from. */
	reset(): void {
		this.#block = this.#before = null;
	}

	/**
	 * Adds the song's frames `[position, position + count)` to `workspace.bus` from its frame `at` on; those that are
	 * not here, or not in the song, are silent.
	 */
	read(position: number, count: number, strips: Strips, workspace: Mixing, at: number): void {
		const { frames, stride } = this.#deck.layout;
		const end = Math.min(count, frames - position);
		for (let done = Math.max(0, -position); done < end;) {
			const from = position + done;
			const block = this.#blockAt(from);
			const offset = from % stride;
			const length = Math.min(end - done, (block?.frames ?? stride) - offset);
			if (block !== null) {
				strips.add(block, offset, 1, length, workspace.bus, at + done);
				if (this.#before !== null) this.#fadeFrom(this.#before, from, length, strips, workspace, at + done);
			}
			done += length;
		}
	}

	/** The block to be read at `position`, where a cross-fade begins if it is of another kind than the last one. */
	#blockAt(position: number): PlayableBlock | null {
		const index = this.#deck.indexAt(position);
		const last = this.#block;
		// The stems may have proved damaged while their original sounds: it is still needed to fade out with.
		const block = this.#deck.block(index) ?? (last?.index === index ? last : null);
		if (last !== null && block !== null && isOriginal(last) !== isOriginal(block)) {
			if (last.index === index && !this.#hasRoom(last, position)) return last;
			this.#before = last;
			this.#changedAt = position;
		}
		this.#block = block;
		return block;
	}

	#hasRoom(block: PlayableBlock, position: number): boolean {
		return this.#before === null && this.#endOf(block) - position >= this.#crossfade;
	}

	#fadeFrom(
		before: PlayableBlock,
		position: number,
		count: number,
		strips: Strips,
		{ bus, under }: Mixing,
		at: number
	): void {
		const since = position - this.#changedAt;
		const length = Math.min(count, this.#crossfade - since);
		under.left.fill(0);
		under.right.fill(0);
		const beyond = position - this.#endOf(before);
		if (beyond < 0) strips.add(before, before.frames + beyond, 1, length, under, at);
		else strips.add(before, before.frames - 1 - beyond, -1, length, under, at);
		for (let i = 0; i < length; i++) {
			const frame = at + i;
			const share = (since + i) / this.#crossfade;
			bus.left[frame] = under.left[frame]! + (bus.left[frame]! - under.left[frame]!) * share;
			bus.right[frame] = under.right[frame]! + (bus.right[frame]! - under.right[frame]!) * share;
		}
		if (since + length >= this.#crossfade) this.#before = null;
	}

	#endOf(block: PlayableBlock): number {
		return block.index * this.#deck.layout.stride + block.frames;
	}
}
