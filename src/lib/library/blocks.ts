import {
	blockFrames,
	isWholeBlock,
	PEAK_BUCKET_FRAMES,
	type Block,
	type BlockLayout,
	type BlockPeaks
} from '../music/block';
import type { Song, SongId } from '../music/song';
import { STEMS } from '../music/stems';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import type { RiffRoomSchema } from './schema';
import { read, write, type StorageFailure } from './transaction';

/** A block that is final, with its waveform. Each array owns its buffer: a view's whole buffer would be stored. */
export interface FinishedPart {
	readonly block: Block;
	readonly peaks: BlockPeaks;
}

type StoredSeam = RiffRoomSchema['seams']['value'];

/** The keys of a song's parts, in every store whose keys begin with the song. */
export const partsOf = (id: SongId): IDBKeyRange => IDBKeyRange.bound([id, 0], [id, Infinity]);

/**
 * Stores the blocks that one segment made final (none, one or two) and gives the song's new row: blocks, peaks,
 * `finished`, `bytes` and the seam change in one transaction, and the one with the last missing block makes the
 * song `complete`. Nothing else ever does. The seam replaces the one before; null removes it.
 *
 * Blocks that are stored already stay as they are; where all are, or none is given, nothing changes, the seam
 * neither: it belongs to the last stored block. `gone`: the song was deleted, or begun anew with another model or layout, so that these blocks do not belong to it any more.
 *
 * @throws RangeError where a part does not fit the song: a mistake in the program.
 */
export async function storeBlocks(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout' | 'model'>,
	parts: readonly FinishedPart[],
	seam: StoredSeam | null
): Promise<Outcome<Song, 'gone' | StorageFailure>> {
	for (const part of parts)
		if (!fits(part, song.layout)) throw new RangeError('A block does not fit its song');
	return write(db, ['songs', 'blocks', 'peaks', 'seams'], async (tx) => {
		const row = await tx.objectStore('songs').get(song.id);
		if (row === undefined || !isMadeAlike(row, song))
			return failure('gone', `Song ${song.id} was removed or begun anew.`);
		const added = parts.filter(({ block }) => row.finished[block.index] === 0);
		if (added.length === 0) return success(row);

		const finished = row.finished.slice();
		for (const { block } of added) finished[block.index] = 1;
		const complete = !finished.includes(0);
		const bytes = added.reduce((sum, part) => sum + bytesOf(part), row.bytes);
		const updated: Song = { ...row, finished, bytes, state: complete ? 'complete' : 'partial' };

		for (const { block, peaks } of added) {
			await tx.objectStore('blocks').put(block, [song.id, block.index]);
			await tx.objectStore('peaks').put(peaks, [song.id, block.index]);
		}
		const seams = tx.objectStore('seams');
		await (seam === null || complete ? seams.delete(song.id) : seams.put(seam, song.id));
		await tx.objectStore('songs').put(updated);
		return success(updated);
	});
}

/**
 * One block, checked. `missing`: not stored (yet); `damaged`: stored, but not what it should be, or unreadable.
 */
export async function readBlock(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	index: number
): Promise<Outcome<Block, 'missing' | 'damaged'>> {
	try {
		const block = await read(db, 'blocks', (blocks) => blocks.get([song.id, index]));
		if (block === undefined) return failure('missing', `Block ${index} is not stored.`);
		if (isWholeBlock(block, song.layout, index)) return success(block);
		return failure('damaged', `Block ${index} is not whole or does not fit its song.`);
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure('damaged', `Block ${index} cannot be read: ${describe(thrown)}`);
	}
}

/** The waveforms of all stored blocks of a song, in the order of their indices. Rejects where storage fails. */
export const readPeaks = (db: LibraryDatabase, id: SongId): Promise<readonly BlockPeaks[]> =>
	read(db, 'peaks', (peaks) => peaks.getAll(partsOf(id)));

/** The open end of the last stored block; null where there is none. Rejects where storage fails. */
export const readSeam = async (db: LibraryDatabase, id: SongId): Promise<StoredSeam | null> =>
	(await read(db, 'seams', (seams) => seams.get(id))) ?? null;

function fits({ block, peaks }: FinishedPart, layout: BlockLayout): boolean {
	const length = 2 * Math.ceil(blockFrames(layout, block.index) / PEAK_BUCKET_FRAMES);
	return (
		isWholeBlock(block, layout, block.index) &&
		peaks.index === block.index &&
		STEMS.every((stem) => peaks.stems[stem].length === length)
	);
}

const isMadeAlike = (row: Song, song: Pick<Song, 'layout' | 'model'>): boolean =>
	row.layout.frames === song.layout.frames &&
	row.layout.stride === song.layout.stride &&
	row.model.name === song.model.name &&
	row.model.version === song.model.version;

const bytesOf = ({ block, peaks }: FinishedPart): number =>
	STEMS.reduce((sum, stem) => sum + block.stems[stem].pcm.byteLength + peaks.stems[stem].byteLength, 0);
