import type { ZipWriter } from '@zip.js/zip.js';
import { MANIFEST, manifestOf, toJson, type ManifestEntry } from './format';
import { sha256Of } from './sha256';
import type { Sink } from './sink';
import type { Zip } from './zip';

/** Stored as it is, with its length before it and nothing else: see `readArchive`. */
const PLAIN = { level: 0, bufferedWrite: true, dataDescriptor: false, extendedTimestamp: false } as const;

/** Writes the entries of a backup and, behind them, their manifest. */
export class ArchiveWriter {
	readonly #zip: Zip;
	readonly #writer: ZipWriter<unknown>;
	readonly #entries: ManifestEntry[] = [];

	constructor(zip: Zip, { writable }: Sink) {
		this.#zip = zip;
		this.#writer = new zip.ZipWriter(writable, PLAIN);
	}

	/**
	 * One after the other; the bytes stay the caller's. Rejects as the sink does.
	 *
	 * @param name None that was there before.
	 */
	async add(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		this.#entries.push({ name, bytes: bytes.length, sha256: await sha256Of(bytes) });
		await this.#put(name, bytes);
	}

	/** @param createdAt Milliseconds since 1970. */
	async close(createdAt: number): Promise<void> {
		await this.#put(MANIFEST, toJson(manifestOf(createdAt, this.#entries)));
		await this.#writer.close();
	}

	async #put(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
		await this.#writer.add(name, new this.#zip.Uint8ArrayReader(bytes));
	}
}
