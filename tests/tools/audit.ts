import type { LibraryDatabase } from '../../src/lib/library/database';
import { blockCount, isWholeBlock } from '../../src/lib/music/block';
import { STEMS } from '../../src/lib/music/stems';

/**
 * Every way in which the library can be dishonest, found in the whole database: one line each, none where all
 * is well. Browser only.
 */
export async function audit(db: LibraryDatabase): Promise<string[]> {
	const tx = db.transaction(['songs', 'sources', 'blocks', 'peaks', 'seams']);
	const songs = await tx.objectStore('songs').getAll();
	const found: string[] = [];
	const known = new Set<string>(songs.map(({ id }) => id));

	for (const store of ['sources', 'seams'] as const)
		for (const id of await tx.objectStore(store).getAllKeys())
			if (!known.has(id)) found.push(`${store} of ${id} without a song`);
	for (const store of ['blocks', 'peaks'] as const)
		for (const [id, index] of await tx.objectStore(store).getAllKeys())
			if (!known.has(id)) found.push(`${store} ${index} of ${id} without a song`);

	for (const { id, layout, finished, state, bytes } of songs) {
		const complain = (what: string) => found.push(`${id.slice(0, 4)}: ${what}`);
		const count = blockCount(layout);
		const source = await tx.objectStore('sources').get(id);
		const stored = new Set<number>();
		let sum = source?.file.size ?? 0;
		if (source === undefined) complain('no source');
		if (finished.length !== count) complain(`${finished.length} entries for ${count} blocks`);

		const range = IDBKeyRange.bound([id, -Infinity], [id, Infinity]);
		const peaks = await tx.objectStore('peaks').getAll(range);
		const blocks = await tx.objectStore('blocks').getAll(range);
		for (const block of blocks) {
			stored.add(block.index);
			if (!isWholeBlock(block, layout, block.index)) complain(`block ${block.index} is not whole`);
			if (!peaks.some(({ index }) => index === block.index)) complain(`block ${block.index} without peaks`);
			for (const stem of STEMS) sum += block.stems[stem].pcm.byteLength;
		}
		for (const peak of peaks) {
			if (!stored.has(peak.index)) complain(`peaks ${peak.index} without their block`);
			for (const stem of STEMS) sum += peak.stems[stem].byteLength;
		}
		for (let index = 0; index < count; index++)
			if ((finished[index] === 1) !== stored.has(index))
				complain(`block ${index}: finished ${finished[index]}, stored ${stored.has(index)}`);
		if ((state === 'complete') !== (stored.size === count)) complain(`${state} with ${stored.size}/${count}`);
		if (bytes !== sum) complain(`${bytes} bytes claimed, ${sum} found`);
		if (state === 'complete' && (await tx.objectStore('seams').get(id)) !== undefined)
			complain('a seam in a complete song');
	}
	await tx.done;
	return found;
}

/** How many rows each store holds. */
export async function counts(db: LibraryDatabase): Promise<Record<string, number>> {
	const stores = ['songs', 'sources', 'blocks', 'peaks', 'seams'] as const;
	const tx = db.transaction(stores);
	const found = await Promise.all(
		stores.map(async (store) => [store, await tx.objectStore(store).count()] as const)
	);
	await tx.done;
	return Object.fromEntries(found);
}
