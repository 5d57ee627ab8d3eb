import { describe, failure, success, type Outcome } from '../outcome/outcome';
import type { StretchBlock } from './stretch-block';
import { SingleStretcher, type Stretcher } from './stretcher';
import { StretcherPair } from './stretcher-pair';

/**
 * The stretchers of all songs that are in the worklet at a time, mostly one of each block: a song borrows them when it
 * is played at another speed or pitch for the first time, and gives them back when it is let go.
 */
export class Stretchers {
	readonly #idle = new Map<StretchBlock, Stretcher[]>();
	readonly #making = new Map<StretchBlock, Promise<Outcome<null, 'unstretchable'>>>();
	#failure: string | null = null;

	/** Why one could not be made; null: all could. From then on no more are made. */
	get failure(): string | null {
		return this.#failure;
	}

	/** Whether there is one to borrow, or will be. */
	has(block: StretchBlock): boolean {
		return this.#failure === null || (this.#idle.get(block)?.length ?? 0) > 0;
	}

	/** Null while it is being made: ask again. */
	borrow(block: StretchBlock): Stretcher | null {
		const idle = this.#idle.get(block)?.pop();
		if (idle === undefined && this.#failure === null) void this.make(block);
		return idle ?? null;
	}

	giveBack(block: StretchBlock, stretcher: Stretcher): void {
		const idle = this.#idle.get(block) ?? [];
		this.#idle.set(block, idle);
		idle.push(stretcher);
	}

	/** Resolves when there is one more to borrow, or cannot be: a browser may refuse WASM, or have no memory for it. */
	make(block: StretchBlock): Promise<Outcome<null, 'unstretchable'>> {
		const made = this.#making.get(block) ?? this.#make(block);
		this.#making.set(block, made);
		return made;
	}

	async #make(block: StretchBlock): Promise<Outcome<null, 'unstretchable'>> {
		try {
			this.giveBack(block, await (block.paired ? StretcherPair : SingleStretcher).create(block));
			return success(null);
		} catch (thrown) {
			this.#failure = describe(thrown);
			return failure('unstretchable', this.#failure);
		} finally {
			this.#making.delete(block);
		}
	}
}
