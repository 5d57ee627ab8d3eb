import { blockCount, PEAK_BUCKET_FRAMES, type BlockLayout } from '../music/block';
import type { Song, SongId } from '../music/song';
import { STEMS } from '../music/stems';

const CHANNELS = 2;

/** Room for the ends that wait, in strides: see `bytesOfSong`. */
const WAITING_STRIDES = 2;

/**
 * What a song will take on the device while it is separated, in bytes: its file, the Int16 blocks and peaks of all
 * stems, the Float32 original, which stays until the song is complete, and the ends that wait for a neighbour. In
 * playing order that is one end shorter than a stride; each jump to another place leaves a whole stride and such an
 * end until the gap before it is closed. So this has room for one jump, and a write may still fail after many.
 */
export function bytesOfSong(layout: BlockLayout, sourceBytes: number): number {
	const signals = STEMS.length * CHANNELS;
	const blocks = signals * layout.frames * Int16Array.BYTES_PER_ELEMENT;
	const buckets = Math.ceil(layout.frames / PEAK_BUCKET_FRAMES) + blockCount(layout);
	const peaks = STEMS.length * 2 * buckets * Int16Array.BYTES_PER_ELEMENT;
	const original = CHANNELS * layout.frames * Float32Array.BYTES_PER_ELEMENT;
	const ends = WAITING_STRIDES * signals * layout.stride * Float32Array.BYTES_PER_ELEMENT;
	return sourceBytes + blocks + peaks + original + ends;
}

/** Bytes on this device; `missing` is by how many they do not fit, 0 where they do. */
export interface Room {
	readonly needed: number;
	readonly free: number;
	readonly missing: number;
}

/** Missing on pages that are not secure, and everywhere in WebKitGTK. */
const ownStorage = () => (navigator as { storage?: StorageManager }).storage;

/** What the browser says of this device; one that has no answer, or refuses it, has not said that there is no room. */
const storageEstimate = async (storage = ownStorage()): Promise<StorageEstimate> =>
	(await storage?.estimate().catch(() => undefined)) ?? {};

/**
 * Whether `needed` bytes fit on this device as far as the browser says: Chromium tells every site of 10 GiB,
 * whatever its disk. So a yes is no promise, and a write that finds no room still fails with `no-space`.
 */
export async function roomFor(needed: number, estimate = () => storageEstimate()): Promise<Room> {
	const { quota = Infinity, usage = 0 } = await estimate();
	const free = Math.max(0, quota - usage);
	return { needed, free, missing: Math.max(0, needed - free) };
}

/** For a report. */
export const describeRoom = ({ needed, free }: Room): string =>
	`${megabytes(needed)} are needed, ${megabytes(free)} are free.`;

/**
 * The songs that may make room: those not practised for longest (a song that never was counts from when it was
 * added), as few in that order as free `missing` bytes together. Never a pinned one, nor `keep`. Null where all of
 * them are not enough.
 */
export function songsToRemove(songs: readonly Song[], missing: number, keep: SongId): readonly Song[] | null {
	const lastUse = ({ practisedAt, addedAt }: Song): number => practisedAt ?? addedAt;
	const removable = songs
		.filter(({ id, pinned }) => !pinned && id !== keep)
		.sort((one, other) => lastUse(one) - lastUse(other));
	let freed = 0;
	let count = 0;
	for (; freed < missing && count < removable.length; count++) freed += removable[count]!.bytes;
	return freed < missing ? null : removable.slice(0, count);
}

/** What this site takes on the device and what the browser allows it, in bytes; null where the browser does not say. */
export interface StorageUse {
	readonly used: number | null;
	readonly allowed: number | null;
	/** The browser has promised not to clear it by itself. */
	readonly persisted: boolean;
}

/** A browser that refuses to answer has promised nothing. */
export async function storageUse(storage = ownStorage()): Promise<StorageUse> {
	const [{ usage = null, quota = null }, persisted = false] = await Promise.all([
		storageEstimate(storage),
		storage?.persisted().catch(() => false)
	]);
	return { used: usage, allowed: quota, persisted };
}

/** Asks the browser never to clear the library by itself; whether it has agreed. */
export const persist = async (): Promise<boolean> => (await ownStorage()?.persist()) ?? false;

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
