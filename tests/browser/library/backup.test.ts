import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PART_BYTES } from '../../../src/lib/library/backup/format';
import { storeBlocks } from '../../../src/lib/library/blocks';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { changeSong, deleteSong } from '../../../src/lib/library/songs';
import { wipe } from '../../../src/lib/library/wipe';
import type { Song, SongId } from '../../../src/lib/music/song';
import { audit } from '../../tools/audit';
import { backedUp, contentOf, importedSong, NOW, opened, practised, restored } from '../../tools/backup';
import {
	emptyLibrary,
	noEnds,
	noisyPart,
	part,
	storedOriginals,
	storedParts,
	storedSegment,
	valueOf
} from '../../tools/library';

let db: LibraryDatabase;
let whole: Song;
let half: Song;

/** Level, originals, segments: as separation leaves a song that is not finished. */
async function halfSeparated(title: string): Promise<Song> {
	const song = await storedOriginals(db, await importedSong(db, title));
	valueOf(await changeSong(db, song.id, { level: { mean: 0.1, std: 0.2 }, stopped: true }));
	await storedSegment(db, song, 0);
	return storedSegment(db, song, 1);
}

beforeEach(async () => {
	db = await emptyLibrary();
	const song = await storedOriginals(db, await importedSong(db, 'whole', { bytes: PART_BYTES + 90 }));
	await storedParts(db, song, 2, 0, 1, 3);
	whole = valueOf(
		await changeSong(db, song.id, { level: { mean: 0.3, std: 0.4 }, pinned: true, practisedAt: 9_000 })
	);
	half = await halfSeparated('half');
	await importedSong(db, 'bare');
	await practised(db, whole.id);
	expect(await audit(db)).toEqual([]);
});
afterEach(() => db.close());

/** What a backup keeps of all this: a song that is not finished is without its original and its ends. */
async function kept(): Promise<Awaited<ReturnType<typeof contentOf>>> {
	const content = await contentOf(db);
	const sizes = await Promise.all(
		(await db.getAllKeys('songs')).map(async (id) => {
			const range = IDBKeyRange.bound([id], [id, []]);
			const originals = await db.getAll('originals', range);
			return originals.reduce((sum, { samples }) => sum + samples.byteLength, 0);
		})
	);
	const songs = (content['songs'] as [SongId, Song][]).map(([id, row], i) => {
		const level = row.state === 'complete' ? row.level : null;
		return [id, { ...row, level, bytes: row.bytes - sizes[i]! }];
	});
	return { ...content, songs, originals: [], ends: [] };
}

describe('a backup', () => {
	it('brings everything back to the last bit after all was wiped', async () => {
		const before = await kept();
		const { file, report } = await backedUp(db);
		expect(report).toMatchObject({ songs: 3, sessions: 2, bytes: file.size, left: [] });
		valueOf(await wipe(db));

		const backup = await opened(file);
		expect(backup).toMatchObject({ createdAt: NOW, sessions: 2 });
		expect(backup.songs.map(({ title }) => title).sort()).toEqual(['bare', 'half', 'whole']);
		const said = await restored(db, file);
		expect(said).toMatchObject({ sessions: 2, loops: 1, markers: 1, settings: 2 });
		expect(said.songs.added).toHaveLength(3);
		expect(await contentOf(db)).toEqual(before);
		expect(await audit(db)).toEqual([]);
		expect(before['achievements']).toHaveLength(1);
	});

	it('changes nothing when it is restored again, or where nothing was lost', async () => {
		const before = await contentOf(db);
		const { file } = await backedUp(db);
		const untouched = { sessions: 0, loops: 0, markers: 0, settings: 0, songs: { added: [] } };
		expect(await restored(db, file)).toMatchObject(untouched);
		expect(await contentOf(db)).toEqual(before);
		valueOf(await wipe(db));
		await restored(db, file);
		const once = await contentOf(db);
		expect(await restored(db, file, NOW + 1)).toMatchObject(untouched);
		expect(await contentOf(db)).toEqual(once);
	});

	it('brings records alone where no song was chosen', async () => {
		const before = await contentOf(db);
		const { file } = await backedUp(db, []);
		expect(file.size).toBeLessThan(10_000);
		valueOf(await wipe(db));
		await restored(db, file);
		const none = { songs: [], sources: [], blocks: [], peaks: [], originals: [], ends: [] };
		expect(await contentOf(db)).toEqual({ ...before, ...none });
	});

	it('leaves a song from which separation goes on to the end', async () => {
		const { file } = await backedUp(db);
		valueOf(await wipe(db));
		await restored(db, file);
		const song = (await db.get('songs', half.id))!;
		expect(song).toMatchObject({ state: 'partial', level: null, stopped: true });
		expect(Array.from(song.finished)).toEqual([1, 1, 0, 0]);

		await storedOriginals(db, song);
		valueOf(await changeSong(db, song.id, { level: { mean: 0.1, std: 0.2 } }));
		for (const segment of [1, 2, 3]) {
			await storedSegment(db, song, segment);
			expect(await audit(db)).toEqual([]);
		}
		expect((await db.get('songs', half.id))?.state).toBe('complete');
	});
});

describe('a song that is there', () => {
	it('gets the blocks it lacks, also the last one', async () => {
		const { file } = await backedUp(db);
		valueOf(await deleteSong(db, whole.id));
		const again = await importedSong(db, 'whole', { bytes: PART_BYTES + 90 });
		await storedOriginals(db, again);
		await storedSegment(db, again, 1);
		await storedParts(db, again, 3);
		expect((await restored(db, file)).songs.added).toEqual([whole.id]);
		expect(await db.get('songs', whole.id)).toMatchObject({ state: 'complete', bytes: whole.bytes });
		expect(await audit(db)).toEqual([]);
	});

	it('keeps the blocks it has', async () => {
		const { file } = await backedUp(db);
		valueOf(await deleteSong(db, half.id));
		const song = await importedSong(db, 'half');
		valueOf(await storeBlocks(db, song, [noisyPart(song.layout, 0)], noEnds));
		const own = await db.get('blocks', [song.id, 0]);
		await restored(db, file);
		expect(await db.get('blocks', [song.id, 0])).toEqual(own);
		expect(await db.get('blocks', [song.id, 1])).toEqual(part(song.layout, 1).block);
		expect(await audit(db)).toEqual([]);
	});

	it.each([
		['with another model', { model: { name: 'tiny', version: '2' } }],
		['with another layout', { layout: { frames: 3500, stride: 900 } }]
	])('stays as it is where it was begun %s', async (_, change) => {
		const { file } = await backedUp(db);
		valueOf(await deleteSong(db, half.id));
		const song = await importedSong(db, 'half');
		const finished = new Uint8Array(4);
		await db.put('songs', { ...song, ...change, finished } as Song);
		const before = await contentOf(db);
		expect((await restored(db, file)).songs.kept).toContain(half.id);
		expect(await contentOf(db)).toEqual(before);
	});
});
