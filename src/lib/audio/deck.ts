import {
	blockAt,
	blockCount,
	isWholeBlock,
	type Block,
	type BlockLayout,
	type BlockReply,
	type BlockRequest
} from '../music/block';
import type { Frames } from '../units/units';

/** About 33 MB of a song, whatever its length. */
export const BLOCKS_KEPT = 8;
/** Blocks asked for ahead of the one under the playhead: more than ten seconds. */
const BLOCKS_AHEAD = 2;
/** Where an index is expected and there is none. */
export const NONE = -1;

export type Feeder = Pick<MessagePort, 'onmessage' | 'postMessage' | 'close'>;

/** What is known of a block; a block that is not known was never asked for, or was dropped. */
type Slot =
	| { readonly state: 'here'; readonly block: Block }
	| { readonly state: 'asked' }
	/** Asked for before the block was announced: a reply that it is missing is out of date. */
	| { readonly state: 'outdated' }
	| { readonly state: 'missing' }
	| { readonly state: 'damaged'; readonly detail: string };

/** An open song and the few of its blocks that are in memory: those around the playhead. */
export class Deck {
	readonly layout: BlockLayout;
	readonly #feeder: Feeder;
	readonly #slots = new Map<number, Slot>();
	#centre = NONE;

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

	/** Asks for a block and the ones after it, as far as they are not known yet. */
	ask(index: number): void {
		const last = Math.min(index + BLOCKS_AHEAD, blockCount(this.layout) - 1);
		for (let i = index; i <= last; i++) if (!this.#slots.has(i)) this.#request(i);
	}

	/** A block that was missing, or damaged, is stored now. */
	available(index: number): void {
		const state = this.stateOf(index);
		if (state === 'asked') this.#slots.set(index, { state: 'outdated' });
		if (state !== 'missing' && state !== 'damaged') return;
		this.#slots.delete(index);
		this.ask(this.#centre);
	}

	/** Damaged blocks are asked for anew: what could not be read once may be readable now. */
	forgetDamage(): void {
		for (const [index, { state }] of this.#slots) if (state === 'damaged') this.#slots.delete(index);
		this.ask(this.#centre);
	}

	block(index: number): Block | null {
		const slot = this.#slots.get(index);
		return slot?.state === 'here' ? slot.block : null;
	}

	stateOf(index: number): Slot['state'] | null {
		return this.#slots.get(index)?.state ?? null;
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
	}

	#request(index: number): void {
		this.#slots.set(index, { state: 'asked' });
		this.#feeder.postMessage({ type: 'need', index } satisfies BlockRequest);
	}

	#receive(reply: BlockReply): void {
		if (reply.type === 'block') return this.#take(reply.block);
		const { index } = reply;
		if (!this.#isAwaited(index)) return;
		if (reply.type === 'damaged') this.#slots.set(index, { state: 'damaged', detail: reply.detail });
		else if (this.stateOf(index) === 'outdated') this.#request(index);
		else this.#slots.set(index, { state: 'missing' });
	}

	/** A block whose own index is wrong is told by nobody having asked for it: then it spoils the oldest request. */
	#take(block: Block): void {
		const index = this.#isAwaited(block.index) ? block.index : this.#oldestAwaited();
		if (index === NONE) return;
		if (isWholeBlock(block, this.layout, index)) {
			this.#slots.set(index, { state: 'here', block });
			if (this.held > BLOCKS_KEPT) this.#slots.delete(this.#farthest());
		} else {
			this.#slots.set(index, { state: 'damaged', detail: `Block ${index} is not whole` });
		}
	}

	#isAwaited(index: number): boolean {
		const state = this.stateOf(index);
		return state === 'asked' || state === 'outdated';
	}

	#oldestAwaited(): number {
		for (const index of this.#slots.keys()) if (this.#isAwaited(index)) return index;
		return NONE;
	}

	/** The held block farthest from the playhead; of two, the one behind it. */
	#farthest(): number {
		let farthest = NONE;
		let distance = -1;
		for (const [index, { state }] of this.#slots) {
			const away = Math.abs(index - this.#centre) + (index < this.#centre ? 0.5 : 0);
			if (state !== 'here' || away <= distance) continue;
			farthest = index;
			distance = away;
		}
		return farthest;
	}
}
