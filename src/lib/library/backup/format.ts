import type { SongId } from '../../music/song';
import { instant } from './records';
import { listOf, objectOf, oneOf, text, wholeNumber } from './shape';

/**
 * A backup is one zip file whose entries are stored as they are, one behind the other and none compressed (sound does
 * not shrink, and so a part of the file is a part of the song). In this order:
 *
 * - `riffroom-records.json`: `BackupRecords`;
 * - of each song `songs/<id>/`: `cover` (if it has one), `source-<n>` (its file, in parts of {@link PART_BYTES}),
 *   `block-<n>` (see block-bytes.ts) and last `song.json`: a `SongEntry`. A song without it could not be read to its
 *   end when it was backed up, and does not count;
 * - `manifest.json`: a {@link Manifest} of all the others.
 */
export const RECORDS = 'riffroom-records.json';
export const MANIFEST = 'manifest.json';

const FORMAT = 'riffroom-backup';
/** Raised whenever a backup may hold what this program would refuse. */
export const VERSION = 1;

export const PART_BYTES = 2 ** 22;
export const partCount = (bytes: number): number => Math.ceil(bytes / PART_BYTES);

export const SONG = 'song.json';
export const COVER = 'cover';
export const sourceName = (part: number): string => `source-${part}`;
export const blockName = (index: number): string => `block-${index}`;
export const entryName = (id: SongId, name: string): string => `songs/${id}/${name}`;

/** The song and the name of its part; null where it is not one. */
export function songPart(entry: string): readonly [SongId, string] | null {
	const [, id, name] = /^songs\/([0-9a-f]{64})\/([a-z0-9.-]+)$/.exec(entry) ?? [];
	return id === undefined || name === undefined ? null : [id as SongId, name];
}

export interface ManifestEntry {
	readonly name: string;
	readonly bytes: number;
	/** 64 hexadecimal digits. */
	readonly sha256: string;
}

export interface Manifest {
	readonly format: typeof FORMAT;
	readonly version: number;
	/** Milliseconds since 1970. */
	readonly createdAt: number;
	/** In the order of the file. */
	readonly entries: readonly ManifestEntry[];
}

export const manifestOf = (createdAt: number, entries: readonly ManifestEntry[]): Manifest => ({
	format: FORMAT,
	version: VERSION,
	createdAt,
	entries
});

/** Whatever its version. */
export const isMarked = objectOf<Pick<Manifest, 'format' | 'version'>>({
	format: oneOf([FORMAT]),
	version: wholeNumber(1)
});

export const isManifest = objectOf<Manifest>({
	format: oneOf([FORMAT]),
	version: oneOf([VERSION]),
	createdAt: instant,
	entries: listOf(
		objectOf<ManifestEntry>({ name: text(), bytes: wholeNumber(), sha256: text(/^[0-9a-f]{64}$/) })
	)
});

/** JSON in UTF-8. */
export const toJson = (value: unknown): Uint8Array<ArrayBuffer> =>
	new TextEncoder().encode(JSON.stringify(value, null, '\t'));

/** Undefined where the bytes are no JSON. */
export function fromJson(bytes: Uint8Array): unknown {
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch {
		return undefined;
	}
}
