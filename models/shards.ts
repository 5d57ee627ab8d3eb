import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST_FILE, parseManifest, type ModelManifest } from '../src/lib/model/manifest';
import type { CompiledModel } from './compile';
import { sha256 } from './hash';

/** What is said of a model beside its files. */
export type ModelFacts = Omit<ModelManifest, 'format' | 'version' | 'bytes' | 'shards' | 'parts'>;

/**
 * Writes a model as the site serves it, and removes what an earlier one left in the folder. The manifest
 * comes last: whoever reads one finds all of its files, also when this program was killed in between.
 *
 * @param recipe Stands for everything the model is made from; {@link isUpToDate} compares it.
 */
export function writeModel(
	folder: string,
	{ files, parts }: CompiledModel,
	facts: ModelFacts,
	recipe: string
): ModelManifest {
	mkdirSync(folder, { recursive: true });
	for (const { file, data } of files) writeWhole(join(folder, file), data);

	const shards = files.map(({ file, bytes, sha256: hash }) => ({ file, bytes, sha256: hash }));
	const manifest: ModelManifest = {
		format: 2,
		...facts,
		version: sha256(shards.map((shard) => shard.sha256).join('\n')),
		bytes: shards.reduce((sum, { bytes }) => sum + bytes, 0),
		shards,
		parts
	};
	writeWhole(join(folder, MANIFEST_FILE), JSON.stringify({ ...manifest, recipe }, null, '\t') + '\n');

	const belongs = new Set([MANIFEST_FILE, ...shards.map(({ file }) => file)]);
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
