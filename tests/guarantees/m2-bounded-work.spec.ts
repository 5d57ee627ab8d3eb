import { expect, test, type Page } from '@playwright/test';
import { openSync, closeSync, ftruncateSync, writeSync } from 'node:fs';
import { dropFiles, openApp } from '../tools/app';
import { temporaryPath, writeWav } from '../tools/files';
import { installGates, open, shut } from '../tools/gates';
import { cancelButton, clip, expectReady, longSong } from '../tools/jobs';
import { countRows, rows } from '../tools/rows';
import { noise } from '../tools/signals';
import { workers } from '../tools/workers';

declare global {
	/** The most jobs that were ever on the screen as being worked at, and not only waiting. */
	var riffroomMostAtWork: number;
}

/** A WAV file of silence, which takes no room on the disk: 8 kHz, mono, 8 bit. */
function silence(name: string, seconds: number): string {
	const bytes = 8000 * seconds;
	const header = Buffer.alloc(44);
	header.write('RIFF', 0);
	header.writeUInt32LE(36 + bytes, 4);
	header.write('WAVEfmt ', 8);
	header.writeUInt32LE(16, 16);
	header.writeUInt16LE(1, 20);
	header.writeUInt16LE(1, 22);
	header.writeUInt32LE(8000, 24);
	header.writeUInt32LE(8000, 28);
	header.writeUInt16LE(1, 32);
	header.writeUInt16LE(8, 34);
	header.write('data', 36);
	header.writeUInt32LE(bytes, 40);
	return sparse(name, 44 + bytes, header);
}

/** A file of zeros after its beginning. */
function sparse(name: string, bytes: number, beginning = Buffer.alloc(0)): string {
	const path = temporaryPath(name);
	const file = openSync(path, 'w');
	writeSync(file, beginning);
	ftruncateSync(file, bytes);
	closeSync(file);
	return path;
}

/** Nothing was begun, and nothing is left. */
async function expectUntouched(page: Page): Promise<void> {
	expect(await workers(page, 'separator')).toEqual([]);
	const left = await countRows(page, 'songs', 'sources', 'blocks', 'peaks', 'originals', 'ends');
	expect(left).toEqual([0, 0, 0, 0, 0, 0]);
	await expect(page.getByRole('button', { name: /^Cancel / })).toHaveCount(0);
}

/**
 * M2: queue, file size and duration are bounded, room is asked for before work starts, and a refusal says why
 * and what to do.
 *
 * Checked by leaving out each limit in turn: `places` in song-import.ts, the two in probe.ts, `roomFor`; and by
 * separating without the lock (two are at work at once).
 */
test('M2: 20 files are all taken, one at a time, and what is more is refused by name', async ({ page }) => {
	await installGates(page);
	await openApp(page, { threads: 1 });
	await shut(page, 'decode');
	await page.evaluate(() => {
		globalThis.riffroomMostAtWork = 0;
		new MutationObserver(() => {
			const atWork = document.querySelectorAll('progress').length;
			globalThis.riffroomMostAtWork = Math.max(globalThis.riffroomMostAtWork, atWork);
		}).observe(document.body, { childList: true, subtree: true });
	});
	const titles = Array.from({ length: 22 }, (_, i) => `song ${i + 1}`);
	await dropFiles(page, ...titles.map((title, i) => clip(title, 200 + 50 * i, 1)));
	const taken = titles.slice(0, 20);
	await expect(page.getByRole('button', { name: /^Cancel song/ })).toHaveCount(20);
	for (const title of taken)
		await expect(page.getByRole('heading', { name: new RegExp(`^${title}(\\.wav)?$`) })).toBeVisible();

	const notice = page.getByRole('alert');
	await expect(notice).toContainText('song 21.wav, song 22.wav did not fit: the queue holds 20 songs.');
	await expect(notice).toContainText('Drop the others again');

	await open(page, 'decode');
	for (const title of taken) await expectReady(page, title);
	expect(await page.evaluate(() => globalThis.riffroomMostAtWork)).toBe(1);
	expect(await workers(page, 'separator')).toHaveLength(1);
	expect(await countRows(page, 'songs', 'blocks')).toEqual([20, 20]);
});

test('M2: a song of three hours is refused before it is read', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, silence('audiobook.wav', 3 * 3600));
	const notice = page.getByRole('alert');
	await expect(notice).toContainText('audiobook.wav is longer than 30 minutes.');
	await expect(notice).toContainText('Cut out the song');
	await expectUntouched(page);
});

test('M2: a file of more than 500 MB is refused before it is read', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, sparse('film.mp4', 500_000_001));
	const notice = page.getByRole('alert');
	await expect(notice).toContainText('film.mp4 is larger than 500 MB.');
	await expect(notice).toContainText('mp3, m4a or flac');
	await expectUntouched(page);
});

test('M2: a song for which there is no room is refused before it is separated', async ({ page }) => {
	// Chromium tells every site of 10 GiB, whatever its disk; other browsers tell how it is.
	await page.addInitScript(() => {
		navigator.storage.estimate = () => Promise.resolve({ quota: 100e6, usage: 0 });
	});
	await installGates(page);
	await openApp(page);
	// Not even to be decoded: that takes the most memory of all.
	await shut(page, 'decode');
	await dropFiles(page, longSong('too much', 4));
	const notice = page.getByRole('alert');
	await expect(notice).toContainText('There is not enough free space on this device for too much.');
	await expect(notice).toContainText(/\d+\.\d MB are needed, 100\.0 MB are free\./);
	await expect(notice).toContainText('Delete songs');
	await expectUntouched(page);
	expect(await page.evaluate(() => globalThis.riffroomGates.waiting('decode'))).toBe(0);

	await open(page, 'decode');
	await dropFiles(page, clip('small', 440));
	await expectReady(page, 'small');
});

/** Two minutes of noise, which no browser can compress: 11 MB of file, 42 MB of original, 85 MB of blocks. */
const noisySong = (name: string): string => writeWav(`${name}.wav`, [noise(120)]);
const FULL_DISKS = [
	{ while: 'the original is stored', store: 'originals', quotaSize: 30_000_000 },
	{ while: 'blocks are stored', store: 'blocks', quotaSize: 80_000_000 }
] as const;
for (const { while: when, store, quotaSize } of FULL_DISKS)
	test(`M2: a disk that fills up while ${when} keeps what is done, says so, and lets go on`, async ({
		page,
		baseURL
	}) => {
		await openApp(page, { threads: 1 });
		const devtools = await page.context().newCDPSession(page);
		const origin = baseURL!;
		await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize });
		await dropFiles(page, noisySong('half'));
		const notice = page.getByRole('alert');
		await expect(notice).toContainText('There is not enough free space on this device for half.', {
			timeout: 20_000
		});
		await expect(notice).toContainText('Everything separated so far is kept.');
		await expect(notice).toContainText('Delete songs');
		const keys = async () => (await rows(page, store)).map(({ key }) => JSON.stringify(key));
		const kept = await keys();
		expect(kept.length).toBeGreaterThan(0);

		await devtools.send('Storage.overrideQuotaForOrigin', { origin });
		await notice.getByRole('button', { name: 'Try again' }).click();
		await expect.poll(async () => (await keys()).length).toBeGreaterThan(kept.length);
		expect(await keys()).toEqual(expect.arrayContaining(kept));
		await cancelButton(page, 'half').click();
	});
