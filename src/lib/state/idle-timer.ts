/** Does something when nothing has gone on for a while. Whoever owns it says when something does. */
export class IdleTimer {
	readonly #milliseconds: number;
	readonly #act: () => void;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#disposed = false;

	constructor(milliseconds: number, act: () => void) {
		this.#milliseconds = milliseconds;
		this.#act = act;
	}

	/** Something goes on. */
	busy(): void {
		clearTimeout(this.#timer);
	}

	/** From now on nothing goes on. */
	idle(): void {
		this.busy();
		if (!this.#disposed) this.#timer = setTimeout(this.#act, this.#milliseconds);
	}

	dispose(): void {
		this.#disposed = true;
		this.busy();
	}
}
