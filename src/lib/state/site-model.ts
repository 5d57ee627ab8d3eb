import { asset } from '$app/paths';
import { MANIFEST_FILE, type ModelManifest } from '../model/manifest';
import { fetchManifest } from '../model/shards';
import { keyed } from './failures';
import type { Settings } from './settings.svelte';
import type { Result } from './workplace';

/** Where the site has the separator's files. */
export const modelFolder = ({ model }: Settings): URL => new URL(asset(`/models/${model}/`), location.href);

/**
 * The separator that the site offers at present; without a network the one on the device. The settings know it from
 * then on. Fetches no more than its manifest.
 *
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function readSiteModel(signal: AbortSignal, settings: Settings): Promise<Result<ModelManifest>> {
	const manifest = await fetchManifest(signal, new URL(MANIFEST_FILE, modelFolder(settings)));
	if (!manifest.ok) return keyed('model', manifest);
	settings.manifest = manifest.value;
	return manifest;
}
