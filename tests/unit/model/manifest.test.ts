import { expect, test } from 'vitest';
import { MAX_SHARD_BYTES, parseManifest } from '../../../src/lib/model/manifest';

const HASH = '0123456789abcdef'.repeat(4);
const good = {
	format: 1,
	name: 'test',
	version: HASH,
	bytes: 30,
	shards: [
		{ file: 'a.bin', bytes: 10, sha256: HASH },
		{ file: 'b.bin', bytes: 20, sha256: HASH }
	],
	sampleRate: 44100,
	segmentFrames: 343980,
	sources: ['drums', 'bass', 'other', 'vocals'],
	precision: 'fp16',
	licence: 'MIT'
};
const withShard = (change: object) => ({
	...good,
	bytes: 30,
	shards: [{ ...good.shards[0], ...change }, good.shards[1]]
});

test('a whole manifest is taken as it is, unknown fields included', () => {
	expect(parseManifest(good)).toEqual({ ok: true, value: good });
	expect(parseManifest({ ...good, recipe: 'x' })).toMatchObject({ ok: true, value: good });
});

test.each<[string, unknown, RegExp]>([
	['no object', null, /not an object/],
	['text', 'manifest', /not an object/],
	['a list', [], /format undefined/],
	['another format', { ...good, format: 2 }, /format 2/],
	['no name', { ...good, name: '' }, /name/],
	['a version that is no hash', { ...good, version: '1.0' }, /version/],
	['another sample rate', { ...good, sampleRate: 48000 }, /sampleRate/],
	['half a frame', { ...good, segmentFrames: 0.5 }, /segmentFrames/],
	['sources in another order', { ...good, sources: ['bass', 'drums', 'other', 'vocals'] }, /sources/],
	['a fifth source', { ...good, sources: [...good.sources, 'piano'] }, /sources/],
	['an unknown precision', { ...good, precision: 'int8' }, /precision/],
	['no licence', { ...good, licence: '' }, /licence/],
	['no shards', { ...good, shards: [], bytes: 0 }, /no shards/],
	['a shard that is none', { ...good, shards: [good.shards[0], 7] }, /shard 1: not an object/],
	['a shard in another folder', withShard({ file: '../a.bin' }), /shard 0: .*file name/],
	['a shard on another site', withShard({ file: 'https://example.org/a.bin' }), /shard 0: .*file name/],
	['an empty shard', withShard({ bytes: 0 }), /shard 0: bytes/],
	['a shard that is too large', withShard({ bytes: MAX_SHARD_BYTES + 1 }), /shard 0: 16000001 bytes/],
	['a shard without a hash', withShard({ sha256: HASH.slice(1) }), /shard 0: sha256/],
	['a hash in capitals', withShard({ sha256: HASH.toUpperCase() }), /shard 0: sha256/],
	['a sum that is wrong', { ...good, bytes: 31 }, /30 bytes, not 31/]
])('%s is refused', (_, json, detail) => {
	expect(parseManifest(json)).toEqual({
		ok: false,
		reason: 'manifest',
		detail: expect.stringMatching(detail) as string
	});
});
