import { filesOf, type Precision } from '../music/model';
import { failure, success, type Outcome } from '../outcome/outcome';
import { widen } from './half';
import type { ModelShape, SeparationFailure } from './protocol';
import { release } from '../signal/release';

/** The files of a part in the form in which the runtime takes them; in memory of their own. */
export interface WholePart {
	readonly name: string;
	readonly graph: Uint8Array<ArrayBuffer>;
	/** By the name under which the graph refers to it. */
	readonly weights: readonly { readonly path: string; readonly data: Uint8Array<ArrayBuffer> }[];
}

/** A model on its way in: holds what has come of one part, until that is whole. */
export class ModelFiles {
	readonly #model: ModelShape;
	readonly #precision: Precision;
	#received = 0;
	#wholeParts = 0;
	#graph: Uint8Array<ArrayBuffer> = new Uint8Array();
	#weights: WholePart['weights'] = [];

	constructor(model: ModelShape, precision: Precision) {
		this.#model = model;
		this.#precision = precision;
	}

	/** How many files are still to come. */
	get missing(): number {
		return this.#model.shards.length - this.#received;
	}

	/**
	 * Takes the next file, which becomes this one's. Gives its part where that is whole with it, to the caller.
	 * @throws RangeError where the device has no room for widened weights.
	 */
	add(file: ArrayBuffer): Outcome<WholePart | null, SeparationFailure> {
		const shard = this.#model.shards[this.#received];
		const part = this.#model.parts[this.#wholeParts];
		if (!shard || !part) return failure('session', 'More files came in than the model has');
		if (file.byteLength !== shard.bytes)
			return failure('session', `${shard.file} has ${file.byteLength} bytes instead of ${shard.bytes}`);
		this.#received += 1;

		// The graph of the other precision is let go.
		if (shard.file === part.graphs[this.#precision]) this.#graph = new Uint8Array(file);
		else if (part.weights.includes(shard.file))
			this.#weights = [...this.#weights, { path: shard.file, data: this.#inPrecision(file) }];
		if (shard.file !== filesOf(part).at(-1)) return success(null);

		const whole = { name: part.name, graph: this.#graph, weights: this.#weights };
		this.#wholeParts += 1;
		this.#weights = [];
		return success(whole);
	}

	#inPrecision(halves: ArrayBuffer): Uint8Array<ArrayBuffer> {
		if (this.#precision === 'fp16') return new Uint8Array(halves);
		const wide = widen(new Uint16Array(halves, 0, halves.byteLength >> 1));
		release(halves);
		return new Uint8Array(wide.buffer);
	}
}
