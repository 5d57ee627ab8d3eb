import type { Entry } from '@zip.js/zip.js';
import { failure, success, type Outcome } from '../../outcome/outcome';
import { fromJson, isManifest, isMarked, MANIFEST, RECORDS, VERSION, type ManifestEntry } from './format';
import { sha256Of } from './sha256';
import { loadZip, type Zip } from './zip';

/** An entry of a backup as its manifest has it, with its bytes, which nobody has looked at yet. */
export interface ArchiveEntry extends ManifestEntry {
	readonly data: Blob;
}

export interface Archive {
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** By name, in the order of the file, without the manifest. */
	readonly entries: ReadonlyMap<string, ArchiveEntry>;
}

/**
 * The entries of a backup, which are exactly those its manifest names, with the lengths it names. `newer`: a later
 * RiffRoom made it. Rejects with a DOMException where the file cannot be read.
 */
export async function readArchive(
	file: Blob
): Promise<Outcome<Archive, 'not-a-backup' | 'newer' | 'damaged'>> {
	const damaged = (detail: string) => failure('damaged', detail);
	const zip = await loadZip();
	const entries = await entriesOf(zip, file);
	const last = entries.at(-1);
	const manifest = last?.filename === MANIFEST ? fromJson(await contentOf(zip, last)) : undefined;
	if (!isMarked(manifest)) {
		const isOurs = await beginsAsBackup(file);
		return isOurs
			? damaged('There is no manifest.')
			: failure('not-a-backup', 'It does not say that it is one.');
	}
	if (manifest.version > VERSION) return failure('newer', `The backup has version ${manifest.version}.`);
	if (!isManifest(manifest)) return damaged('The manifest is not what it should be.');
	if (manifest.entries.length !== entries.length - 1)
		return damaged('There are more or fewer entries than named.');

	const found = new Map<string, ArchiveEntry>();
	let end = 0;
	for (const [i, { filename, offset, ...entry }] of entries.entries()) {
		const start = offset + LOCAL_HEADER_BYTES + entry.rawFilename.length;
		const isPlain = entry.compressionMethod === 0 && !entry.encrypted && offset === end;
		end = start + entry.uncompressedSize;
		if (!isPlain || end > file.size) return damaged(`${filename} is not where or how it should be.`);
		const named = manifest.entries[i];
		if (named === undefined) continue;
		if (named.name !== filename || named.bytes !== entry.uncompressedSize)
			return damaged(`${filename} is not what the manifest says.`);
		found.set(filename, { ...named, data: file.slice(start, end) });
	}
	return success({ createdAt: manifest.createdAt, entries: found });
}

/** The bytes of an entry, checked. Rejects with a DOMException where they cannot be read. */
export async function readEntry(entry: ArchiveEntry): Promise<Outcome<Uint8Array<ArrayBuffer>, 'damaged'>> {
	const bytes = new Uint8Array(await entry.data.arrayBuffer());
	if (bytes.length === entry.bytes && (await sha256Of(bytes)) === entry.sha256) return success(bytes);
	return failure('damaged', `${entry.name} has changed.`);
}

/** Before the name of an entry: APPNOTE.TXT 6.3.10, section 4.3.7. */
const LOCAL_HEADER_BYTES = 30;
const LOCAL_HEADER = [0x50, 0x4b, 0x03, 0x04];

/** In the order of the file; none where it is no zip file, or a damaged one. */
async function entriesOf(zip: Zip, file: Blob): Promise<readonly Entry[]> {
	const reader = new zip.ZipReader(new zip.BlobReader(file), { strictness: 'strict' });
	return (await caught(() => reader.getEntries())) ?? [];
}

/** Nothing where it is damaged. */
async function contentOf(zip: Zip, entry: Entry): Promise<Uint8Array> {
	const bytes = await caught(async () =>
		entry.directory ? null : entry.getData(new zip.Uint8ArrayWriter(), { checkCrc32: true })
	);
	return bytes ?? new Uint8Array();
}

/** Whatever zip.js makes of a file that is none, or is damaged, is null; that it cannot be read is not. */
async function caught<Value>(work: () => Promise<Value>): Promise<Value | null> {
	try {
		return await work();
	} catch (thrown) {
		if (thrown instanceof DOMException) throw thrown;
		return null;
	}
}

async function beginsAsBackup(file: Blob): Promise<boolean> {
	const begin = new Uint8Array(await file.slice(0, LOCAL_HEADER_BYTES + RECORDS.length).arrayBuffer());
	const name = new TextDecoder().decode(begin.subarray(LOCAL_HEADER_BYTES));
	return LOCAL_HEADER.every((byte, i) => begin[i] === byte) && name === RECORDS;
}
