import { expect, test } from 'vitest';
import { MAX_SHARD_BYTES, parseManifest } from '../../../src/lib/model/manifest';

const HASH = '0123456789abcdef'.repeat(4);
const shard = (file: string, bytes = 10) => ({ file, bytes, sha256: HASH });
const numbers = Array.from({ length: 256 }, (_, i) => Math.sin(i));
const encoder = { name: 'encoder', graphs: { fp32: 'a.onnx', fp16: 'b.onnx' }, weights: ['c.bin', 'd.bin'] };
const decoder = { name: 'decoder', graphs: { fp32: 'e.onnx', fp16: 'f.onnx' }, weights: [] };
const good = {
	format: 2,
	name: 'test',
	version: HASH,
	bytes: 70,
	shards: [
		shard('a.onnx'),
		shard('b.onnx'),
		shard('c.bin', 20),
		shard('d.bin'),
		shard('e.onnx'),
		shard('f.onnx')
	],
	parts: [encoder, decoder],
	sampleRate: 44100,
	segmentFrames: 343980,
	sources: ['drums', 'bass', 'other', 'vocals'],
	licence: 'MIT',
	selfTest: { spectra: numbers, waves: numbers }
};
const withShard = (change: object) => ({
	...good,
	shards: [{ ...good.shards[0], ...change }, ...good.shards.slice(1)]
});
const withPart = (change: object) => ({ ...good, parts: [{ ...encoder, ...change }, decoder] });
const withShards = (...names: string[]) => ({
	...good,
	shards: names.map((name) => shard(name)),
	bytes: 10 * names.length
});

test('a whole manifest is taken as it is, unknown fields included', () => {
	expect(parseManifest(good)).toEqual({ ok: true, value: good });
	expect(parseManifest({ ...good, recipe: 'x' })).toMatchObject({ ok: true, value: good });
});

test.each<[string, unknown, RegExp]>([
	['no object', null, /not an object/],
	['text', 'manifest', /not an object/],
	['a list', [], /format undefined/],
	['the format before', { ...good, format: 1 }, /format 1/],
	['a later format', { ...good, format: 3 }, /format 3/],
	['no name', { ...good, name: '' }, /name/],
	['a version that is no hash', { ...good, version: '1.0' }, /version/],
	['another sample rate', { ...good, sampleRate: 48000 }, /sampleRate/],
	['half a frame', { ...good, segmentFrames: 0.5 }, /segmentFrames/],
	['sources in another order', { ...good, sources: ['bass', 'drums', 'other', 'vocals'] }, /sources/],
	['a fifth source', { ...good, sources: [...good.sources, 'piano'] }, /sources/],
	['no licence', { ...good, licence: '' }, /licence/],
	['no shards', { ...good, shards: [], bytes: 0 }, /no shards/],
	['shards that are no list', { ...good, shards: { 0: good.shards[0] } }, /no shards/],
	['a shard that is none', { ...good, shards: [good.shards[0], 7] }, /shard 1: not an object/],
	['a shard in another folder', withShard({ file: '../a.bin' }), /shard 0: .*file name/],
	['a shard on another site', withShard({ file: 'https://example.org/a.bin' }), /shard 0: .*file name/],
	['an empty shard', withShard({ bytes: 0 }), /shard 0: bytes/],
	['a shard that is too large', withShard({ bytes: MAX_SHARD_BYTES + 1 }), /shard 0: 16000001 bytes/],
	['a shard without a hash', withShard({ sha256: HASH.slice(1) }), /shard 0: sha256/],
	['a hash in capitals', withShard({ sha256: HASH.toUpperCase() }), /shard 0: sha256/],
	['a sum that is wrong', { ...good, bytes: 71 }, /70 bytes, not 71/],
	['no parts', { ...good, parts: [] }, /no parts/],
	['parts that are no list', { ...good, parts: encoder }, /no parts/],
	['a part that is none', { ...good, parts: [encoder, null] }, /part 1: not an object/],
	['a part without a name', withPart({ name: '' }), /part 0: .*name/],
	['a part with a path for its name', withPart({ name: '../x' }), /part 0: .*name/],
	['a part without graphs', withPart({ graphs: undefined }), /part 0: .*graph for fp32/],
	['a part for one precision', withPart({ graphs: { fp32: 'a.onnx' } }), /part 0: .*graph for fp16/],
	['a graph that is no name', withPart({ graphs: { fp32: 7, fp16: 'b.onnx' } }), /part 0: .*fp32/],
	['a part without a list of weights', withPart({ weights: undefined }), /part 0: weights/],
	['weights that are no names', withPart({ weights: ['c.bin', 4] }), /part 0: weights/],
	['a part with a file that there is not', withPart({ weights: ['c.bin', 'd.bin', 'g.bin'] }), /every shard/],
	['a shard of no part', withShards('a.onnx', 'b.onnx', 'c.bin', 'd.bin', 'e.onnx', 'f.onnx', 'g'), /every/],
	['shards in another order', withShards('b.onnx', 'a.onnx', 'c.bin', 'd.bin', 'e.onnx', 'f.onnx'), /order/],
	['parts in another order', { ...good, parts: [decoder, encoder] }, /order/],
	['a file that is named twice', withPart({ weights: ['c.bin', 'c.bin'] }), /twice/],
	['no self-test', { ...good, selfTest: null }, /self-test .* spectra/],
	['half a self-test', { ...good, selfTest: { spectra: numbers } }, /self-test .* waves/],
	['a short self-test', { ...good, selfTest: { spectra: numbers.slice(1), waves: numbers } }, /spectra/],
	[
		'a self-test that is not finite',
		{ ...good, selfTest: { spectra: numbers, waves: [...numbers.slice(1), null] } },
		/256 finite waves/
	]
])('%s is refused', (_, json, detail) => {
	expect(parseManifest(json)).toEqual({
		ok: false,
		reason: 'manifest',
		detail: expect.stringMatching(detail) as string
	});
});
