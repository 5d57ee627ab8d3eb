import { expect, test } from '@playwright/test';
import { dropFiles, openApp, type Wishes } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import { openBlank } from '../tools/blank';
import { keepDiary, told } from '../tools/diary';
import { expectFinished, separatedInPeace, unevenSong } from '../tools/peace';

const WISHES: Wishes = { threads: 1, overlap: 0.5 };
const BLOCKS = 12;

/**
 * Runs in a page of the app's origin: spoils the stored original under the first block of the only song that is not
 * separated yet, and gives that block's index. What is missing is not counted in the song's row either, as where the
 * disk has lost what was written last.
 */
async function spoilOriginal(way: 'missing' | 'damaged'): Promise<number> {
	const asked = <Value>(request: IDBRequest<Value>) =>
		new Promise<Value>((resolve, reject) => {
			request.onsuccess = () => resolve(request.result);
			request.onerror = () => reject(request.error!);
		});
	const database = await asked(indexedDB.open('riffroom'));
	const tx = database.transaction(['songs', 'originals'], 'readwrite');
	const songs = tx.objectStore('songs');
	const originals = tx.objectStore('originals');
	const song = ((await asked(songs.getAll())) as { id: string; finished: Uint8Array; bytes: number }[])[0]!;
	const index = song.finished.indexOf(0);
	const key = [song.id, index];
	const original = (await asked(originals.get(key))) as { samples: Float32Array };
	const { samples } = original;
	if (way === 'missing') {
		await asked(originals.delete(key));
		await asked(songs.put({ ...song, bytes: song.bytes - samples.byteLength }));
	} else await asked(originals.put({ ...original, samples: samples.slice(0, -10) }, key));
	database.close();
	return index;
}

/**
 * An original that cannot be read any more does not end a separation: the file is decoded anew from what is stored of
 * it, and what comes of it is the same, bit by bit.
 *
 * Checked by an `isWorthAnotherTry` (src/lib/state/separate-song.ts) without `original:`: the song fails, and is not
 * decoded again.
 */
for (const way of ['missing', 'damaged'] as const)
	test(`a song whose original is ${way} in one place is read anew, and is what it is in peace`, async ({
		browser,
		context,
		page
	}) => {
		const path = unevenSong('worn', 3.9 * (BLOCKS - 0.5));
		const diary = await keepDiary(context);
		await openApp(page, WISHES);
		await dropFiles(page, path);
		await expect.poll(() => told(diary, 'block').length, { intervals: [20] }).toBeGreaterThan(2);
		await page.close();
		const blank = await openBlank(context);
		expect(await blank.evaluate(spoilOriginal, way)).toBeGreaterThan(2);
		await blank.close();

		const tab = await context.newPage();
		await openApp(tab, WISHES);
		await expect.poll(() => told(diary, 'decode', tab)).toHaveLength(1);
		await expectFinished(tab, 'worn');
		expect(told(diary, 'decode', tab)).toHaveLength(1);
		const stored = told(diary, 'block');
		expect(new Set(stored).size).toBe(stored.length);

		const look = await openAuditor(context);
		const found = await look();
		expect(new Set(Object.values(found.blocks)).size).toBe(BLOCKS);
		expect(found).toEqual(await separatedInPeace(browser, path, 'worn', WISHES));
	});
