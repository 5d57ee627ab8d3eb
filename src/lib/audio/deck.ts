import {
	blockAt,
	blockCount,
	isWholeBlock,
	isWholeOriginal,
	type BlockLayout,
	type BlockReply,
	type BlockRequest
} from '../music/block';
import type { Frames } from '../units/units';
import { isOriginal, type PlayableBlock } from './playable';

/** At most about 33 MB of a song, whatever its length. */
export const BLOCKS_KEPT = 8;
/** Blocks asked for ahead of the one under the playhead: more than ten seconds. */
const BLOCKS_AHEAD = 2;
/** Of those kept: the ones a loop goes back to. */
const MOST_PINNED = 3;
/** Where an index is expected and there is none. */
export const NONE = -1;

export type Feeder = Pick<MessagePort, 'onmessage' | 'postMessage' | 'close'>;

/** What is known of a block; a block that is not known was never replied to, or was dropped. */
type Slot =
	/** An original is asked for again when its stems are announced, and plays until they come. */
	| { readonly state: 'here'; readonly block: PlayableBlock }
	| { readonly state: 'missing' }
	| { readonly state: 'damaged'; readonly detail: string };

/** An open song and the few of its blocks that are in memory: those around the playhead, and those that are pinned. */
export class Deck {
	readonly layout: BlockLayout;
	readonly #feeder: Feeder;
	readonly #slots = new Map<number, Slot>();
	/**
	 * Requests without a reply, the oldest first. `outdated`: something of the block was announced since, so that
	 * a reply that it is missing, or that there is only the original, may be out of date.
	 */
	readonly #requests = new Map<number, 'asked' | 'outdated'>();
	#centre = NONE;
	#firstPinned = 0;
	#lastPinned = NONE;

	/**
	 * Owns `feeder` from now on.
	 * @param onReply called after each reply of the feeder
	 */
	constructor(layout: BlockLayout, feeder: Feeder, onReply: () => void) {
		this.layout = layout;
		this.#feeder = feeder;
		feeder.onmessage = ({ data }: MessageEvent<BlockReply>) => {
			this.#receive(data);
			onReply();
		};
	}

	/** The block under a position; at the end of the song the last one. */
	indexAt(position: number): number {
		return Math.min(blockAt(this.layout, position as Frames), blockCount(this.layout) - 1);
	}

	/** Keeps the blocks around this position from now on, and asks for those ahead. */
	follow(position: number): void {
		const index = this.indexAt(position);
		if (index === this.#centre) return;
		this.#centre = index;
		this.ask(index);
	}

	/**
	 * Keeps the blocks from one position's to another's as well, at most {@link MOST_PINNED} of them, and asks for them
	 * now. Positions in the wrong order pin nothing.
	 */
	pin(from: number, to: number): void {
		this.#firstPinned = this.indexAt(Math.max(0, from));
		this.#lastPinned = to < from ? NONE : Math.min(this.indexAt(to), this.#firstPinned + MOST_PINNED - 1);
		this.#askForPinned();
	}

	/** Asks for a block and the ones after it, as far as they are not known yet. */
	ask(index: number): void {
		const last = Math.min(index + BLOCKS_AHEAD, blockCount(this.layout) - 1);
		for (let i = index; i <= last; i++) if (this.stateOf(i) === null) this.#request(i);
	}

	/** Something of a block is stored now: its original where nothing was, or its stems. */
	available(index: number): void {
		if (this.#requests.has(index)) {
			this.#requests.set(index, 'outdated');
			return;
		}
		const slot = this.#slots.get(index);
		if (slot?.state === 'missing' || slot?.state === 'damaged') {
			this.#slots.delete(index);
			this.ask(this.#centre);
			this.#askForPinned();
		} else if (slot?.state === 'here' && isOriginal(slot.block)) this.#request(index);
	}

	/** Damaged blocks are asked for anew: what could not be read once may be readable now. */
	forgetDamage(): void {
		for (const [index, { state }] of this.#slots) if (state === 'damaged') this.#slots.delete(index);
		this.ask(this.#centre);
		this.#askForPinned();
	}

	/** What plays of a block now. Its stems may take the place of its original after any reply. */
	block(index: number): PlayableBlock | null {
		const slot = this.#slots.get(index);
		return slot?.state === 'here' ? slot.block : null;
	}

	stateOf(index: number): Slot['state'] | 'asked' | null {
		return this.#slots.get(index)?.state ?? (this.#requests.has(index) ? 'asked' : null);
	}

	/** What is wrong with a damaged block. */
	damageOf(index: number): string {
		const slot = this.#slots.get(index);
		return slot?.state === 'damaged' ? slot.detail : '';
	}

	/** The first block of the next `count` frames that is not here; {@link NONE} if all are, or the song ends. */
	firstAbsent(position: number, count: number): number {
		const last = this.indexAt(position + count - 1);
		for (let i = this.indexAt(position); i <= last; i++) if (this.stateOf(i) !== 'here') return i;
		return NONE;
	}

	/** How many blocks are in memory. */
	get held(): number {
		let count = 0;
		for (const { state } of this.#slots.values()) if (state === 'here') count++;
		return count;
	}

	/** Lets every block and the feeder's port go. May be called again. */
	close(): void {
		this.#feeder.onmessage = null;
		this.#feeder.close();
		this.#slots.clear();
		this.#requests.clear();
	}

	#askForPinned(): void {
		for (let i = this.#firstPinned; i <= this.#lastPinned; i++)
			if (this.stateOf(i) === null) this.#request(i);
	}

	#request(index: number): void {
		this.#requests.set(index, 'asked');
		this.#feeder.postMessage({ type: 'need', index } satisfies BlockRequest);
	}

	#receive(reply: BlockReply): void {
		const index = this.#indexOf(reply);
		const request = this.#requests.get(index);
		if (request === undefined) return;
		this.#requests.delete(index);
		switch (reply.type) {
			case 'block':
				return this.#keep(index, isWholeBlock(reply.block, this.layout, index) ? reply.block : null);
			case 'original':
				this.#keep(index, isWholeOriginal(reply.block, this.layout, index) ? reply.block : null);
				if (request === 'outdated' && this.stateOf(index) !== 'damaged') this.#request(index);
				return;
			case 'damaged':
				return void this.#slots.set(index, { state: 'damaged', detail: reply.detail });
			case 'missing':
				if (request === 'outdated') this.#request(index);
				else if (!this.#slots.has(index)) this.#slots.set(index, { state: 'missing' });
		}
	}

	/** A block whose own index is wrong is told by nobody having asked for it: then it spoils the oldest request. */
	#indexOf(reply: BlockReply): number {
		if (reply.type !== 'block' && reply.type !== 'original') return reply.index;
		const { index } = reply.block;
		if (this.#requests.has(index)) return index;
		return this.#requests.keys().next().value ?? NONE;
	}

	/** @param block null where it is not whole */
	#keep(index: number, block: PlayableBlock | null): void {
		if (block === null) this.#slots.set(index, { state: 'damaged', detail: `Block ${index} is not whole` });
		else this.#slots.set(index, { state: 'here', block });
		if (this.held > BLOCKS_KEPT) this.#slots.delete(this.#farthest());
	}

	/** The held block farthest from the playhead that is not pinned; of two, the one behind it. */
	#farthest(): number {
		let farthest = NONE;
		let distance = -1;
		for (const [index, { state }] of this.#slots) {
			const away = Math.abs(index - this.#centre) + (index < this.#centre ? 0.5 : 0);
			const pinned = index >= this.#firstPinned && index <= this.#lastPinned;
			if (state !== 'here' || pinned || away <= distance) continue;
			farthest = index;
			distance = away;
		}
		return farthest;
	}
}
