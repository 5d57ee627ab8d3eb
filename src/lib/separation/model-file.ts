import { failure, success, type Outcome } from '../outcome/outcome';
import type { ModelShape, SeparationFailure } from './protocol';

/** A model file on its way in. Each shard is copied to its place at once, so that none is held twice. */
export class ModelFile {
	readonly #bytes: Uint8Array<ArrayBuffer>;
	#received = 0;

	/** @throws RangeError where the device has no room for it. */
	constructor(readonly shape: ModelShape) {
		this.#bytes = new Uint8Array(shape.bytes);
	}

	/** A shard too many is counted, not stored: {@link whole} tells. */
	add(shard: ArrayBuffer): void {
		if (this.#received + shard.byteLength <= this.#bytes.length)
			this.#bytes.set(new Uint8Array(shard), this.#received);
		this.#received += shard.byteLength;
	}

	whole(): Outcome<Uint8Array<ArrayBuffer>, SeparationFailure> {
		return this.#received === this.#bytes.length
			? success(this.#bytes)
			: failure('session', `${this.#received} of ${this.#bytes.length} bytes of the model came in`);
	}
}
