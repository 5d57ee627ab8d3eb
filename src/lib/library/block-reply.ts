import type { BlockReply } from '../music/block';
import type { Song } from '../music/song';
import { readBlock } from './blocks';
import type { LibraryDatabase } from './database';
import { readOriginal } from './originals';

/** What plays at a block: its stems where it is separated, else the original sound where that is stored. */
export async function blockReply(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	index: number
): Promise<BlockReply> {
	const separated = await separatedReply(db, song, index);
	if (separated.type !== 'missing') return separated;
	const original = await readOriginal(db, song, index);
	if (original.ok) return { type: 'original', block: original.value };
	if (original.reason === 'damaged') return { type: 'damaged', index, detail: original.detail };
	// The song may have become complete between the two reads: the original is gone then, and the block there.
	return separatedReply(db, song, index);
}

async function separatedReply(
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	index: number
): Promise<BlockReply> {
	const block = await readBlock(db, song, index);
	if (block.ok) return { type: 'block', block: block.value };
	if (block.reason === 'missing') return { type: 'missing', index };
	return { type: 'damaged', index, detail: block.detail };
}
