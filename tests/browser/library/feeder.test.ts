import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { blockReply } from '../../../src/lib/library/block-reply';
import { storeBlocks } from '../../../src/lib/library/blocks';
import { MIGRATIONS, openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { Feeder } from '../../../src/lib/library/feeder';
import { deleteSong } from '../../../src/lib/library/songs';
import type { BlockReply, BlockRequest } from '../../../src/lib/music/block';
import type { Song } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';
import {
	addedSong,
	emptyLibrary,
	endsOf,
	LAYOUT,
	noEnds,
	noWatch,
	original,
	part,
	sameBlock,
	songId,
	storedOriginals,
	storedParts,
	valueOf
} from '../../tools/library';

const LONG = { frames: frames(2 * 257_985), stride: frames(257_985) };

/** Asks for blocks and waits for as many replies, in the order they come. */
function ask(port: MessagePort, ...indices: number[]): Promise<BlockReply[]> {
	return new Promise((resolve) => {
		const replies: BlockReply[] = [];
		port.onmessage = ({ data }: MessageEvent<BlockReply>) => {
			if (replies.push(data) === indices.length) resolve(replies);
		};
		for (const index of indices) port.postMessage({ type: 'need', index } satisfies BlockRequest);
	});
}

describe('the feeder', () => {
	let db: LibraryDatabase;
	let feeder: Feeder;
	let song: Song;
	const broken = vi.fn();
	beforeEach(async () => {
		db = await emptyLibrary();
		feeder = new Feeder(broken);
		song = await addedSong(db, songId('a'));
		valueOf(await storeBlocks(db, song, [part(LAYOUT, 0), part(LAYOUT, 1)], endsOf(1)));
	});
	afterEach(() => {
		feeder.dispose();
		db.close();
		expect(broken).not.toHaveBeenCalled();
	});

	it('answers with blocks, and says which are missing', async () => {
		const replies = await ask(feeder.connect(song), 1, 0, 2);
		expect(replies).toEqual([
			{ type: 'block', block: part(LAYOUT, 1).block },
			{ type: 'block', block: part(LAYOUT, 0).block },
			{ type: 'missing', index: 2 }
		]);
	});

	it('finds a block that was stored after the port was made', async () => {
		const port = feeder.connect(song);
		expect(await ask(port, 2)).toEqual([{ type: 'missing', index: 2 }]);
		await storedParts(db, song, 2);
		expect(await ask(port, 2)).toEqual([{ type: 'block', block: part(LAYOUT, 2).block }]);
	});

	it('answers with the original until the block is separated', async () => {
		await storedOriginals(db, song);
		const port = feeder.connect(song);
		expect(await ask(port, 3)).toEqual([{ type: 'original', block: original(LAYOUT, 3) }]);
		expect(await ask(port, 0)).toEqual([{ type: 'block', block: part(LAYOUT, 0).block }]);
		await storedParts(db, song, 3);
		expect(await ask(port, 3)).toEqual([{ type: 'block', block: part(LAYOUT, 3).block }]);
		expect(await ask(port, 2)).toEqual([{ type: 'original', block: original(LAYOUT, 2) }]);
		expect((await storedParts(db, song, 2)).state).toBe('complete');
		expect(await ask(port, 2)).toEqual([{ type: 'block', block: part(LAYOUT, 2).block }]);
	});

	it('misses nothing of a song that becomes complete while it looks', async () => {
		await storedOriginals(db, song);
		await storedParts(db, song, 2);
		// The transactions follow each other in this order: no block yet, then complete, then no original any more.
		const replying = blockReply(db, song, 3);
		const storing = storeBlocks(db, song, [part(LAYOUT, 3)], noEnds);
		expect(await replying).toEqual({ type: 'block', block: part(LAYOUT, 3).block });
		expect(valueOf(await storing).state).toBe('complete');
	});

	it('finds damage in an original', async () => {
		const whole = original(LAYOUT, 2);
		await db.put('originals', { ...whole, samples: whole.samples.slice(1) }, [song.id, 2]);
		expect(await ask(feeder.connect(song), 2)).toMatchObject([{ type: 'damaged', index: 2 }]);
	});

	it('does not play the original in place of a damaged block', async () => {
		await storedOriginals(db, song);
		const { block } = part(LAYOUT, 1);
		await db.put('blocks', { ...block, index: 0 }, [song.id, 1]);
		expect(await ask(feeder.connect(song), 1)).toMatchObject([{ type: 'damaged', index: 1 }]);
	});

	it('serves several songs at once, each on its port', async () => {
		const other = await addedSong(db, songId('b'), LONG);
		await storedParts(db, other, 1);
		const [ours, theirs] = await Promise.all([
			ask(feeder.connect(song), 1, 0),
			ask(feeder.connect(other), 1, 0)
		]);
		expect(ours.map(({ type }) => type)).toEqual(['block', 'block']);
		expect(theirs).toMatchObject([{ type: 'block' }, { type: 'missing', index: 0 }]);
		expect(theirs[0]?.type === 'block' && sameBlock(theirs[0].block, part(LONG, 1).block)).toBe(true);
	});

	it('finds damage at the third stem', async () => {
		const { block } = part(LAYOUT, 1);
		const stems = { ...block.stems, other: { pcm: block.stems.other.pcm.slice(0, 900), scale: 1 } };
		await db.put('blocks', { ...block, stems }, [song.id, 1]);
		const port = feeder.connect(song);
		expect(await ask(port, 1)).toMatchObject([{ type: 'damaged', index: 1 }]);
		expect(await ask(port, 0)).toMatchObject([{ type: 'block' }]);
	});

	it('misses everything of a song that was deleted', async () => {
		const port = feeder.connect(song);
		expect(await ask(port, 0)).toMatchObject([{ type: 'block' }]);
		valueOf(await deleteSong(db, song.id));
		expect(await ask(port, 0, 1)).toMatchObject([{ type: 'missing' }, { type: 'missing' }]);
	});

	it('makes way for a newer version and says so', async () => {
		const port = feeder.connect(song);
		await ask(port, 0);
		const newer = valueOf(await openLibrary(noWatch, [...MIGRATIONS, () => undefined]));
		try {
			expect(await ask(port, 0)).toEqual([{ type: 'damaged', index: 0, detail: 'The library is newer.' }]);
		} finally {
			newer.close();
		}
	});

	it('tells when its worker cannot be loaded', async () => {
		const RealWorker = Worker;
		vi.stubGlobal(
			'Worker',
			class extends RealWorker {
				constructor() {
					super('/no-such-worker.js', { type: 'module' });
				}
			}
		);
		const told = await new Promise<string>((resolve) => {
			new Feeder(resolve).connect(song);
			vi.unstubAllGlobals();
		});
		expect(told).not.toBe('');
	});
});
