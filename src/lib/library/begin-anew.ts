import { blockCount } from '../music/block';
import type { Song, SongId } from '../music/song';
import { failure, success, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { fileOf } from './kept-file';
import { partsOf } from './parts';
import { write, type StorageFailure } from './transaction';

/**
 * Removes what was separated of a song, so that it can be made another way, and gives its new row: no block is finished
 * and no original stored. Its file, its pin and its dates stay. `gone`: it was deleted meanwhile.
 */
export function beginAnew(
	db: LibraryDatabase,
	id: SongId,
	made: Pick<Song, 'layout' | 'segmentFrames' | 'model'>
): Promise<Outcome<Song, 'gone' | StorageFailure>> {
	return write(db, ['songs', 'sources', 'blocks', 'peaks', 'originals', 'ends'], async (tx) => {
		const row = await tx.objectStore('songs').get(id);
		const source = await tx.objectStore('sources').get(id);
		if (row === undefined || source === undefined)
			return failure('gone', `Song ${id} is not in the library.`);
		for (const store of ['blocks', 'peaks', 'originals', 'ends'] as const)
			await tx.objectStore(store).delete(partsOf(id));
		const song: Song = {
			...row,
			...made,
			finished: new Uint8Array(blockCount(made.layout)),
			state: 'partial',
			level: null,
			stopped: false,
			bytes: fileOf(source.file).size
		};
		await tx.objectStore('songs').put(song);
		return success(song);
	});
}
