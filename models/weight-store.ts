import type { Precision } from '../src/lib/model/manifest';
import { MAX_SHARD_BYTES } from '../src/lib/model/manifest';
import { fromHalf, toHalf } from './half';
import { DataLocation, type Tensor } from './onnx';
import type { Parameter } from './parameters';

/** In fp16 values; fp32 ones then begin at multiples of 32 bytes, which suits every runtime. */
const ALIGNMENT = 16;

/** How a graph of each precision finds a parameter. */
type Place = Readonly<Record<Precision, Pick<Tensor, 'dataLocation' | 'externalData'>>>;

/**
 * The parameters of one part of a model, as 16-bit floats in shards that the graphs of both precisions share. A
 * graph in fp32 counts bytes of the shard widened to fp32, which is how the app hands it over.
 */
export class WeightStore {
	readonly #places = new Map<string, Place>();
	readonly #shards: { halves: number[]; locations: { value: string }[] }[] = [];
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
		const halves = Array.from(parameter.values, toHalf);
		const inexact = halves.findIndex((half, index) => fromHalf(half) !== parameter.values[index]);
		if (inexact >= 0)
			throw new Error(`${parameter.name}: ${parameter.values[inexact]} is not exact in 16 bits`);
		if (halves.length > this.#shardHalves) throw new Error(`${parameter.name} does not fit into a shard`);

		const shard = this.#shardFor(halves.length);
		const offset = shard.halves.length;
		for (const half of halves) shard.halves.push(half);
		while (shard.halves.length % ALIGNMENT !== 0) shard.halves.push(0);
		const entry = (bytesPerValue: number) => {
			const location = { key: 'location', value: '' };
			shard.locations.push(location);
			return {
				dataLocation: DataLocation.EXTERNAL,
				externalData: [
					location,
					{ key: 'offset', value: String(offset * bytesPerValue) },
					{ key: 'length', value: String(halves.length * bytesPerValue) }
				]
			};
		};
		const place = { fp32: entry(4), fp16: entry(2) };
		this.#places.set(parameter.name, place);
		return place;
	}

	/** The shards' bytes, in order; `nameOf` gives each the file name under which graphs will look for it. */
	seal<Named extends { readonly file: string }>(nameOf: (bytes: Uint8Array) => Named): Named[] {
		return this.#shards.map(({ halves, locations }) => {
			const named = nameOf(new Uint8Array(Uint16Array.from(halves).buffer));
			for (const location of locations) location.value = named.file;
			return named;
		});
	}

	#shardFor(halves: number) {
		const last = this.#shards.at(-1);
		if (last && last.halves.length + halves <= this.#shardHalves) return last;
		const shard = { halves: [], locations: [] };
		this.#shards.push(shard);
		return shard;
	}
}
