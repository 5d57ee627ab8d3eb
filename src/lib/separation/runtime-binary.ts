const CACHE_NAME = 'riffroom-runtime';

/** One for the processor, one for the graphics device; what an older version of the app used is let go. */
const BUILDS = 2;

/**
 * The runtime's WASM, unpacked, from this device or else from the host; then it is kept here, so that songs are
 * separated without a network as well. Built names carry a hash of the content, so what is kept never grows old.
 * Rejects where it can be had from neither.
 */
export async function runtimeBinary(address: string): Promise<ArrayBuffer> {
	// Missing on insecure pages; refused where site data is blocked.
	const { caches } = globalThis as { caches?: CacheStorage };
	const cache = await caches?.open(CACHE_NAME).catch(() => undefined);
	const kept = await cache?.match(address).catch(() => undefined);
	// What is damaged does not unpack: gzip has a checksum. The host has it whole.
	const binary = await kept
		?.arrayBuffer()
		.then(unpack)
		.catch(() => undefined);
	if (binary !== undefined) return binary;

	const response = await fetch(address);
	if (!response.ok) throw new Error(`${address}: ${response.status}`);
	const packed = await response.arrayBuffer();
	const unpacked = await unpack(packed);
	// Without room for it, it is fetched another time.
	if (cache !== undefined) await keep(cache, address, packed).catch(() => undefined);
	return unpacked;
}

async function keep(cache: Cache, address: string, packed: ArrayBuffer): Promise<void> {
	await cache.put(address, new Response(packed));
	// In the order in which they were put in.
	const addresses = await cache.keys();
	await Promise.all(addresses.slice(0, -BUILDS).map((old) => cache.delete(old)));
}

const unpack = (packed: ArrayBuffer): Promise<ArrayBuffer> =>
	new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))).arrayBuffer();
