import { blockAt, blockFrames, blockStart, isWholeOriginal } from '../music/block';
import type { BlockLayout, OriginalBlock } from '../music/block';
import type { Song } from '../music/song';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { Frames } from '../units/units';
import type { LibraryDatabase } from './database';
import { readPart } from './parts';
import { read, write, type StorageFailure } from './transaction';

const CHANNELS = 2;

/** What the original sound under one block takes on the device. */
export const bytesOfOriginal = (layout: BlockLayout, index: number): number =>
	CHANNELS * blockFrames(layout, index) * Float32Array.BYTES_PER_ELEMENT;

/**
 * Stores blocks of a song's original sound and gives its row, whose `bytes` grow by what was not stored before; a
 * block that was is replaced. A complete song keeps no original, so its row is given as it is. Who has stored all
 * of them says so with the row's `level` (`changeSong`). `gone`: the song was deleted or begun anew with another
 * layout.
 *
 * Not flushed to the disk as separated blocks are: what is lost is decoded from the file again.
 *
 * @throws RangeError where a block does not fit the song: a mistake in the program.
 */
export async function storeOriginals(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	blocks: readonly OriginalBlock[]
): Promise<Outcome<Song, 'gone' | StorageFailure>> {
	const { id, layout } = song;
	for (const block of blocks)
		if (!isWholeOriginal(block, layout, block.index)) throw new RangeError('A block does not fit its song');
	return write(
		db,
		['songs', 'originals'],
		async (tx) => {
			const row = await tx.objectStore('songs').get(id);
			if (row?.layout.frames !== layout.frames || row.layout.stride !== layout.stride)
				return failure('gone', `Song ${id} was removed or begun anew.`);
			if (row.state === 'complete' || blocks.length === 0) return success(row);

			const originals = tx.objectStore('originals');
			let { bytes } = row;
			for (const block of blocks) {
				const stored = await originals.getKey([id, block.index]);
				if (stored === undefined) bytes += bytesOfOriginal(layout, block.index);
				await originals.put(block, [id, block.index]);
			}
			const updated = { ...row, bytes };
			await tx.objectStore('songs').put(updated);
			return success(updated);
		},
		'relaxed'
	);
}

/** The original sound under one block, checked as `readPart` says. */
export const readOriginal = (
	db: LibraryDatabase,
	{ id, layout }: Pick<Song, 'id' | 'layout'>,
	index: number
): Promise<Outcome<OriginalBlock, 'missing' | 'damaged'>> =>
	readPart(
		`Original ${index}`,
		() => read(db, 'originals', (originals) => originals.get([id, index])),
		(block) => isWholeOriginal(block, layout, index)
	);

/**
 * The original sound from `firstFrame` to `lastFrame`, both included, in buffers of its own. `missing` and `damaged`
 * are of the first block that is.
 *
 * @throws RangeError where that is no stretch of the song.
 */
export async function readSound(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	firstFrame: Frames,
	lastFrame: Frames
): Promise<
	Outcome<
		{ readonly left: Float32Array<ArrayBuffer>; readonly right: Float32Array<ArrayBuffer> },
		'missing' | 'damaged'
	>
> {
	const { layout } = song;
	if (firstFrame < 0 || lastFrame < firstFrame || lastFrame >= layout.frames)
		throw new RangeError(`Frames ${firstFrame} to ${lastFrame} are no part of ${layout.frames}`);
	const length = lastFrame - firstFrame + 1;
	const left = new Float32Array(length);
	const right = new Float32Array(length);
	for (let index = blockAt(layout, firstFrame); index <= blockAt(layout, lastFrame); index++) {
		const block = await readOriginal(db, song, index);
		if (!block.ok) return block;
		const { samples, frames } = block.value;
		const start = blockStart(layout, index);
		const from = Math.max(0, firstFrame - start);
		const to = Math.min(frames, lastFrame - start + 1);
		const place = start + from - firstFrame;
		left.set(samples.subarray(from, to), place);
		right.set(samples.subarray(frames + from, frames + to), place);
	}
	return success({ left, right });
}
