import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong, type Wishes } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import { keepDiary, told } from '../tools/diary';
import { cancelButton, continueButton, expectReady, songRow } from '../tools/jobs';
import { separatedInPeace, unevenSong } from '../tools/peace';
import { countRows } from '../tools/rows';
import { levels } from '../tools/sound';
import { workers } from '../tools/workers';

const WISHES: Wishes = { threads: 1, overlap: 0.5 };
const BLOCKS = 10;
const everyOne = Array.from({ length: BLOCKS }, (_, index) => index);
/** A song of 10 blocks. */
const sharedSong = (): string => unevenSong('shared', 38);

const TITLE = 'shared';
const separating = (page: Page) =>
	songRow(page, TITLE).getByText(new RegExp(`^Separating \\d+ of ${BLOCKS}`));

/** One tab separates the song, the other has just been opened beside it and shows how far the first one is. */
async function twoTabs(context: BrowserContext, owner: Page) {
	const diary = await keepDiary(context);
	const path = sharedSong();
	await openApp(owner, WISHES);
	await dropFiles(owner, path);
	await expect.poll(() => told(diary, 'block').length).toBeGreaterThan(0);
	const other = await context.newPage();
	await openApp(other, WISHES);
	await expect(separating(other)).toBeVisible();
	expect(told(diary, 'complete')).toEqual([]);
	return { diary, path, other };
}

/** The blocks of this song, separated by one tab alone. */
let peace: Promise<Readonly<Record<number, string>>> | undefined;
const inPeace = (browser: Browser) =>
	(peace ??= separatedInPeace(browser, sharedSong(), TITLE, WISHES).then(({ blocks }) => blocks));

async function plays(page: Page): Promise<void> {
	await openSong(page, TITLE);
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-40);
	await page.getByRole('button', { name: 'Pause', exact: true }).click();
}

/**
 * H1: the same song in two tabs is separated once, and each tab plays it. A tab that waits shows how far the other
 * one is, may leave the queue alone, and takes over where the other one died. What the player ends in one tab is not
 * begun again by another.
 *
 * Checked by separating without the lock (segments are begun twice), by going on with a deviation that is a thousandth
 * off (the blocks are others), and by a tab that waits and does not ask, when its turn comes, whether the song is still
 * wanted (the last two: it separates on, and what was deleted comes back).
 */
test('H1: the same file in two tabs is separated once, and both play it', async ({ context, page }) => {
	const { diary, path, other } = await twoTabs(context, page);
	await dropFiles(other, path);
	await expect(separating(other)).toBeVisible();
	await Promise.all([expectReady(page, TITLE), expectReady(other, TITLE)]);

	expect(told(diary, 'begin')).toEqual(everyOne);
	expect(told(diary, 'begin', page)).toEqual(everyOne);
	expect(await workers(other, 'separator')).toEqual([]);
	expect(await countRows(page, 'songs', 'blocks')).toEqual([1, BLOCKS]);
	await plays(page);
	await plays(other);
});

test('H1: a tab that waits leaves the queue alone, and the other one goes on', async ({ context, page }) => {
	const { diary, other } = await twoTabs(context, page);
	await cancelButton(other, TITLE).click();
	await expect(cancelButton(other, TITLE)).toHaveCount(0);
	const before = told(diary, 'begin').length;
	await expect.poll(() => told(diary, 'begin').length).toBeGreaterThan(before + 1);
	await expect(separating(page)).toBeVisible();

	// It does not wait any more: nobody goes on when the first one is gone.
	await page.close();
	await expect(continueButton(other, TITLE)).toBeVisible();
	await other.waitForTimeout(500);
	expect(await workers(other, 'separator')).toEqual([]);
	await continueButton(other, TITLE).click();
	await expectReady(other, TITLE);
	expect(new Set(told(diary, 'begin'))).toEqual(new Set(everyOne));
});

test('H1: a tab that dies leaves its song to the one that waits, where it stood', async ({
	browser,
	context,
	page
}) => {
	const { diary, other } = await twoTabs(context, page);
	await expect.poll(() => told(diary, 'begin', page).length).toBeGreaterThan(4);
	await page.close();
	await expectReady(other, TITLE);

	const first = told(diary, 'begin', page);
	const second = told(diary, 'begin', other);
	expect(first).toEqual(everyOne.slice(0, first.length));
	// The one that was in work when its tab died is lost, unless it was stored in that very moment.
	expect([first.length - 1, first.length]).toContain(second[0]);
	expect(second).toEqual(everyOne.slice(second[0]));
	expect(told(diary, 'decode')).toHaveLength(1);

	const look = await openAuditor(context);
	const { complaints, blocks } = await look();
	expect(complaints).toEqual([]);
	expect(blocks).toEqual(await inPeace(browser));
	await plays(other);
});

test('H1: what is cancelled in the tab that separates is not begun again by the one that waits', async ({
	context,
	page
}) => {
	const { diary, other } = await twoTabs(context, page);
	await cancelButton(page, TITLE).click();
	await expect(continueButton(page, TITLE)).toBeVisible();
	await expect(continueButton(other, TITLE)).toBeVisible();
	const begun = told(diary, 'begin').length;
	await other.waitForTimeout(1000);
	expect(told(diary, 'begin')).toHaveLength(begun);
	expect(await workers(other, 'separator')).toEqual([]);
	await expect(cancelButton(other, TITLE)).toHaveCount(0);
});

test('H1: what is deleted in the tab that separates does not come back by the one that waits', async ({
	context,
	page
}) => {
	const { diary, other } = await twoTabs(context, page);
	await page.getByRole('button', { name: `Delete ${TITLE}` }).click();
	await page.getByRole('button', { name: 'Delete', exact: true }).click();
	await expect(songRow(page, TITLE)).toHaveCount(0);
	await expect(songRow(other, TITLE)).toHaveCount(0);
	await other.waitForTimeout(1000);
	expect(told(diary, 'decode')).toHaveLength(1);
	expect(await workers(other, 'separator')).toEqual([]);
	for (const tab of [page, other]) {
		await expect(songRow(tab, TITLE)).toHaveCount(0);
		await expect(tab.getByRole('alert')).toHaveCount(0);
	}
	expect(await countRows(page, 'songs', 'sources', 'blocks', 'peaks', 'originals', 'ends')).toEqual([
		0, 0, 0, 0, 0, 0
	]);
});
