import type { ModelManifest } from '../../src/lib/model/manifest';

/** A model as the site serves it, without the cache: for tests in the browser. */
export async function servedModel(name: 'tiny' | 'htdemucs' = 'tiny') {
	const folder = new URL(`/models/${name}/`, location.href);
	const manifest = (await (await fetch(new URL('manifest.json', folder))).json()) as ModelManifest;
	const taken = { shards: 0 };
	async function* shards(): AsyncGenerator<ArrayBuffer, void> {
		for (const { file } of manifest.shards) {
			taken.shards++;
			yield await (await fetch(new URL(file, folder))).arrayBuffer();
		}
	}
	return { manifest, shards, taken };
}
