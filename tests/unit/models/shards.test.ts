import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isUpToDate, splitIntoShards, writeModel, type ModelFacts } from '../../../models/shards';
import { parseManifest } from '../../../src/lib/model/manifest';
import { STEMS } from '../../../src/lib/music/stems';
import { frames, SAMPLE_RATE } from '../../../src/lib/units/units';

const FACTS: ModelFacts = {
	name: 'test',
	sampleRate: SAMPLE_RATE,
	segmentFrames: frames(343_980),
	sources: STEMS,
	precision: 'fp32',
	licence: 'none'
};
const fileOf = (length: number, seed = 1) =>
	Uint8Array.from({ length }, (_, index) => (index * 31 + seed) % 251);

test('shards fit the limit, carry their own hashes and together are the file', () => {
	fc.assert(
		fc.property(
			fc.uint8Array({ minLength: 1, maxLength: 300 }),
			fc.integer({ min: 1, max: 70 }),
			(file, limit) => {
				const shards = splitIntoShards(file, limit);
				expect(Buffer.concat(shards.map(({ data }) => data))).toEqual(Buffer.from(file));
				expect(shards).toHaveLength(Math.ceil(file.length / limit));
				for (const { file: name, bytes, sha256, data } of shards) {
					expect(bytes).toBe(data.length);
					expect(bytes).toBeLessThanOrEqual(limit);
					expect(sha256).toBe(createHash('sha256').update(data).digest('hex'));
					expect(name).toBe(`${sha256.slice(0, 16)}.bin`);
				}
			}
		)
	);
});

describe('a model on the disk', () => {
	let folder: string;
	beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'riffroom-models-'))));
	afterEach(() => rmSync(folder, { recursive: true }));

	const served = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as unknown;

	test('is described by a manifest that the app accepts and whose shards make the file', () => {
		const file = fileOf(1000);
		const written = writeModel(folder, file, FACTS, 'recipe', 300);
		const manifest = parseManifest(served());
		expect(manifest).toMatchObject({ ok: true, value: written });
		expect(written.shards.map(({ bytes }) => bytes)).toEqual([300, 300, 300, 100]);
		const read = written.shards.map(({ file: name }) => readFileSync(join(folder, name)));
		expect(Buffer.concat(read)).toEqual(Buffer.from(file));
	});

	test('replaces an earlier one whole, and has another version exactly where its content differs', () => {
		const first = writeModel(folder, fileOf(1000), FACTS, 'a', 300);
		const other = writeModel(folder, fileOf(1000, 2), FACTS, 'b', 300);
		expect(readdirSync(folder).sort()).toEqual(
			['manifest.json', ...other.shards.map(({ file }) => file)].sort()
		);
		expect(other.version).not.toBe(first.version);
		expect(writeModel(folder, fileOf(1000), FACTS, 'c', 300).version).toBe(first.version);
	});

	test('is up to date for its own recipe only, and only while it is whole', () => {
		expect(isUpToDate(folder, 'recipe')).toBe(false);
		const write = () => writeModel(folder, fileOf(1000), FACTS, 'recipe', 300);
		const shard = join(folder, write().shards[1]?.file ?? '');
		expect(isUpToDate(folder, 'recipe')).toBe(true);
		expect(isUpToDate(folder, 'another recipe')).toBe(false);

		truncateSync(shard, 299);
		expect(isUpToDate(folder, 'recipe')).toBe(false);
		write();
		rmSync(shard);
		expect(isUpToDate(folder, 'recipe')).toBe(false);
		write();
		writeFileSync(join(folder, 'manifest.json'), '{"format": 1,');
		expect(isUpToDate(folder, 'recipe')).toBe(false);
		write();
		expect(isUpToDate(folder, 'recipe')).toBe(true);
	});
});
