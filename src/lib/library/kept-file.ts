import type { Outcome } from '../outcome/outcome';
import type { StorageFailure } from './transaction';

/** A file as it is kept: itself, or its bytes where the browser keeps no files. */
export type KeptFile = Blob | ArrayBuffer;

export const fileOf = (kept: KeptFile): Blob => (kept instanceof Blob ? kept : new Blob([kept]));

/**
 * Keeps a song's file and cover by what `keep` does. WebKit keeps no Blob in a private window, nor in one that a
 * program drives (https://webkit.org/b/156347), and says so only when it is given one: there the bytes are kept, and no
 * cover.
 */
export async function keepFile<Value, Reason extends string>(
	file: Blob,
	cover: Blob | null,
	keep: (file: KeptFile, cover: Blob | null) => Promise<Outcome<Value, Reason | StorageFailure>>
): Promise<Outcome<Value, Reason | StorageFailure>> {
	const kept = await keep(file, cover);
	const refused = !kept.ok && kept.reason === 'unavailable' && BLOBS.test(kept.detail);
	return refused ? keep(await file.arrayBuffer(), null) : kept;
}

/** How WebKit says it: “Error preparing Blob/File data to be stored”, once “BlobURLs are not yet supported”. */
export const BLOBS = /\bBlob(?:URLs|\/File)\b/;
