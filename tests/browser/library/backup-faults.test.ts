import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backUp } from '../../../src/lib/library/backup/back-up';
import { openBackup } from '../../../src/lib/library/backup/open-backup';
import { restore } from '../../../src/lib/library/backup/restore';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { changeSong, deleteSong } from '../../../src/lib/library/songs';
import { wipe } from '../../../src/lib/library/wipe';
import type { Song } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';
import { audit } from '../../tools/audit';
import {
	backedUp,
	contentOf,
	importedSong,
	memoryFile,
	never,
	noProgress,
	NOW,
	opened,
	practised,
	restored
} from '../../tools/backup';
import {
	emptyLibrary,
	noEnds,
	noisyPart,
	noWatch,
	storedParts,
	valueOf,
	withQuota
} from '../../tools/library';
import { storeBlocks } from '../../../src/lib/library/blocks';

let db: LibraryDatabase;
let songs: Song[];
beforeEach(async () => {
	db = await emptyLibrary();
	songs = [];
	for (const title of ['one', 'two']) {
		const song = await importedSong(db, title);
		await storedParts(db, song, 0, 1, 2, 3);
		songs.push(valueOf(await changeSong(db, song.id, { level: { mean: 0.1, std: 0.2 } })));
	}
	await practised(db, songs[0]!.id);
});
afterEach(() => {
	vi.restoreAllMocks();
	db.close();
});
const all = () => ({ songs: songs.map(({ id }) => id) });

describe('a song that is damaged in the library', () => {
	const damages: [string, (song: Song) => Promise<unknown>][] = [
		['a block is missing', ({ id }) => db.delete('blocks', [id, 2])],
		['its peaks are missing', ({ id }) => db.delete('peaks', [id, 2])],
		['its file is missing', ({ id }) => db.delete('sources', id)],
		[
			'a block is cut short',
			async ({ id }) => {
				const block = (await db.get('blocks', [id, 2]))!;
				await db.put('blocks', { ...block, frames: frames(7) }, [id, 2]);
			}
		],
		[
			'its peaks are cut short',
			async ({ id }) => {
				const peaks = (await db.get('peaks', [id, 3]))!;
				await db.put('peaks', { ...peaks, stems: { ...peaks.stems, bass: new Int16Array(1) } }, [id, 3]);
			}
		],
		[
			'its file is another one',
			({ id }) => db.put('sources', { file: new Blob(['other']), name: 'other' }, id)
		]
	];
	it.each(damages)('is left out and named where %s', async (_, damage) => {
		await damage(songs[0]!);
		const { file, report } = await backedUp(db);
		expect(report).toMatchObject({ songs: 1, left: [{ id: songs[0]!.id }], bytes: file.size });
		expect((await opened(file)).songs.map(({ id }) => id)).toEqual([songs[1]!.id]);
		valueOf(await wipe(db));
		await restored(db, file);
		expect(await db.getAllKeys('songs')).toEqual([songs[1]!.id]);
		expect(await audit(db)).toEqual([]);
	});
});

describe('a song that is changed while it is backed up', () => {
	it.each([
		['deleted', async () => undefined],
		[
			'begun anew with another model',
			async ({ id }: Song) => {
				const again = await importedSong(db, 'one');
				expect(again.id).toBe(id);
				await db.put('songs', { ...again, model: { name: 'tiny', version: '2' } });
			}
		]
	])('is not in it where it was %s', async (_, then) => {
		const victim = songs[0]!;
		const { to, file } = memoryFile();
		const deletions: Promise<unknown>[] = [];
		const written = (done: number) => {
			if (done > 30_000 && deletions.length === 0)
				deletions.push(deleteSong(db, victim.id).then(() => then(victim)));
		};
		const report = valueOf(await backUp(never, db, { songs: [victim.id] }, to, written, NOW));
		expect(await Promise.all(deletions)).toHaveLength(1);
		expect(report).toMatchObject({ songs: 0, left: [] });
		expect((await opened(file())).songs).toEqual([]);
	});
});

describe('making a backup', () => {
	it('ends with the signal’s reason wherever it is aborted, and keeps nothing', async () => {
		let count = 0;
		valueOf(await backUp(never, db, all(), memoryFile().to, () => count++, NOW));
		expect(count).toBeGreaterThan(10);
		for (let at = 0; at < count; at++) {
			const controller = new AbortController();
			let left = at;
			let ending: unknown = null;
			const to = new WritableStream<Uint8Array<ArrayBuffer>>({ abort: (reason) => void (ending = reason) });
			const progress = () => {
				if (left-- === 0) controller.abort(new Error('enough'));
			};
			await expect(backUp(controller.signal, db, all(), to, progress, NOW)).rejects.toThrow('enough');
			expect(ending).toEqual(new Error('enough'));
		}
		await expect(
			backUp(AbortSignal.abort(new Error('before')), db, all(), memoryFile().to, noProgress, NOW)
		).rejects.toThrow('before');
	});

	it('fails with what the target says, at whichever write it refuses', async () => {
		let writes = 0;
		const counting = new WritableStream<Uint8Array<ArrayBuffer>>({
			write() {
				writes += 1;
			}
		});
		valueOf(await backUp(never, db, all(), counting, noProgress, NOW));
		expect(writes).toBeGreaterThan(20);
		for (let at = 0; at <= writes; at += 3) {
			let left = at;
			const full = () => {
				if (left-- <= 0) throw new DOMException('The disk is full', 'QuotaExceededError');
			};
			const to = new WritableStream<Uint8Array<ArrayBuffer>>({ write: full, close: full });
			expect(await backUp(never, db, all(), to, noProgress, NOW)).toMatchObject({
				ok: false,
				reason: 'cannot-write',
				detail: 'QuotaExceededError: The disk is full'
			});
		}
	});

	it('reads no further than the target takes', async () => {
		const gets = vi.spyOn(IDBObjectStore.prototype, 'get');
		const blocksRead = () =>
			gets.mock.calls.filter((_, call) => (gets.mock.contexts[call] as IDBObjectStore).name === 'blocks')
				.length;
		let taken = 0;
		let aheadMost = 0;
		const slow = new WritableStream<Uint8Array<ArrayBuffer>>({
			async write({ length }) {
				await new Promise((resolve) => requestIdleCallback(resolve));
				taken += length;
				// Each block is 16 kB, and there is a little besides.
				aheadMost = Math.max(aheadMost, blocksRead() - Math.floor(taken / 16_500));
			}
		});
		valueOf(await backUp(never, db, all(), slow, noProgress, NOW));
		expect(blocksRead()).toBe(8);
		expect(aheadMost).toBeLessThanOrEqual(2);
	});

	it('fails where the library does not answer', async () => {
		const closed = valueOf(await openLibrary(noWatch));
		closed.close();
		let isAborted = false;
		const to = new WritableStream<Uint8Array<ArrayBuffer>>({
			abort() {
				isAborted = true;
			}
		});
		expect(await backUp(never, closed, all(), to, noProgress, NOW)).toMatchObject({ reason: 'unavailable' });
		expect(isAborted).toBe(true);
	});
});

describe('opening and restoring a backup', () => {
	it('end with the signal’s reason wherever they are aborted; what was restored is whole', async () => {
		const { file } = await backedUp(db);
		const before = await contentOf(db);
		const backup = await opened(file);
		for (const [work, isFirst] of [
			[(signal: AbortSignal, tell: () => void) => openBackup(signal, file, tell), true],
			[(signal: AbortSignal, tell: () => void) => restore(signal, db, backup, tell, NOW), false]
		] as const) {
			for (let at = 0; ; at++) {
				valueOf(await wipe(db));
				const controller = new AbortController();
				let left = at;
				const outcome = await work(controller.signal, () => {
					if (left-- === 0) controller.abort(new Error('enough'));
				}).catch((thrown: unknown) => thrown);
				expect(await audit(db)).toEqual([]);
				if (!controller.signal.aborted) {
					expect(at).toBeGreaterThan(isFirst ? 10 : 8);
					break;
				}
				if (outcome instanceof Error) expect(outcome.message).toBe('enough');
				if (!isFirst) {
					await restored(db, file);
					expect(await contentOf(db)).toEqual(before);
				}
			}
		}
	});

	it('fail as values where the file cannot be read any more', async () => {
		const { file } = await backedUp(db);
		const backup = await opened(file);
		valueOf(await wipe(db));
		vi.spyOn(Blob.prototype, 'arrayBuffer').mockRejectedValue(new DOMException('gone', 'NotReadableError'));
		expect(await restore(never, db, backup, noProgress, NOW)).toMatchObject({ reason: 'unreadable' });
		expect(await openBackup(never, file, noProgress)).toMatchObject({ reason: 'unreadable' });
	});

	it('fail as values where the file is another one meanwhile', async () => {
		const { file } = await backedUp(db);
		const backup = await opened(file);
		valueOf(await wipe(db));
		// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each Blob by `call` below.
		const read = Blob.prototype.arrayBuffer;
		vi.spyOn(Blob.prototype, 'arrayBuffer').mockImplementation(async function (this: Blob) {
			const bytes = await read.call(this);
			new Uint8Array(bytes)[0]! ^= 1;
			return bytes;
		});
		expect(await restore(never, db, backup, noProgress, NOW)).toMatchObject({ reason: 'unreadable' });
		expect(await audit(db)).toEqual([]);
	});

	it('stop where the disk is full, with all that was written whole', async () => {
		const layout = { frames: frames(600_000), stride: frames(100_000) };
		const song = await importedSong(db, 'large', { layout });
		for (let index = 0; index < 6; index++)
			valueOf(await storeBlocks(db, song, [noisyPart(layout, index)], noEnds));
		const before = await contentOf(db);
		const { file } = await backedUp(db);
		await withQuota(6e6, async () => {
			const small = valueOf(await openLibrary(noWatch));
			expect(await restore(never, small, await opened(file), noProgress, NOW)).toMatchObject({
				ok: false,
				reason: 'no-space'
			});
			expect(await audit(small)).toEqual([]);
			const content = await contentOf(small);
			expect(content['sessions']).toEqual(before['sessions']);
			expect(content['blocks']!.length).toBeGreaterThan(0);
			expect(content['blocks']!.length).toBeLessThan(before['blocks']!.length);
			small.close();
		});
	});
});
