import { blockCount, PEAK_BUCKET_FRAMES, type BlockLayout } from '../music/block';
import { STEMS } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';

const CHANNELS = 2;

/**
 * What a song will take on the device at most, in bytes: its file, the Int16 blocks and peaks of all stems, and
 * while it is partial a Float32 seam, which is no longer than a stride.
 */
export function bytesOfSong(layout: BlockLayout, sourceBytes: number): number {
	const blocks = layout.frames * Int16Array.BYTES_PER_ELEMENT;
	const buckets = Math.ceil(layout.frames / PEAK_BUCKET_FRAMES) + blockCount(layout);
	const peaks = buckets * Int16Array.BYTES_PER_ELEMENT;
	const seam = layout.stride * Float32Array.BYTES_PER_ELEMENT;
	return sourceBytes + STEMS.length * CHANNELS * (blocks + seam) + STEMS.length * 2 * peaks;
}

/**
 * Whether `needed` bytes fit on this device, and how many are free as far as the browser says: Chromium tells
 * every site of 10 GiB, whatever its disk. So a yes is no promise, and a write that finds no room still fails
 * with `no-space`.
 */
export async function roomFor(
	needed: number,
	estimate = (): Promise<StorageEstimate> => navigator.storage.estimate()
): Promise<Outcome<{ readonly needed: number; readonly free: number }, 'no-space'>> {
	const { quota = Infinity, usage = 0 } = await estimate();
	const free = Math.max(0, quota - usage);
	return needed <= free
		? success({ needed, free })
		: failure('no-space', `${megabytes(needed)} are needed, ${megabytes(free)} are free.`);
}

/** Asks the browser never to clear the library by itself; whether it has agreed. */
export const persist = (): Promise<boolean> => navigator.storage.persist();

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
