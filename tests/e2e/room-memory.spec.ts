import { expect, test, type Page } from '@playwright/test';
import { openSong } from '../tools/app';
import { clip } from '../tools/jobs';
import { expectSaid, openRoom, pause, placeIn, play, positionBar, speedShown } from '../tools/room';
import { rows } from '../tools/rows';
import { levels } from '../tools/sound';
import { STEMS } from '../../src/lib/music/stems';

const SECOND = 44100;
const song = (title: string, hertz: number) => ({ path: clip(title, hertz, 8), title });
const panel = (page: Page) => page.getByRole('complementary', { name: 'Practice' });
/** A section of the practice panel, which tells how it stands while it is closed too. */
const stands = (page: Page, section: string) =>
	panel(page)
		.locator('summary')
		.filter({ has: page.getByRole('heading', { name: section, exact: true }) })
		.locator('.soft');
const seek = (page: Page, seconds: number) => positionBar(page).fill(String(seconds * SECOND));

/** How the room is, as a player finds it. */
async function room(page: Page) {
	const pressed = async (name: string) =>
		(await page.getByRole('button', { name, exact: true }).getAttribute('aria-pressed')) === 'true';
	const text = async (section: string) => (await stands(page, section).textContent()) ?? '';
	return {
		position: Math.round(10 * (await placeIn(page))) / 10,
		muted: await Promise.all(STEMS.map((stem) => pressed(`Mute ${stem}`))),
		soloed: await Promise.all(STEMS.map((stem) => pressed(`Solo ${stem}`))),
		bass: await page.getByRole('slider', { name: 'Bass volume' }).getAttribute('aria-valuetext'),
		pan: await page.getByRole('slider', { name: 'Bass pan' }).getAttribute('aria-valuetext'),
		master: await page.getByRole('slider', { name: 'Master volume' }).getAttribute('aria-valuetext'),
		speed: await page.getByRole('button', { name: /^Speed / }).textContent(),
		pitch: await page.getByRole('button', { name: /^Key: / }).getAttribute('aria-label'),
		loop: await text('Loop'),
		kept: await text('Kept loops'),
		turn: await text('Your turn'),
		countIn: await text('Count-in'),
		markers: await text('Markers')
	};
}

const FRESH = {
	position: 0,
	muted: [false, false, false, false],
	soloed: [false, false, false, false],
	bass: '0 dB',
	pan: 'centre',
	master: '0 dB',
	speed: '100 %',
	pitch: 'Key: own key',
	loop: 'none',
	kept: 'none',
	turn: 'off',
	countIn: 'off',
	markers: 'none'
};

const toSongs = (page: Page) => page.getByRole('link', { name: 'Back to your songs' }).click();

/** Puts everything in the room otherwise than it is at first. */
async function change(page: Page): Promise<void> {
	for (const [place, key] of [
		[1, '['],
		[3, ']']
	] as const) {
		await seek(page, place);
		await page.keyboard.press(key);
	}
	await page.getByRole('button', { name: 'Keep this loop' }).click();
	for (const key of [',', ',', '+', '+', 'Shift+4', '2', 'c', 'm', 'ArrowDown'])
		await page.keyboard.press(key);
	await page.getByRole('slider', { name: 'Bass volume' }).press('ArrowLeft');
	await page.getByRole('slider', { name: 'Bass pan' }).press('ArrowLeft');
	await panel(page).getByRole('heading', { name: 'Minus me' }).click();
	await panel(page)
		.getByRole('group', { name: 'Your instrument, in every song' })
		.getByRole('radio', { name: 'Other' })
		.check();
	await page.keyboard.press('y');
	await expectSaid(page, 'Your turn on every second pass: Other');
	await seek(page, 2.5);
}

/**
 * The room of a song comes back as it was left, and no other song has anything of it.
 *
 * Checked by a room whose row is not read and by one that is written without a commit when the page is left (the first
 * test), by a keeper that writes when the page is left only (the second), and by a loop that takes the place of those
 * of other tabs (the third).
 */
test('a room comes back after a reload and after another song, which has nothing of it', async ({ page }) => {
	await openRoom(page, song('second', 660), song('first', 440));
	expect(await room(page)).toEqual(FRESH);
	await change(page);
	const left = await room(page);
	for (const [part, fresh] of Object.entries(FRESH))
		expect(left[part as keyof typeof FRESH], `${part} is changed`).not.toEqual(fresh);

	await page.reload();
	await expect(page.getByRole('region', { name: 'Drums' })).toBeVisible();
	await expect.poll(() => room(page)).toEqual(left);

	await toSongs(page);
	await openSong(page, 'second');
	await expect.poll(() => room(page)).toEqual(FRESH);
	// Minus me alone holds in every song; in the strip nothing of it is to be seen, but it is heard.
	await expect(stands(page, 'Minus me')).toHaveText('without other');
	await play(page).click();
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-80);
	await page.waitForTimeout(400);
	const without = (await levels(page)).left;
	await page.keyboard.press('i');
	await expectSaid(page, 'Other is back');
	await expect.poll(async () => (await levels(page)).left - without).toBeGreaterThan(12);
	await pause(page).click();

	await toSongs(page);
	await openSong(page, 'first');
	await expect.poll(() => room(page)).toEqual(left);
});

test('a killed tab forgets the last three seconds at most', async ({ context, page }) => {
	await openRoom(page, song('killed', 440));
	await page.keyboard.press(',');
	await play(page).click();
	await expect.poll(() => placeIn(page), { timeout: 15_000 }).toBeGreaterThan(4.5);
	await page.keyboard.press('+');
	const heard = await placeIn(page);
	const { href } = new URL(page.url());
	const devtools = await context.newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	void devtools.send('Page.crash').catch(() => undefined);
	await crashed;

	const next = await context.newPage();
	await next.goto(href);
	await expect(speedShown(next, 95)).toBeVisible();
	await expect.poll(() => placeIn(next)).toBeGreaterThan(heard - 3.3);
	expect(await placeIn(next)).toBeLessThanOrEqual(heard + 0.5);
});

test('two tabs keep their loops of one song, and neither loses the other’s', async ({ context, page }) => {
	await openRoom(page, song('shared', 440));
	const other = await context.newPage();
	await other.goto(page.url());
	await expect(other.getByRole('region', { name: 'Drums' })).toBeVisible();
	const keep = async (tab: Page, from: number, to: number) => {
		await seek(tab, from);
		await tab.keyboard.press('[');
		await seek(tab, to);
		await tab.keyboard.press(']');
		await tab.getByRole('button', { name: 'Keep this loop' }).click();
	};
	await keep(page, 1, 2);
	await keep(other, 3, 5);
	await expect.poll(async () => (await rows(page, 'loops')).length).toBe(2);
	for (const tab of [page, other]) {
		await tab.reload();
		const kept = panel(tab).getByRole('listitem');
		await expect(kept).toHaveCount(2);
		await expect(kept.first()).toContainText('0:01.0 – 0:02.0');
		await expect(kept.last()).toContainText('0:03.0 – 0:05.0');
	}
});
