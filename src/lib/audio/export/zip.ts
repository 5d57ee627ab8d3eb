import type { Bytes } from './encoder';

/** One file that goes into a zip. */
export interface ZipEntry {
	readonly name: string;
	/** Its bytes, from its first on. Is read to its end, or cancelled. */
	readonly readable: ReadableStream<Bytes>;
}

/**
 * Writes files into one zip, one after the other as they come, so that nothing is gathered in memory. They are stored as
 * they are: sound hardly gets smaller, and FLAC and MP3 not at all. Rejects as an entry or the target does.
 *
 * @param to closed in the end; left open, with half a zip in it, where it fails
 */
export async function writeZip(
	signal: AbortSignal,
	entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>,
	to: WritableStream<Bytes>
): Promise<void> {
	signal.throwIfAborted();
	const { configure, ZipWriter } = await import('@zip.js/zip.js/lib/zip-core-custom.js');
	configure({ useWebWorkers: false, chunkSize: 2 ** 20 });
	const zip = new ZipWriter(to, { level: 0, extendedTimestamp: false });
	for await (const { name, readable } of entries) await zip.add(name, readable, { signal });
	signal.throwIfAborted();
	await zip.close();
}
