import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { download } from './download';
import type { ModelFailure } from './failure';
import { MANIFEST_FILE, parseManifest, type ModelManifest, type ModelShard } from './manifest';
import { forgetShard, keepManifest, keepShard, readManifest, readShard } from './shard-store';

export type { ModelFailure } from './failure';
export { forgetModels, forgetOtherShards, keptModelBytes, missingBytes } from './shard-store';

/**
 * The site's manifest at this address; where it cannot be had, the one of the model that is on the device.
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function fetchManifest(
	signal: AbortSignal,
	url: URL
): Promise<Outcome<ModelManifest, ModelFailure>> {
	const fetched = await fetchSitesManifest(signal, url);
	if (fetched.ok) return fetched;
	const kept = parseManifest(await readManifest(url));
	return kept.ok ? kept : fetched;
}

/**
 * The model file, shard after shard and one at a time in memory: from the device, else from the site, always
 * verified, kept before it is handed out. Each buffer is the caller's. Ends after the first failure; a later
 * call goes on with the shards that are missing.
 *
 * @param folder Where the shards lie; its path ends in a slash.
 * @param onReceived Called with the bytes of the model that are here so far, out of `manifest.bytes`.
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function* modelShards(
	signal: AbortSignal,
	manifest: ModelManifest,
	folder: URL,
	onReceived: (received: number) => void
): AsyncGenerator<Outcome<ArrayBuffer, ModelFailure>, void> {
	let before = 0;
	for (const shard of manifest.shards) {
		signal.throwIfAborted();
		const data =
			(await keptShard(manifest.name, shard)) ??
			(await fetchShard(signal, manifest.name, shard, folder, (received) => onReceived(before + received)));
		signal.throwIfAborted();
		if (data.ok) onReceived((before += shard.bytes));
		yield data;
		if (!data.ok) return;
	}
	await keepManifest(new URL(MANIFEST_FILE, folder), manifest);
}

/** A shard from the device; undefined where there is none. A damaged one is removed, to be fetched anew. */
async function keptShard(model: string, shard: ModelShard) {
	const data = await readShard(model, shard);
	if (data === undefined) return undefined;
	if ((await sha256(data)) === shard.sha256) return success(data);
	await forgetShard(model, shard);
	return undefined;
}

/** A shard from the site, kept on the device only when it has proved good. */
async function fetchShard(
	signal: AbortSignal,
	model: string,
	shard: ModelShard,
	folder: URL,
	onReceived: (received: number) => void
): Promise<Outcome<ArrayBuffer, ModelFailure>> {
	const url = new URL(shard.file, folder);
	const data = await download(signal, url, shard.bytes, onReceived);
	if (!data.ok) return data;
	const hash = await sha256(data.value);
	if (hash !== shard.sha256)
		return failure('damaged', `${url.href} has SHA-256 ${hash}, not ${shard.sha256}`);
	await keepShard(model, shard, data.value);
	return data;
}

async function fetchSitesManifest(
	signal: AbortSignal,
	url: URL
): Promise<Outcome<ModelManifest, ModelFailure>> {
	let text: string;
	try {
		const response = await fetch(url, { signal, cache: 'no-cache' });
		if (!response.ok) return failure('network', `${url.href}: ${response.status}`);
		text = await response.text();
	} catch (thrown) {
		signal.throwIfAborted();
		return failure('network', `${url.href}: ${describe(thrown)}`);
	}
	try {
		return parseManifest(JSON.parse(text));
	} catch (thrown) {
		return failure('manifest', `${url.href}: ${describe(thrown)}`);
	}
}

async function sha256(data: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
