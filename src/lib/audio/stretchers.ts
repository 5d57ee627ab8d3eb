import { Stretcher, type StretchBlock } from './stretcher';

/**
 * The stretchers of all songs that are in the worklet at a time, mostly one of each size: a song borrows them when it
 * is played at another speed or pitch for the first time, and gives them back when it is let go.
 */
export class Stretchers {
	readonly #idle = new Map<StretchBlock, Stretcher[]>();
	readonly #making = new Map<StretchBlock, Promise<void>>();

	/** Null while it is being made: ask again. */
	borrow(block: StretchBlock): Stretcher | null {
		const idle = this.#idle.get(block)?.pop();
		if (idle === undefined) void this.make(block);
		return idle ?? null;
	}

	giveBack(block: StretchBlock, stretcher: Stretcher): void {
		const idle = this.#idle.get(block) ?? [];
		this.#idle.set(block, idle);
		idle.push(stretcher);
	}

	/** Resolves when there is one more to borrow. */
	make(block: StretchBlock): Promise<void> {
		const made =
			this.#making.get(block) ??
			Stretcher.create(block).then((stretcher) => {
				this.#making.delete(block);
				this.giveBack(block, stretcher);
			});
		this.#making.set(block, made);
		return made;
	}
}
