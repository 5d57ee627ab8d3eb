import type { LibraryDatabase } from '../../src/lib/library/database';
import { fileOf } from '../../src/lib/library/kept-file';
import { readRecords } from '../../src/lib/library/sessions';
import { blockCount, isWholeBlock, isWholeOriginal } from '../../src/lib/music/block';
import { STEMS } from '../../src/lib/music/stems';
import {
	loopComplaints,
	markerComplaints,
	recordComplaints,
	roomComplaints,
	sessionComplaints
} from './audit-practice';

/** What comes and goes with a song. */
const SONG_STORES = ['songs', 'sources', 'blocks', 'peaks', 'originals', 'ends'] as const;
/** What outlasts its song: a row of these without one is none too many. */
const PLAYER_STORES = ['rooms', 'loops', 'markers'] as const;

/**
 * Every way in which the library can be dishonest, found in the whole database: one line each, none where all
 * is well. Browser only.
 */
export async function audit(db: LibraryDatabase): Promise<string[]> {
	const tx = db.transaction([...SONG_STORES, ...PLAYER_STORES]);
	const songs = await tx.objectStore('songs').getAll();
	const found: string[] = [];
	const known = new Set<string>(songs.map(({ id }) => id));

	for (const id of await tx.objectStore('sources').getAllKeys())
		if (!known.has(id)) found.push(`sources of ${id} without a song`);
	for (const store of ['blocks', 'peaks', 'originals', 'ends'] as const)
		for (const [id, index] of await tx.objectStore(store).getAllKeys())
			if (!known.has(id)) found.push(`${store} ${index} of ${id} without a song`);

	for (const { id, layout, finished, state, level, bytes } of songs) {
		const complain = (what: string) => found.push(`${id.slice(0, 4)}: ${what}`);
		const count = blockCount(layout);
		const source = await tx.objectStore('sources').get(id);
		const stored = new Set<number>();
		let sum = source ? fileOf(source.file).size : 0;
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
		const originals = await tx.objectStore('originals').getAll(range);
		for (const original of originals) {
			if (!isWholeOriginal(original, layout, original.index))
				complain(`original ${original.index} is not whole`);
			sum += original.samples.byteLength;
		}
		if (state === 'complete' && originals.length > 0) complain('the original of a complete song');
		if (state === 'partial' && level !== null && originals.length !== count)
			complain(`a level with ${originals.length}/${count} originals`);
		for (const [, segment, side] of await tx.objectStore('ends').getAllKeys(range))
			if (finished[side === 'head' ? segment : segment + 1] !== 0)
				complain(`the ${side} of segment ${segment} waits for a block that is stored`);
		for (let index = 0; index < count; index++)
			if ((finished[index] === 1) !== stored.has(index))
				complain(`block ${index}: finished ${finished[index]}, stored ${stored.has(index)}`);
		if ((state === 'complete') !== (stored.size === count)) complain(`${state} with ${stored.size}/${count}`);
		if (bytes !== sum) complain(`${bytes} bytes claimed, ${sum} found`);
	}
	for (const room of await tx.objectStore('rooms').getAll()) found.push(...roomComplaints(room));
	for (const loop of await tx.objectStore('loops').getAll()) found.push(...loopComplaints(loop));
	for (const marker of await tx.objectStore('markers').getAll()) found.push(...markerComplaints(marker));
	await tx.done;
	const records = await readRecords(db);
	for (const session of records.sessions) found.push(...sessionComplaints(session));
	return [...found, ...recordComplaints(records)];
}

/** How many rows there are in each store that comes and goes with a song. */
export async function counts(db: LibraryDatabase): Promise<Record<string, number>> {
	const tx = db.transaction(SONG_STORES);
	const found = await Promise.all(
		SONG_STORES.map(async (store) => [store, await tx.objectStore(store).count()] as const)
	);
	await tx.done;
	return Object.fromEntries(found);
}
