import { expect, test, type Page } from '@playwright/test';
import { complaints, DEVICES } from '../tools/accessibility';
import { writeFileSync } from 'node:fs';
import { milliseconds } from '../../src/lib/units/units';
import type { PracticeDay } from '../../src/lib/music/session';
import type { Song, SongId } from '../../src/lib/music/song';
import { dropFiles, fileInput, openApp, openSong } from '../tools/app';
import { temporaryPath } from '../tools/files';
import { clip, expectReady, songRow } from '../tools/jobs';
import {
	backupRegion,
	chooseBackup,
	deleteEverything,
	leftover,
	openStorage,
	storageRow,
	withoutSaveDialogue
} from '../tools/keeping';
import { putRows } from '../tools/put-rows';
import { expectSaid, openRoom, pause, play, positionBar } from '../tools/room';
import { countRows, rows } from '../tools/rows';

const SECOND = 44100;
const DAY = 24 * 60 * 60 * 1000;
const song = (title: string, hertz = 440) => ({ path: clip(title, hertz, 8), title });
const SOUND = ['songs', 'sources', 'blocks', 'peaks', 'originals', 'ends'] as const;

/** Keeps a loop and a marker of the song in the room. */
async function keepLoopAndMarker(page: Page): Promise<void> {
	for (const [place, key] of [
		[1, '['],
		[3, ']']
	] as const) {
		await positionBar(page).fill(String(place * SECOND));
		await page.keyboard.press(key);
	}
	await page.getByRole('button', { name: 'Keep this loop' }).click();
	await page.keyboard.press('m');
	await expect.poll(() => countRows(page, 'loops', 'markers')).toEqual([1, 1]);
}

/** As if the song had been practised for 20 minutes, so long ago. */
async function practised(page: Page, id: string, title: string, days: number): Promise<void> {
	const at = Date.now() - days * DAY;
	const day = new Date(at).toISOString().slice(0, 10) as PracticeDay;
	const sounded = milliseconds(20 * 60_000);
	await putRows(page, 'days', { day, sounded, firstAt: at, lastAt: at });
	await putRows(page, 'practised', {
		...{ song: id as SongId, title, artist: null, sounded, passes: 3, lastAt: at }
	});
}

/** Of the only song. */
const songId = async (page: Page): Promise<string> => ((await rows(page, 'songs'))[0]!.value as Song).id;

const removeButton = (page: Page, title: string) =>
	storageRow(page, title).getByRole('button', { name: `Remove ${title}` });

/**
 * Checked by a removal that takes the loops as well, and by a question that leaves the focus where it was.
 */
test('the sound of a song goes, its loops stay and are there again with the same file', async ({ page }) => {
	const one = song('riff');
	await openRoom(page, one);
	await keepLoopAndMarker(page);
	await practised(page, await songId(page), 'riff', 3);

	await openStorage(page);
	const remove = removeButton(page, 'riff');
	await remove.press('Enter');
	await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(remove).toBeFocused();

	await remove.press('Enter');
	await page.getByRole('button', { name: 'Remove sound, keep practice records' }).press('Enter');
	await expect(storageRow(page, 'riff')).toHaveCount(0);
	await expect(page.getByRole('heading', { name: 'Songs', exact: true })).toBeFocused();
	await expectSaid(page, 'The sound of riff is removed');
	expect(await countRows(page, ...SOUND)).toEqual([0, 0, 0, 0, 0, 0]);
	expect(await countRows(page, 'loops', 'markers', 'rooms', 'practised')).toEqual([1, 1, 1, 1]);
	await expect(leftover(page, 'riff')).toContainText(/1 loop\s+1 marker/);

	await openApp(page);
	await dropFiles(page, one.path);
	await expectReady(page, 'riff');
	await openSong(page, 'riff');
	await expect(
		page.getByRole('complementary', { name: 'Practice' }).getByText('0:01.0 – 0:03.0')
	).toBeVisible();
});

/** Checked by a removal that leaves the markers. */
test('everything of a song goes but the time it was practised', async ({ page }) => {
	await openRoom(page, song('riff'));
	await keepLoopAndMarker(page);
	await practised(page, await songId(page), 'riff', 3);

	await openStorage(page);
	await removeButton(page, 'riff').click();
	await page.getByRole('button', { name: 'Remove everything of this song' }).click();
	await expect(storageRow(page, 'riff')).toHaveCount(0);
	await expect(page.getByRole('heading', { name: 'Kept without their sound' })).toHaveCount(0);
	expect(await countRows(page, ...SOUND, 'loops', 'markers', 'rooms')).toEqual(Array(9).fill(0));
	expect(await countRows(page, 'days', 'practised')).toEqual([1, 1]);
});

test('what is kept without its sound can be removed as well', async ({ page }) => {
	await openRoom(page, song('riff'));
	await keepLoopAndMarker(page);
	await openStorage(page);
	await removeButton(page, 'riff').click();
	await page.getByRole('button', { name: 'Remove sound, keep practice records' }).click();
	// Never practised: nothing knows its name any more.
	const name = 'A song you have not practised';
	await leftover(page, name)
		.getByRole('button', { name: `Remove ${name}` })
		.click();
	await leftover(page, name).getByRole('group').getByRole('button', { name: 'Remove', exact: true }).click();
	await expect(leftover(page, name)).toHaveCount(0);
	expect(await countRows(page, 'loops', 'markers', 'rooms')).toEqual([0, 0, 0]);
});

test('songs are listed by what they take, and pinned', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, clip('short', 440, 2), clip('long', 660, 12));
	await expectReady(page, 'short');
	await expectReady(page, 'long');
	await openStorage(page);
	await expect(
		page.getByRole('region', { name: 'Songs', exact: true }).getByRole('heading', { level: 3 })
	).toHaveText(['long', 'short']);
	await storageRow(page, 'short').getByRole('button', { name: 'Pin short' }).click();
	await expect(storageRow(page, 'short')).toContainText('Pinned');
	await page.reload();
	await expect(storageRow(page, 'short').getByRole('button', { name: 'Pin short' })).toHaveAttribute(
		'aria-pressed',
		'true'
	);
	await expect(storageRow(page, 'long')).not.toContainText('Pinned');
});

/**
 * Checked by a deletion that leaves one store, by one that other tabs are not told of, and by a room that writes itself
 * down again.
 */
test('everything can be deleted, and the app goes on empty, in every tab', async ({ context, page }) => {
	await openRoom(page, song('riff'));
	await keepLoopAndMarker(page);
	await page.keyboard.press('Shift+1');
	const other = await context.newPage();
	await other.goto(page.url());
	await expect(other.getByRole('region', { name: 'Drums' })).toBeVisible();

	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await page.getByRole('link', { name: 'Storage' }).click();
	expect(await page.evaluate(() => caches.has('riffroom-models'))).toBe(true);

	const region = page.getByRole('region', { name: 'Delete everything' });
	await region.getByRole('button', { name: 'Delete everything' }).click();
	await expect(region.getByRole('group')).toContainText('1 song with all stems');
	await expect(page.getByRole('button', { name: 'Keep everything', exact: true })).toBeFocused();
	await page.getByRole('button', { name: 'Back up first' }).click();
	await expect(backupRegion(page).getByRole('button', { name: 'Back up' })).toBeFocused();

	// While a song sounds, its room and its session are written down every few seconds.
	await play(other).click();
	await expect(pause(other)).toBeVisible();
	await other.waitForTimeout(1000);
	await deleteEverything(page);
	await expectSaid(page, 'Everything is deleted');
	expect(await page.evaluate(() => caches.has('riffroom-models'))).toBe(false);
	await expect(other.getByRole('region', { name: 'Drums' })).toHaveCount(0);
	// Longer than a room waits before it writes itself down.
	await page.waitForTimeout(3500);
	const stores = await page.evaluate(async () => {
		const opening = indexedDB.open('riffroom');
		await new Promise((resolve) => (opening.onsuccess = resolve));
		const names = [...opening.result.objectStoreNames];
		opening.result.close();
		return names;
	});
	expect(stores.length).toBeGreaterThan(13);
	for (const store of stores) expect(await rows(page, store as 'songs'), store).toEqual([]);

	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await expect(fileInput(page)).toBeAttached();
	await dropFiles(page, clip('next', 660));
	await expectReady(page, 'next');
	await other.getByRole('link', { name: 'Back to your songs' }).click();
	await expectReady(other, 'next');
	await expect(songRow(other, 'riff')).toHaveCount(0);
});

test('what all of it takes is told, and the browser is asked to keep it', async ({ page }) => {
	await openRoom(page, song('riff'));
	await openStorage(page);
	const device = page.getByRole('region', { name: 'On this device' });
	await expect(device).toContainText('The browser allows up to');
	const { bytes } = (await rows(page, 'songs'))[0]!.value as Song;
	await expect(device.getByRole('definition').first()).toHaveText(`${Math.round(bytes / 1e6)} MB`);
	await expect(storageRow(page, 'riff')).toContainText(`${Math.round(bytes / 1e6)} MB`);
	await expect(device.getByRole('definition').nth(1)).not.toHaveText('0 kB');

	await expect(device).toContainText('Your browser may clear it when space runs short.');
	const ask = device.getByRole('button', { name: 'Ask it to keep everything' });
	await ask.click();
	await expect(device).toContainText('Not this time.');
	// No test can have a real promise of a browser without a screen.
	await page.evaluate(() => {
		const promise = () => Promise.resolve(true);
		Object.assign(navigator.storage, { persist: promise, persisted: promise });
	});
	await ask.click();
	await expect(device).toContainText('Your browser has promised to keep it.');
	await expect(ask).toHaveCount(0);
});

/** Checked by a reminder that cannot be put off. */
test('a backup is reminded of after a month, and the reminder can be put off', async ({ page }) => {
	const reminder = page.getByText('Your practice is kept in this browser alone.');
	await openApp(page);
	await practised(page, 'a'.repeat(64), 'Song', 20);
	await openApp(page);
	await expect(page.getByRole('heading', { name: 'RiffRoom' })).toBeVisible();
	await page.waitForTimeout(500);
	await expect(reminder).toHaveCount(0);

	await practised(page, 'a'.repeat(64), 'Song', 40);
	await openApp(page);
	await expect(reminder).toBeVisible();
	await page.getByRole('link', { name: 'Back up' }).click();
	await expect(page.getByRole('heading', { name: 'Storage and backup' })).toBeVisible();
	await page.goBack();
	await expect(reminder).toBeVisible();
	await page.getByRole('button', { name: 'Not now' }).click();
	await expect(reminder).toHaveCount(0);
	await expect.poll(() => countRows(page, 'settings')).toEqual([1]);
	await openApp(page);
	await page.waitForTimeout(500);
	await expect(reminder).toHaveCount(0);
});

for (const { name, use } of DEVICES)
	test.describe(`on ${name}`, () => {
		test.use(use);
		test('nobody is shut out', async ({ page }) => {
			await page.emulateMedia({ colorScheme: use.isMobile ? 'dark' : 'light', reducedMotion: 'reduce' });
			const check = async (what: string) => expect(await complaints(page), what).toEqual([]);
			await withoutSaveDialogue(page);
			await openStorage(page);
			await check('nothing there');

			await openApp(page);
			await practised(page, 'a'.repeat(64), 'Gone long ago', 40);
			await putRows(page, 'loops', {
				...{ song: 'a'.repeat(64), id: 'x', name: 'Loop 1', colour: 0, start: 0, end: SECOND },
				...{ passes: 0, speeds: null, trainer: null, createdAt: 1, changedAt: 1 }
			} as never);
			await openApp(page);
			await expect(page.getByText('Your practice is kept in this browser alone.')).toBeVisible();
			await check('the reminder');
			await dropFiles(page, song('riff').path, song('a song with quite a long name', 660).path);
			await expectReady(page, 'riff');
			await expectReady(page, 'a song with quite a long name');

			await openStorage(page);
			await check('with songs');
			await removeButton(page, 'riff').click();
			await leftover(page, 'Gone long ago').getByRole('button').click();
			await page
				.getByRole('region', { name: 'Delete everything' })
				.getByRole('button', { name: 'Delete everything' })
				.click();
			await check('questions');
			const downloading = page.waitForEvent('download');
			await backupRegion(page).getByRole('button', { name: 'Back up' }).click();
			const backup = await (await downloading).path();
			await expect(backupRegion(page).getByText(/^Backed up:/)).toBeVisible();
			await check('backed up');
			await chooseBackup(page, backup);
			await expect(page.getByRole('button', { name: 'Restore', exact: true })).toBeFocused();
			await check('about to restore');
			await page.getByRole('button', { name: 'Restore', exact: true }).click();
			await expect(page.getByText('All that is in it was here already.')).toBeVisible();
			const words = temporaryPath('x.zip');
			writeFileSync(words, 'no backup');
			await chooseBackup(page, words);
			await expect(page.getByText('x.zip is no backup of RiffRoom.')).toBeVisible();
			await check('refused');
		});
	});
