import { beforeAll, expect, test } from 'vitest';
import { readHtdemucs } from '../../../models/htdemucs';
import { decodeModel, type Model } from '../../../models/onnx';
import { Parameters } from '../../../models/parameters';

let model: Model;
let parameters: Parameters;
beforeAll(() => {
	model = decodeModel(readHtdemucs());
	parameters = new Parameters(model);
}, 60_000);

const product = (dims: readonly number[]) => dims.reduce((total, dim) => total * dim, 1);

test('every parameter has its name in the official state dictionary', () => {
	// Two layers of the time branch have the four tensors that become two each.
	expect(parameters.names).toHaveLength(537 + 4);
	const module = /^(t?(en|de)coder\.[0-3]|channel_(up|down)sampler(_t)?|crosstransformer)\./;
	expect(parameters.names.filter((name) => !module.test(name))).toEqual(['freq_emb']);
	expect(parameters.names.filter((name) => !/\.(\w*weight|\w*bias|scale)$/.test(name))).toEqual(['freq_emb']);
});

test('every number of the published graph is there, once', () => {
	const count = (dims: readonly (readonly number[])[]) => dims.reduce((sum, one) => sum + product(one), 0);
	const published = model.graph.initializer.filter(({ dataType }) => dataType === 1);
	const named = parameters.names.map((name) => parameters.get(name));
	expect(count(named.map(({ dims }) => dims))).toBe(count(published.map(({ dims }) => dims)));
	for (const { dims, values } of named) expect(values).toHaveLength(product(dims));
});

/** A 16-bit float is a multiple of 2^-24, of 11 significant bits, up to 65504: told without the compiler's means. */
function fits16Bits(values: Float32Array): boolean {
	const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
	return values.every(
		(value, i) => (bits[i]! & 0x1fff) === 0 && Number.isInteger(value * 2 ** 24) && Math.abs(value) <= 65_504
	);
}

test('16 bits hold every number exactly, but for one embedding', () => {
	expect(parameters.names.filter((name) => !fits16Bits(parameters.get(name).values))).toEqual(['freq_emb']);
});

test('matrices of linear layers are [inputs, outputs]', () => {
	const dims = (name: string) => parameters.get(`crosstransformer.${name}`).dims;
	expect(dims('layers.0.self_attn.in_proj_weight')).toEqual([512, 1536]);
	expect(dims('layers.0.linear1.weight')).toEqual([512, 2048]);
	expect(dims('layers_t.4.linear2.weight')).toEqual([2048, 512]);
});

test('the time branch attends with matrices made like those of the other', () => {
	const projection = model.graph.initializer.find(
		({ name }) => name === 'crosstransformer.layers_t.1.cross_attn.in_proj_weight'
	)!;
	const stored = new Float32Array(Uint8Array.from(projection.rawData!).buffer);
	const part = (name: string, branch = 'layers_t') =>
		parameters.get(`crosstransformer.${branch}.1.cross_attn.${name}`);
	const [query, keyValue] = [part('query.weight'), part('key_value.weight')];
	expect([query.dims, keyValue.dims]).toEqual([
		[512, 512],
		[512, 1024]
	]);
	for (const name of ['query', 'key_value'].flatMap((of) => [`${of}.weight`, `${of}.bias`]))
		expect(part(name).dims).toEqual(part(name, 'layers').dims);
	let wrong = 0;
	for (let output = 0; output < 1536; output++)
		for (let input = 0; input < 512; input++) {
			const value =
				output < 512 ? query.values[input * 512 + output] : keyValue.values[input * 1024 + output - 512];
			if (value !== stored[output * 512 + input]) wrong++;
		}
	expect(wrong).toBe(0);
});

test('a module is asked by the names within it', () => {
	const encoder = parameters.in('encoder.0');
	expect(encoder('conv.weight')).toBe(parameters.get('encoder.0.conv.weight'));
	expect(() => encoder('conv.gain')).toThrow('no parameter "encoder.0.conv.gain"');
});
