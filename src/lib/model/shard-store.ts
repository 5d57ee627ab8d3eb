import type { ModelManifest, ModelShard } from './manifest';

/**
 * Shards at rest, in the Cache API, under their hashes: one that two versions of a model share is kept once,
 * and a changed one never answers for another. Nothing here verifies: whoever reads a shard does.
 *
 * A cache may be refused (private windows), full or broken. Then nothing is found and nothing is kept, and
 * everything still works, at the price of a download each time; {@link missingBytes} tells.
 */
const CACHE_NAME = 'riffroom-models';

/** Cache keys are URLs. These stay the same wherever the site lives, and lead nowhere. */
const shelf = (model: string): string => `https://riffroom.invalid/models/${model}/`;
const keyOf = (model: string, shard: ModelShard): string => shelf(model) + shard.sha256;

const nothing = () => undefined;

async function openCache(): Promise<Cache | undefined> {
	return 'caches' in globalThis ? await caches.open(CACHE_NAME).catch(nothing) : undefined;
}

async function keptKeys(cache: Cache | undefined): Promise<string[]> {
	return ((await cache?.keys().catch(nothing)) ?? []).map(({ url }) => url);
}

/** A kept shard's bytes, as they are on the disk; undefined where it is not kept or cannot be read. */
export async function readShard(model: string, shard: ModelShard): Promise<ArrayBuffer | undefined> {
	const cache = await openCache();
	const kept = await cache?.match(keyOf(model, shard)).catch(nothing);
	return await kept?.arrayBuffer().catch(nothing);
}

/** Keeps a copy of a verified shard, where the browser has room for it. */
export async function keepShard(model: string, shard: ModelShard, data: ArrayBuffer): Promise<void> {
	const cache = await openCache();
	await cache?.put(keyOf(model, shard), new Response(data)).catch(nothing);
}

export async function forgetShard(model: string, shard: ModelShard): Promise<void> {
	const cache = await openCache();
	await cache?.delete(keyOf(model, shard)).catch(nothing);
}

/** Removes what other versions of this model left. To be called when this one is known to work. */
export async function forgetOtherShards(manifest: ModelManifest): Promise<void> {
	const cache = await openCache();
	const belongs = new Set(manifest.shards.map((shard) => keyOf(manifest.name, shard)));
	for (const key of await keptKeys(cache)) {
		if (key.startsWith(shelf(manifest.name)) && !belongs.has(key)) await cache?.delete(key).catch(nothing);
	}
}

/** How much of this model is not on the device yet: what is left to download, and to find room for. */
export async function missingBytes(manifest: ModelManifest): Promise<number> {
	const kept = new Set(await keptKeys(await openCache()));
	return manifest.shards
		.filter((shard) => !kept.has(keyOf(manifest.name, shard)))
		.reduce((sum, shard) => sum + shard.bytes, 0);
}

/** Keeps the manifest of a model that is on the device, so that it is found without a network. */
export async function keepManifest(url: URL, manifest: ModelManifest): Promise<void> {
	const cache = await openCache();
	await cache?.put(url, Response.json(manifest)).catch(nothing);
}

/** The manifest kept for this address: parsed JSON, not validated; undefined where there is none. */
export async function readManifest(url: URL): Promise<unknown> {
	const cache = await openCache();
	const kept = await cache?.match(url).catch(nothing);
	return await kept?.json().catch(nothing);
}

/** What all models take on the device, in bytes: whole or partly there. Reads them through, one shard at a time. */
export async function keptModelBytes(): Promise<number> {
	// Opening would make a cache where there is none.
	const isThere = 'caches' in globalThis && (await caches.has(CACHE_NAME).catch(nothing));
	const cache = isThere ? await openCache() : undefined;
	let sum = 0;
	for (const key of await keptKeys(cache)) {
		const kept = await cache?.match(key).catch(nothing);
		sum += (await kept?.blob().catch(nothing))?.size ?? 0;
	}
	return sum;
}

/** Removes all models from the device. */
export async function forgetModels(): Promise<void> {
	if ('caches' in globalThis) await caches.delete(CACHE_NAME).catch(nothing);
}
