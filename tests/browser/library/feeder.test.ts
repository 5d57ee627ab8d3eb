import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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
	LAYOUT,
	noWatch,
	part,
	sameBlock,
	seam,
	songId,
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
		valueOf(await storeBlocks(db, song, [part(LAYOUT, 0), part(LAYOUT, 1)], seam(1)));
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
		valueOf(await storeBlocks(db, song, [part(LAYOUT, 2)], seam(2)));
		expect(await ask(port, 2)).toEqual([{ type: 'block', block: part(LAYOUT, 2).block }]);
	});

	it('serves several songs at once, each on its port', async () => {
		const other = await addedSong(db, songId('b'), LONG);
		valueOf(await storeBlocks(db, other, [part(LONG, 1)], null));
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
