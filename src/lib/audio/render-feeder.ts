import { isWholeBlock, isWholeOriginal, type BlockLayout, type BlockReply } from '../music/block';
import type { BlockRequest } from '../music/block';
import { failure } from '../outcome/outcome';
import type { Feeder } from './deck';
import type { ReadBlock, RenderFailure } from './render-sound';

/** Feeds a desk that is rendered ahead of time: whoever renders waits until everything it has asked for is there. */
export class RenderFeeder implements Feeder {
	onmessage: Feeder['onmessage'] = null;
	readonly #layout: BlockLayout;
	readonly #read: ReadBlock;
	readonly #isNeeded: (index: number) => boolean;
	readonly #asked = new Set<Promise<void>>();
	#failure: ReturnType<typeof failure<RenderFailure>> | null = null;

	/** @param isNeeded whether the mix cannot be rendered without this block */
	constructor(layout: BlockLayout, read: ReadBlock, isNeeded: (index: number) => boolean) {
		this.#layout = layout;
		this.#read = read;
		this.#isNeeded = isNeeded;
	}

	/** Why a needed block cannot be had. */
	get failure() {
		return this.#failure;
	}

	postMessage({ index }: BlockRequest): void {
		const asked: Promise<void> = this.#answer(index).finally(() => this.#asked.delete(asked));
		this.#asked.add(asked);
		// `settled` rejects with it; nobody else waits for it.
		asked.catch(() => undefined);
	}

	/** Resolves once nothing is asked for any more; rejects as the reader does. */
	async settled(): Promise<void> {
		while (this.#asked.size > 0) await Promise.all(this.#asked);
	}

	close(): void {
		this.onmessage = null;
	}

	async #answer(index: number): Promise<void> {
		const reply = await this.#read(index);
		const trouble = troubleOf(reply, this.#layout, index);
		if (trouble !== null && this.#isNeeded(index)) this.#failure ??= trouble;
		(this.onmessage as ((event: { readonly data: BlockReply }) => void) | null)?.({ data: reply });
	}
}

/** What is wrong with the reply for a block; null where nothing is. */
export function troubleOf(reply: BlockReply, layout: BlockLayout, index: number) {
	switch (reply.type) {
		case 'missing':
			return failure('missing', `Block ${index} is not stored`);
		case 'damaged':
			return failure('damaged', reply.detail);
		case 'block':
			return isWholeBlock(reply.block, layout, index) ? null : notWhole(index);
		case 'original':
			return isWholeOriginal(reply.block, layout, index) ? null : notWhole(index);
	}
}

const notWhole = (index: number) => failure('damaged', `Block ${index} is not whole`);
