import { expect, test } from 'vitest';
import { fromHalf } from '../../../models/half';
import type { Tensor } from '../../../models/onnx';
import { WeightStore } from '../../../models/weight-store';
import { PRECISIONS } from '../../../src/lib/music/model';

const parameter = (name: string, ...values: number[]) => ({
	name,
	dims: [values.length],
	values: Float32Array.from(values)
});
const count = (length: number, from = 0) => Array.from({ length }, (_, index) => from + index);

/** What a graph says of a tensor in another file. */
function entry({ externalData }: Pick<Tensor, 'externalData'>) {
	const { location, offset, length } = Object.fromEntries(
		externalData!.map(({ key, value }) => [key, value])
	);
	return { location, offset: Number(offset), length: Number(length) };
}
/** Shards under the names "shard 0", "shard 1", …; those of each store. */
function sealed(store: WeightStore) {
	let shards = 0;
	return store.seal((bytes) => ({ file: `shard ${shards++}`, bytes }));
}
const halves = (bytes: Uint8Array, offset: number, length: number) =>
	Array.from(new Uint16Array(bytes.slice(offset, offset + length).buffer), fromHalf);

test('every parameter lies where both graphs look for it', () => {
	const store = new WeightStore(256);
	const parameters = [
		parameter('a', 1),
		parameter('b', ...count(50)),
		parameter('c', ...count(100, -50)),
		parameter('d', 0.5, -65_504, 2 ** -24)
	];
	const places = parameters.map((one) => store.place(one));
	const shards = sealed(store);
	expect(shards.length).toBeGreaterThan(1);
	for (const { bytes } of shards) expect(bytes.length).toBeLessThanOrEqual(256);
	parameters.forEach(({ values }, index) => {
		const [wide, narrow] = PRECISIONS.map((precision) => entry(places[index]![precision]));
		expect(narrow!.length).toBe(2 * values.length);
		expect(wide).toEqual({
			location: narrow!.location,
			offset: 2 * narrow!.offset,
			length: 4 * values.length
		});
		const shard = shards.find(({ file }) => file === narrow!.location)!;
		expect(halves(shard.bytes, narrow!.offset, narrow!.length)).toEqual([...values]);
	});
});

test('every parameter begins at a multiple of 32 bytes, and of 64 once it is widened', () => {
	const store = new WeightStore();
	for (const length of [1, 15, 16, 17, 33]) {
		const place = store.place(parameter(`of ${length}`, ...count(length)));
		expect(entry(place.fp16).offset % 32).toBe(0);
		expect(entry(place.fp32).offset % 64).toBe(0);
	}
});

test('what fits a shard to the last byte goes into it, what does not begins the next', () => {
	const store = new WeightStore(128);
	const places = ['a', 'b', 'c'].map((name) => store.place(parameter(name, ...count(32))));
	const [first, second] = sealed(store);
	expect(first!.bytes).toHaveLength(128);
	expect(second!.bytes).toHaveLength(64);
	expect(places.map(({ fp16 }) => entry(fp16).location)).toEqual(['shard 0', 'shard 0', 'shard 1']);
});

test('a parameter larger than a shard is refused by its name', () => {
	const store = new WeightStore(128);
	expect(() => store.place(parameter('large', ...count(65)))).toThrow(/large/);
});

test('a parameter that is used twice is stored once', () => {
	const store = new WeightStore();
	const place = store.place(parameter('shared', 1, 2, 3));
	expect(store.place(parameter('shared', 1, 2, 3))).toBe(place);
	expect(sealed(store).map(({ bytes }) => bytes.length)).toEqual([32]);
});

test('a value that 16 bits do not hold exactly is refused, with its name', () => {
	const store = new WeightStore();
	for (const inexact of [1 / 3, 2049, 65_520, 2 ** -25, NaN])
		expect(() => store.place(parameter('layer.weight', 1, inexact))).toThrow(/^layer\.weight: .* 16 bits$/);
	expect(sealed(store)).toEqual([]);
});
