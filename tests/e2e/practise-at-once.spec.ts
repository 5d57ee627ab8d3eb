import { expect, test, type Locator, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong, query, type Wishes } from '../tools/app';
import { installBattery, setCharge } from '../tools/battery';
import { keepDiary, told, type Entry } from '../tools/diary';
import { holdRequests } from '../tools/hold';
import { expectReady, fourStems, songRow } from '../tools/jobs';
import { expectFinished } from '../tools/peace';
import { countRows } from '../tools/rows';
import { levels, stemLevels } from '../tools/sound';
import { STEMS } from '../../src/lib/music/stems';

const MODEL = '**/models/**/*.bin';
/** Frames of a block, with the tiny model and an overlap of one half. */
const STRIDE = 171_990;
const WISHES: Wishes = { threads: 1, overlap: 0.5, open: 'yes' };

const play = (page: Page): Locator => page.getByRole('button', { name: 'Play', exact: true });
const pause = (page: Page): Locator => page.getByRole('button', { name: 'Pause', exact: true });
const hint = (page: Page): Locator => page.locator('.hint[role=status]');

/** Puts the playhead into the middle of a block. */
const seekTo = (page: Page, block: number): Promise<void> =>
	page.getByRole('slider', { name: 'Position' }).fill(String((block + 0.5) * STRIDE));

/** What a browser wants to have seen before it lets a page sound. */
const touch = (page: Page): Promise<void> => page.getByRole('banner').click();

/**
 * By how much the bass is louder than the stem beside it, in dB: 0 in the song, less than -12 without the bass (the
 * tiny model leaves some of it in the other stems).
 */
async function bass(page: Page): Promise<number> {
	const sounding = await stemLevels(page);
	return sounding.bass - sounding.other;
}

/** Resolves when more segments were begun than now. */
const goesOn = async (diary: readonly Entry[]): Promise<void> => {
	const before = told(diary, 'begin').length;
	await expect.poll(() => told(diary, 'begin').length).toBeGreaterThan(before);
};

/** Nothing is separated for a while that would do for more than one segment. */
async function standsStill(page: Page, diary: readonly Entry[]): Promise<void> {
	const before = told(diary, 'begin').length;
	await page.waitForTimeout(1500);
	expect(told(diary, 'begin')).toHaveLength(before);
}

/**
 * A song is practised while it is separated: it opens and sounds before anything of it is separated, what the player
 * asks for comes first, and stems take over where they are.
 *
 * Checked by a deck that never asks for the stems of a block whose original it has, by an attention that is deaf to the
 * muted stem and one that is deaf to the playhead, by decoding a song anew whose original is stored, and by a pace that
 * never stands still: each fails the test of that.
 */
test('a dropped song opens and sounds at once, and a muted stem goes as soon as it can', async ({
	context,
	page
}) => {
	const diary = await keepDiary(context);
	const release = await holdRequests(page, MODEL);
	await openApp(page, WISHES);
	await touch(page);
	await dropFiles(page, fourStems('practised', 60));

	await expect(pause(page)).toBeVisible();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-30);
	await page.waitForTimeout(300);
	const whole = await stemLevels(page);
	for (const stem of STEMS) expect(whole[stem], stem).toBeGreaterThan(-30);
	expect(await countRows(page, 'blocks')).toEqual([0]);

	await page.getByRole('button', { name: 'Mute bass' }).click();
	await expect(hint(page)).toHaveText('Separating here next');
	await page.waitForTimeout(500);
	expect(Math.abs(await bass(page))).toBeLessThan(6);
	expect(told(diary, 'begin')).toEqual([]);

	await release();
	await expect.poll(() => bass(page)).toBeLessThan(-12);
	await expect(hint(page)).toHaveText('');
	await expect(pause(page)).toBeVisible();
	expect((await levels(page)).left).toBeGreaterThan(-30);
	// From here on the stems stay ahead of the ear.
	for (let look = 0; look < 10; look++) {
		await page.waitForTimeout(300);
		expect(await bass(page)).toBeLessThan(-12);
	}
	await page.getByRole('button', { name: 'Mute bass' }).click();
	await expect.poll(() => bass(page)).toBeGreaterThan(-6);
});

test('what is asked for comes first: a muted stem, then what follows the playhead', async ({
	context,
	page
}) => {
	const diary = await keepDiary(context);
	const release = await holdRequests(page, MODEL);
	await openApp(page, WISHES);
	await touch(page);
	await dropFiles(page, fourStems('practised', 60));
	await pause(page).click();
	await expect(play(page)).toBeVisible();

	await seekTo(page, 5);
	await page.getByRole('button', { name: 'Mute bass' }).click();
	await expect(hint(page)).toHaveText('Separating here next');
	// The wish stays where it was made.
	await seekTo(page, 8);
	await expect(hint(page)).toHaveText('');
	await release();
	await expect.poll(() => told(diary, 'block').length).toBeGreaterThan(0);
	expect(told(diary, 'begin').slice(0, 2)).toEqual([4, 5]);
	expect(told(diary, 'block')[0]).toBe(5);

	await seekTo(page, 12);
	const before = told(diary, 'begin').length;
	await expect.poll(() => told(diary, 'complete'), { timeout: 30_000 }).toHaveLength(1);
	const begun = told(diary, 'begin');
	// At most one was begun before the app heard of it.
	const there = begun.indexOf(11);
	expect(there).toBeLessThanOrEqual(before + 1);
	expect(begun.slice(there, there + 5)).toEqual([11, 12, 13, 14, 15]);
	expect(begun.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 16 }, (_, segment) => segment));
});

test('a loop comes first, also one that is set in another tab', async ({ context, page }) => {
	const diary = await keepDiary(context);
	const release = await holdRequests(page, MODEL);
	await openApp(page, { ...WISHES, open: 'no' });
	await dropFiles(page, fourStems('practised', 60));
	await expect.poll(() => countRows(page, 'originals')).toEqual([16]);

	const second = await context.newPage();
	await openApp(second, { ...WISHES, open: 'no' });
	await openSong(second, 'practised');
	await seekTo(second, 6);
	await second.keyboard.press('[');
	await seekTo(second, 7);
	await second.keyboard.press(']');
	await seekTo(second, 10);
	await release();
	await expect.poll(() => told(diary, 'begin').length, { timeout: 30_000 }).toBeGreaterThan(4);
	expect(told(diary, 'begin').slice(0, 5)).toEqual([5, 6, 7, 9, 10]);
});

test('after a reload in the middle it goes on by itself, and does not read the file again', async ({
	context,
	page
}) => {
	const diary = await keepDiary(context);
	await openApp(page, WISHES);
	await dropFiles(page, fourStems('practised', 40));
	await expect.poll(() => told(diary, 'block').length).toBeGreaterThan(2);
	const room = new URL(page.url());
	room.search += `&${query({ model: 'tiny', ...WISHES }).slice(1)}`;
	await page.goto(room.href);
	const stored = told(diary, 'block').length;
	await expect(page.getByRole('article', { name: 'practised' })).toContainText(/Separating \d+ of 11/);
	await play(page).click();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-30);
	await expect.poll(() => told(diary, 'complete')).toHaveLength(1);

	expect(told(diary, 'decode')).toHaveLength(1);
	expect(told(diary, 'begin').length).toBeLessThanOrEqual(11 + 1);
	expect(told(diary, 'block').length).toBeGreaterThan(stored);
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await expectReady(page, 'practised');
});

const PRESSES = {
	pointer: (button: Locator) => button.click(),
	async keyboard(button: Locator) {
		const page = button.page();
		await page.locator('body').press('Tab');
		for (let tabs = 0; tabs < 20 && !(await button.evaluate((it) => it === document.activeElement)); tabs++)
			await page.keyboard.press('Tab');
		await expect(button).toBeFocused();
		await page.keyboard.press('Enter');
	}
};

for (const [way, press] of Object.entries(PRESSES))
	test(`separation pauses and goes on by ${way}`, async ({ context, page }) => {
		const diary = await keepDiary(context);
		await openApp(page, { ...WISHES, open: 'no' });
		await dropFiles(page, fourStems('practised', 40));
		await expect.poll(() => told(diary, 'block').length).toBeGreaterThan(0);
		await press(page.getByRole('button', { name: 'Pause separating practised' }));
		await expect(songRow(page, 'practised').getByText(/^Paused at \d+ of 11$/)).toBeVisible();
		await standsStill(page, diary);
		await press(page.getByRole('button', { name: 'Go on separating practised' }));
		await goesOn(diary);
		await expectFinished(page, 'practised');
		expect(told(diary, 'begin')).toHaveLength(11);
	});

test('a low battery is kept for practising, and separation goes on once it is charged', async ({
	context,
	page
}) => {
	const diary = await keepDiary(context);
	await installBattery(page, { charging: false, level: 0.1 });
	await openApp(page, { ...WISHES, open: 'no' });
	await dropFiles(page, fourStems('practised', 40));
	const row = songRow(page, 'practised');
	await expect(row.getByText('Paused at 0 of 11: the battery is low', { exact: true })).toBeVisible();
	await standsStill(page, diary);
	expect(told(diary, 'begin')).toEqual([]);

	await setCharge(page, { charging: true, level: 0.1 });
	await goesOn(diary);
	await setCharge(page, { charging: false, level: 0.5 });
	await goesOn(diary);
	await setCharge(page, { charging: false, level: 0.14 });
	await expect(row.getByText(/^Paused at [1-9]\d* of 11: the battery is low$/)).toBeVisible();
	await standsStill(page, diary);
	await setCharge(page, { charging: true, level: 0.14 });
	await expectFinished(page, 'practised');
	expect(told(diary, 'begin')).toHaveLength(11);
});
