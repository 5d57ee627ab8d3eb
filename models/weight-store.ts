import type { Precision } from '../src/lib/model/manifest';
import { MAX_SHARD_BYTES } from '../src/lib/model/manifest';
import { fromHalf, toHalf } from './half';
import { DataLocation, type Tensor } from './onnx';
import type { Parameter } from './parameters';

/** In fp16 values; fp32 ones then begin at multiples of 32 bytes, which suits every runtime. */
const ALIGNMENT = 16;

/** How a graph of each precision finds a parameter. */
type Place = Readonly<Record<Precision, Pick<Tensor, 'dataLocation' | 'externalData'>>>;

/** A file in the making. */
interface Shard {
	/** One after the other, each filled up to the alignment. */
	readonly halves: Uint16Array<ArrayBuffer>[];
	/** Of all of them together. */
	length: number;
	/** To be filled with the file's name. */
	readonly locations: { value: string }[];
}

/**
 * The parameters of one part of a model, as 16-bit floats in shards that the graphs of both precisions share. A
 * graph in fp32 counts bytes of the shard widened to fp32, which is how the app hands it over.
 */
export class WeightStore {
	readonly #places = new Map<string, Place>();
	readonly #shards: Shard[] = [];
	readonly #shardHalves: number;

	constructor(shardBytes = MAX_SHARD_BYTES) {
		this.#shardHalves = shardBytes / 2;
	}

	/**
	 * Stores a parameter, once.
	 * @throws Error where 16 bits would not hold a value exactly: the stored weights are the published ones. Also
	 * where a shard would not hold the parameter.
	 */
	place(parameter: Parameter): Place {
		const known = this.#places.get(parameter.name);
		if (known) return known;
		const halves = new Uint16Array(Math.ceil(parameter.values.length / ALIGNMENT) * ALIGNMENT);
		parameter.values.forEach((value, index) => {
			const half = toHalf(value);
			if (fromHalf(half) !== value) throw new Error(`${parameter.name}: ${value} is not exact in 16 bits`);
			halves[index] = half;
		});
		if (halves.length > this.#shardHalves) throw new Error(`${parameter.name} does not fit into a shard`);

		const shard = this.#shardFor(halves.length);
		const offset = shard.length;
		shard.halves.push(halves);
		shard.length += halves.length;
		const entry = (bytesPerValue: number) => {
			const location = { key: 'location', value: '' };
			shard.locations.push(location);
			return {
				dataLocation: DataLocation.EXTERNAL,
				externalData: [
					location,
					{ key: 'offset', value: String(offset * bytesPerValue) },
					{ key: 'length', value: String(parameter.values.length * bytesPerValue) }
				]
			};
		};
		const place = { fp32: entry(4), fp16: entry(2) };
		this.#places.set(parameter.name, place);
		return place;
	}

	/** The shards' bytes, in order; `nameOf` gives each the file name under which graphs will look for it. */
	seal<Named extends { readonly file: string }>(nameOf: (bytes: Uint8Array) => Named): Named[] {
		return this.#shards.map(({ halves, length, locations }) => {
			const whole = new Uint16Array(length);
			let offset = 0;
			for (const part of halves) {
				whole.set(part, offset);
				offset += part.length;
			}
			const named = nameOf(new Uint8Array(whole.buffer));
			for (const location of locations) location.value = named.file;
			return named;
		});
	}

	#shardFor(halves: number) {
		const last = this.#shards.at(-1);
		if (last && last.length + halves <= this.#shardHalves) return last;
		const shard: Shard = { halves: [], length: 0, locations: [] };
		this.#shards.push(shard);
		return shard;
	}
}
