import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	MANIFEST_FILE,
	MAX_SHARD_BYTES,
	parseManifest,
	type ModelManifest,
	type ModelShard
} from '../src/lib/model/manifest';

/** What is said of a model beside its bytes. */
export type ModelFacts = Omit<ModelManifest, 'format' | 'version' | 'bytes' | 'shards'>;

export const sha256 = (bytes: Uint8Array | string): string =>
	createHash('sha256').update(bytes).digest('hex');

/** Consecutive pieces (views into `file`) of at most `limit` bytes, named after their content. */
export function splitIntoShards(
	file: Uint8Array,
	limit = MAX_SHARD_BYTES
): (ModelShard & { data: Uint8Array })[] {
	return Array.from({ length: Math.ceil(file.length / limit) }, (_, index) => {
		const data = file.subarray(index * limit, (index + 1) * limit);
		const hash = sha256(data);
		return { file: `${hash.slice(0, 16)}.bin`, bytes: data.length, sha256: hash, data };
	});
}

/**
 * Writes a model as the site serves it, and removes what an earlier one left in the folder. The manifest
 * comes last: whoever reads one finds all of its shards, also when this program was killed in between.
 *
 * @param recipe Stands for everything the model is made from; {@link isUpToDate} compares it.
 */
export function writeModel(
	folder: string,
	file: Uint8Array,
	facts: ModelFacts,
	recipe: string,
	shardBytes = MAX_SHARD_BYTES
): ModelManifest {
	const pieces = splitIntoShards(file, shardBytes);
	mkdirSync(folder, { recursive: true });
	for (const { file: name, data } of pieces) writeWhole(join(folder, name), data);

	const shards = pieces.map(({ file: name, bytes, sha256: hash }) => ({ file: name, bytes, sha256: hash }));
	const version = sha256(shards.map((shard) => shard.sha256).join('\n'));
	const manifest: ModelManifest = { format: 1, ...facts, version, bytes: file.length, shards };
	writeWhole(join(folder, MANIFEST_FILE), JSON.stringify({ ...manifest, recipe }, null, '\t') + '\n');

	const belongs = new Set([MANIFEST_FILE, ...shards.map((shard) => shard.file)]);
	for (const name of readdirSync(folder)) {
		if (!belongs.has(name)) rmSync(join(folder, name), { recursive: true });
	}
	return manifest;
}

/** Whether the folder holds what this recipe makes. Shards are told by their sizes, without reading them. */
export function isUpToDate(folder: string, recipe: string): boolean {
	const text = readIfThere(join(folder, MANIFEST_FILE));
	if (text === null) return false;
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return false;
	}
	const manifest = parseManifest(json);
	return (
		manifest.ok &&
		(json as { recipe?: unknown }).recipe === recipe &&
		manifest.value.shards.every(
			({ file, bytes }) => statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes
		)
	);
}

/** Under its own name a file is whole or absent, whenever somebody looks. */
function writeWhole(path: string, data: Uint8Array | string): void {
	writeFileSync(`${path}.part`, data);
	renameSync(`${path}.part`, path);
}

function readIfThere(path: string): string | null {
	return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : null;
}
