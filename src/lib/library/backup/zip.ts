/** Bytes that zip.js handles at once: with its own 64 kB a backup would be written in many tiny pieces. */
const CHUNK_BYTES = 2 ** 20;

/**
 * Of zip.js what a backup needs, loaded by whoever makes or opens one: it has neither workers nor a compressor of its
 * own. Each by its name, so that no more is built in.
 */
export async function loadZip() {
	const { configure, BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter } =
		await import('@zip.js/zip.js/lib/zip-core-custom.js');
	configure({ useWebWorkers: false, chunkSize: CHUNK_BYTES });
	return { BlobReader, Uint8ArrayReader, Uint8ArrayWriter, ZipReader, ZipWriter };
}
export type Zip = Awaited<ReturnType<typeof loadZip>>;
