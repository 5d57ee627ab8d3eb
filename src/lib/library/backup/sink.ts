/** Where a backup goes: it counts the bytes, and remembers whether it was the target that refused one. */
export class Sink {
	bytes = 0;
	/** What the target said when it refused; undefined while it has not. */
	refusal: unknown;
	/** Writing into it waits until the target has taken the bytes; closing it closes the target. */
	readonly writable: WritableStream<Uint8Array<ArrayBuffer>>;
	readonly #target: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>;

	/** @param to Is locked from now on, and closed or aborted in the end. */
	constructor(to: WritableStream<Uint8Array<ArrayBuffer>>) {
		this.#target = to.getWriter();
		// Each write and the closing tell it too.
		this.#target.closed.catch(() => undefined);
		this.writable = new WritableStream({
			write: async (chunk) => {
				await this.#asked(this.#target.write(chunk));
				this.bytes += chunk.length;
			},
			close: () => this.#asked(this.#target.close())
		});
	}

	/** Nothing of what was written is to be kept. */
	abort(reason: unknown): void {
		this.#target.abort(reason).catch(() => undefined);
	}

	async #asked(answer: Promise<void>): Promise<void> {
		try {
			await answer;
		} catch (thrown) {
			this.refusal = thrown ?? new Error('The file cannot be written.');
			throw thrown;
		}
	}
}
