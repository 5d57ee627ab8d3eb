import {
	blockFrames,
	isWholeBlock,
	PEAK_BUCKET_FRAMES,
	type Block,
	type BlockLayout,
	type BlockPeaks,
	type EndSide,
	type OpenEnds
} from '../music/block';
import { isMadeAlike, type Song, type SongId } from '../music/song';
import { STEMS } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { bytesOfOriginal } from './originals';
import { partsOf, readPart } from './parts';
import { read, write, type StorageFailure } from './transaction';

/** A block that is final, with its waveform. Each array owns its buffer: a view's whole buffer would be stored. */
export interface FinishedPart {
	readonly block: Block;
	readonly peaks: BlockPeaks;
}

/** What a segment leaves for its neighbours (see `OpenEnds`). Each array owns its buffer. */
export interface SegmentEnds {
	readonly segment: number;
	readonly head: Float32Array<ArrayBuffer> | null;
	readonly tail: Float32Array<ArrayBuffer> | null;
}

/**
 * Stores what one segment gave, its final blocks (none, one or two) and its ends, and gives the song's row: blocks,
 * peaks, ends, `finished` and `bytes` in one transaction. The one with the last missing block makes the song
 * `complete` and removes its ends and its original. Nothing else ever does.
 *
 * Blocks that are stored already stay as they are. An end is kept only while its block is missing, and goes with the
 * transaction that stores that block. Of the two ends that make a block never both wait: the second one was made by
 * someone who did not know of the first (another tab), and makes the block when its segment is asked for again.
 * Ends come and go, so `bytes` does not count them. `gone`: the song was
 * deleted, or begun anew with another model or layout, so that these blocks do not belong to it any more.
 *
 * @throws RangeError where a part does not fit the song: a mistake in the program.
 */
export async function storeBlocks(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout' | 'model'>,
	parts: readonly FinishedPart[],
	made: SegmentEnds
): Promise<Outcome<Song, 'gone' | StorageFailure>> {
	const { id } = song;
	for (const part of parts)
		if (!fits(part, song.layout)) throw new RangeError('A block does not fit its song');
	return write(db, ['songs', 'blocks', 'peaks', 'originals', 'ends'], async (tx) => {
		const row = await tx.objectStore('songs').get(id);
		if (row === undefined || !isMadeAlike(row, song))
			return failure('gone', `Song ${id} was removed or begun anew.`);

		const added = parts.filter(({ block }) => row.finished[block.index] === 0);
		const finished = row.finished.slice();
		for (const { block } of added) finished[block.index] = 1;

		const ends = tx.objectStore('ends');
		for (const { block, peaks } of added) {
			await tx.objectStore('blocks').put(block, [id, block.index]);
			await tx.objectStore('peaks').put(peaks, [id, block.index]);
			await ends.delete([id, block.index, 'head']);
			await ends.delete([id, block.index - 1, 'tail']);
		}
		const { segment, head, tail } = made;
		const waits = async (block: number, other: [SongId, number, EndSide]) =>
			finished[block] === 0 && (await ends.getKey(other)) === undefined;
		if (head !== null && (await waits(segment, [id, segment - 1, 'tail'])))
			await ends.put(head, [id, segment, 'head']);
		if (tail !== null && (await waits(segment + 1, [id, segment + 1, 'head'])))
			await ends.put(tail, [id, segment, 'tail']);
		if (added.length === 0) return success(row);

		let bytes = added.reduce((sum, part) => sum + bytesOf(part), row.bytes);
		const complete = !finished.includes(0);
		if (complete) {
			const originals = tx.objectStore('originals');
			for (const [, index] of await originals.getAllKeys(partsOf(id)))
				bytes -= bytesOfOriginal(row.layout, index);
			await originals.delete(partsOf(id));
			await ends.delete(partsOf(id));
		}
		const updated: Song = { ...row, finished, bytes, state: complete ? 'complete' : 'partial' };
		await tx.objectStore('songs').put(updated);
		return success(updated);
	});
}

/** One separated block, checked as `readPart` says. */
export const readBlock = (
	db: LibraryDatabase,
	{ id, layout }: Pick<Song, 'id' | 'layout'>,
	index: number
): Promise<Outcome<Block, 'missing' | 'damaged'>> =>
	readPart(
		`Block ${index}`,
		() => read(db, 'blocks', (blocks) => blocks.get([id, index])),
		(block) => isWholeBlock(block, layout, index)
	);

/** The waveforms of all stored blocks of a song, in the order of their indices. Rejects where storage fails. */
export const readPeaks = (db: LibraryDatabase, id: SongId): Promise<readonly BlockPeaks[]> =>
	read(db, 'peaks', (peaks) => peaks.getAll(partsOf(id)));

/** Which ends of a song wait for a neighbour. Rejects where storage fails. */
export async function readOpenEnds(db: LibraryDatabase, id: SongId): Promise<OpenEnds> {
	const keys = await read(db, 'ends', (ends) => ends.getAllKeys(partsOf(id)));
	const segments = (of: EndSide) =>
		new Set(keys.flatMap(([, segment, side]) => (side === of ? segment : [])));
	return { heads: segments('head'), tails: segments('tail') };
}

/** One such end, in a buffer of its own; null where it is not there. Rejects where storage fails. */
export const readEnd = async (
	db: LibraryDatabase,
	id: SongId,
	segment: number,
	side: EndSide
): Promise<Float32Array<ArrayBuffer> | null> =>
	(await read(db, 'ends', (ends) => ends.get([id, segment, side]))) ?? null;

function fits({ block, peaks }: FinishedPart, layout: BlockLayout): boolean {
	const length = 2 * Math.ceil(blockFrames(layout, block.index) / PEAK_BUCKET_FRAMES);
	return (
		isWholeBlock(block, layout, block.index) &&
		peaks.index === block.index &&
		STEMS.every((stem) => peaks.stems[stem].length === length)
	);
}

const bytesOf = ({ block, peaks }: FinishedPart): number =>
	STEMS.reduce((sum, stem) => sum + block.stems[stem].pcm.byteLength + peaks.stems[stem].byteLength, 0);
