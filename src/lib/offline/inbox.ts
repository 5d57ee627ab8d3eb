/**
 * Files that were shared with the app from another one: the service worker puts them here, because there may be
 * no page to give them to, and the next page takes them out. In the Cache API, which both can reach.
 */
const CACHE_NAME = 'riffroom-inbox';

/** Cache keys are URLs. These lead nowhere; a random part keeps two shares at the same time apart. */
const SHELF = 'https://riffroom.invalid/inbox/';

const NAME_HEADER = 'X-File-Name';
const MODIFIED_HEADER = 'X-Last-Modified';

/** Keeps the files, in their order. Rejects where the browser has no room or refuses caches. */
export async function putIntoInbox(files: readonly File[]): Promise<void> {
	const cache = await caches.open(CACHE_NAME);
	const share = `${SHELF}${crypto.randomUUID()}/`;
	for (const [index, file] of files.entries()) {
		const headers = {
			'Content-Type': file.type,
			[NAME_HEADER]: encodeURIComponent(file.name),
			[MODIFIED_HEADER]: String(file.lastModified)
		};
		await cache.put(`${share}${index}`, new Response(file, { headers }));
	}
}

/**
 * All files that were shared since the last call, which are the caller's from now on: no other tab gets them as
 * well. Empty where there are none, or where the browser refuses caches: then nothing can have been shared.
 */
export async function takeFromInbox(): Promise<File[]> {
	if (!('caches' in globalThis)) return [];
	// Opening would make a cache where there is none; private windows reject.
	const isThere = await caches.has(CACHE_NAME).catch(() => false);
	if (!isThere) return [];
	const cache = await caches.open(CACHE_NAME);
	const files: File[] = [];
	for (const key of await cache.keys()) {
		const kept = await cache.match(key);
		// Of two tabs that came this far, the one whose deletion succeeds has the file.
		if (kept !== undefined && (await cache.delete(key))) files.push(await fileOf(kept));
	}
	return files;
}

async function fileOf(kept: Response): Promise<File> {
	const { headers } = kept;
	return new File([await kept.blob()], decodeURIComponent(headers.get(NAME_HEADER) ?? 'shared'), {
		type: headers.get('Content-Type') ?? '',
		lastModified: Number(headers.get(MODIFIED_HEADER) ?? 0)
	});
}
