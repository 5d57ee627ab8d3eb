import type { Bytes, WriteBytes } from './encoder';

/** Large enough that the way to the page and to a disk counts little, small enough that Cancel does not wait for it. */
const PIECE_BYTES = 2 ** 16;

/**
 * Makes larger pieces of small ones: an MP3 comes frame by frame, 1 kB each, and each write costs a message to the page
 * and its own time on a disk. What it is given, it keeps: the giver must not use it again.
 */
export class Gatherer {
	readonly #write: WriteBytes;
	#pieces: Bytes[] = [];
	#length = 0;

	constructor(write: WriteBytes) {
		this.#write = write;
	}

	async write(bytes: Bytes): Promise<void> {
		this.#pieces.push(bytes);
		this.#length += bytes.length;
		if (this.#length >= PIECE_BYTES) await this.flush();
	}

	/** Writes what is left. */
	async flush(): Promise<void> {
		const [only, ...others] = this.#pieces;
		if (only === undefined) return;
		const whole = others.length === 0 ? only : joined(this.#pieces, this.#length);
		this.#pieces = [];
		this.#length = 0;
		await this.#write(whole);
	}
}

function joined(pieces: readonly Bytes[], length: number): Bytes {
	const whole = new Uint8Array(length);
	let at = 0;
	for (const piece of pieces) {
		whole.set(piece, at);
		at += piece.length;
	}
	return whole;
}
