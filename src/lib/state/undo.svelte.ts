const MILLISECONDS = 10_000;

/** What was deleted last, for as long as it can be had back. */
export class Undo {
	removed = $state.raw<{ readonly name: string } | null>(null);
	#restore: () => void = () => undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;

	offer(name: string, restore: () => void): void {
		this.forget();
		this.removed = { name };
		this.#restore = restore;
		this.#timer = setTimeout(() => this.forget(), MILLISECONDS);
	}

	undo(): void {
		if (this.removed === null) return;
		this.forget();
		this.#restore();
	}

	forget(): void {
		clearTimeout(this.#timer);
		this.removed = null;
	}
}
