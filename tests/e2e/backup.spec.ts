import { expect, test, type Page } from '@playwright/test';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { openSong } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import { practiceSong, temporaryPath } from '../tools/files';
import { clip } from '../tools/jobs';
import {
	backupRegion,
	backUpTo,
	chooseBackup,
	deleteEverything,
	openStorage,
	restoreRegion,
	storageRow,
	withoutSaveDialogue
} from '../tools/keeping';
import { openRoom, pause, play, positionBar, speedShown } from '../tools/room';
import { countRows, rows } from '../tools/rows';
import { answerSaveDialogue, savedFiles } from '../tools/save-dialogue';
import { levels } from '../tools/sound';

const SECOND = 44100;

const kept = (page: Page) => page.getByRole('complementary', { name: 'Practice' }).getByRole('listitem');

/** Something of everything that is kept: a song, a loop, a marker, a room, a setting, and a session of some seconds. */
async function practise(page: Page): Promise<void> {
	for (const [place, key] of [
		[4, '['],
		[7, ']']
	] as const) {
		await positionBar(page).fill(String(place * SECOND));
		await page.keyboard.press(key);
	}
	await page.getByRole('button', { name: 'Keep this loop' }).click();
	await page.keyboard.press('m');
	await page.keyboard.press(',');
	await play(page).click();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
	await page.waitForTimeout(1500);
	await pause(page).click();
	await expect.poll(() => countRows(page, 'loops', 'markers', 'sessions')).toEqual([1, 1, 1]);
}

const restore = (page: Page) =>
	restoreRegion(page).getByRole('button', { name: 'Restore', exact: true }).click();

/**
 * Through the real controls alone, from one browser into another one's emptiness: both are the same one here.
 *
 * Checked by a library that is not read anew after restoring.
 */
test('a backup brings everything back after a deletion, and changes nothing the second time', async ({
	context,
	page
}) => {
	test.slow();
	await withoutSaveDialogue(page);
	const look = await openAuditor(context);
	await openRoom(page, { path: practiceSong(), title: 'mix' });
	await practise(page);
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	const before = await look();
	const sessions = await rows(page, 'sessions');

	await page.getByRole('link', { name: 'Storage' }).click();
	const path = temporaryPath('backup.zip');
	const name = await backUpTo(page, path);
	const today = await page.evaluate(() => Temporal.Now.plainDateISO().toString());
	expect(name).toBe(`RiffRoom backup ${today}.zip`);
	await expect(backupRegion(page)).toContainText('Backed up: 1 session and 1 song');
	await expect(backupRegion(page)).toContainText('Last backup: today.');
	const blocks = (await look()).sound;
	expect(statSync(path).size).toBeGreaterThan(Object.values(blocks).reduce((sum, size) => sum + size, 0));

	await deleteEverything(page);
	await expect(backupRegion(page)).toContainText('No backup yet.');
	await chooseBackup(page, path);
	await expect(restoreRegion(page)).toContainText(/From \d+ \w+ \d{4}: 1 session and 1 song \(\d+ MB\)\./);
	expect(await countRows(page, 'songs', 'blocks', 'loops', 'sessions')).toEqual([0, 0, 0, 0]);
	await restore(page);
	await expect(restoreRegion(page)).toContainText('Restored: 1 session, 1 song, 1 loop and 1 marker.');
	await expect(storageRow(page, 'mix')).toBeVisible();
	expect(await look()).toEqual(before);
	expect(await rows(page, 'sessions')).toEqual(sessions);

	await chooseBackup(page, path);
	await restore(page);
	await expect(restoreRegion(page)).toContainText('All that is in it was here already. Nothing was changed.');
	expect(await look()).toEqual(before);
	expect(await rows(page, 'sessions')).toEqual(sessions);

	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await openSong(page, 'mix');
	await expect(speedShown(page, 95)).toBeVisible();
	await expect(kept(page).filter({ hasText: '0:04.0 – 0:07.0' })).toHaveCount(1);
	await play(page).click();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
});

test('a damaged backup, and one of something else, change nothing and say why', async ({ context, page }) => {
	await withoutSaveDialogue(page);
	const look = await openAuditor(context);
	await openRoom(page, { path: clip('riff', 440, 8), title: 'riff' });
	await openStorage(page);
	const path = temporaryPath('whole.zip');
	await backUpTo(page, path);
	const before = await look();

	const whole = readFileSync(path);
	const damaged = Buffer.from(whole);
	const middle = Math.floor(damaged.length / 2);
	damaged[middle] = damaged[middle]! ^ 4;
	const cut = whole.subarray(0, middle);
	const refused = async (file: string, bytes: Buffer, words: string) => {
		const written = temporaryPath(file);
		writeFileSync(written, bytes);
		await chooseBackup(page, written);
		const alert = restoreRegion(page).getByRole('alert');
		await expect(alert).toContainText(words);
		await expect(alert).toContainText('Nothing on this device was changed.');
		await expect(restoreRegion(page).getByRole('button', { name: 'Restore', exact: true })).toHaveCount(0);
		expect(await look()).toEqual(before);
		await alert.getByRole('button', { name: 'Dismiss' }).click();
		await expect(alert).toHaveCount(0);
	};
	await refused('flipped.zip', damaged, 'flipped.zip is damaged');
	await refused('cut.zip', cut, 'cut.zip');
	await refused('words.zip', Buffer.from('These are words.'), 'words.zip is no backup of RiffRoom.');
	await refused('song.wav', readFileSync(clip('riff', 440, 8)), 'song.wav is no backup of RiffRoom.');
});

test('a backup of the records alone goes where the player says', async ({ page }) => {
	await answerSaveDialogue(page);
	await openRoom(page, { path: clip('riff', 440, 8), title: 'riff' });
	await openStorage(page);
	await page.getByRole('radio', { name: 'Practice records only' }).check();
	await backupRegion(page).getByRole('button', { name: 'Back up' }).click();
	await expect(backupRegion(page).getByText(/^Backed up: your settings/)).toBeVisible();
	const [[name, size]] = (await savedFiles(page)) as [[string, number]];
	expect(name).toMatch(/^RiffRoom backup \d{4}-\d\d-\d\d\.zip$/);
	expect(size).toBeGreaterThan(100);
	expect(size).toBeLessThan(100_000);
});

/** Checked by a cancel that only hides what goes on. */
test('a backup is cancelled, and leaves nothing', async ({ page }) => {
	await answerSaveDialogue(page, true);
	await openRoom(page, { path: clip('riff', 440, 30), title: 'riff' });
	await openStorage(page);
	const region = backupRegion(page);
	await region.getByRole('button', { name: 'Back up' }).press('Enter');
	await expect(region.getByRole('progressbar')).toBeVisible();
	await region.getByRole('button', { name: 'Cancel' }).press('Enter');
	await expect(region).toContainText('Stopped. There is no new backup.');
	await expect(region).toContainText('No backup yet.');
	await expect(region.getByRole('button', { name: 'Back up' })).toBeFocused();
	expect(await savedFiles(page)).toEqual([]);
});

test('who closes the dialogue is asked nothing more', async ({ page }) => {
	await page.addInitScript(() => {
		const picker = () => Promise.reject(new DOMException('The player closed it', 'AbortError'));
		Object.assign(globalThis, { showSaveFilePicker: picker });
	});
	await openStorage(page);
	const region = backupRegion(page);
	await region.getByRole('button', { name: 'Back up' }).click();
	await expect(region.getByRole('button', { name: 'Back up' })).toBeEnabled();
	await expect(region).toContainText('No backup yet.');
	await expect(region.getByRole('alert')).toHaveCount(0);
});
