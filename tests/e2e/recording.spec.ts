import { expect, test, type Page } from '@playwright/test';
import type { SavedLoop } from '../../src/lib/music/saved-loop';
import type { Session } from '../../src/lib/music/session';
import { openSong } from '../tools/app';
import { clip, songRow } from '../tools/jobs';
import { openPractised, type Practised } from '../tools/practised-rows';
import { openRoom, pause, placeIn, play, positionBar } from '../tools/room';
import { rows } from '../tools/rows';

const SECOND = 44100;
const seek = (page: Page, seconds: number) => positionBar(page).fill(String(seconds * SECOND));
const sessions = async (page: Page) => (await rows(page, 'sessions')).map(({ value }) => value as Session);

/** The one session there is, once it has come to hold this. */
async function session(page: Page, what: Partial<Session> = {}): Promise<Session> {
	await expect.poll(() => sessions(page)).toEqual([expect.objectContaining(what)]);
	return (await sessions(page))[0]!;
}

/** Another song, whose loop was heard whole this often. */
const before = (day: string, passes: number): Practised => ({
	song: 'earlier',
	at: `${day}T12:00:00Z`,
	minutes: 5,
	loop: { name: 'Solo', passes, percent: 80 }
});

/** Lets it play to about there, and gives where it stopped. */
async function playTo(page: Page, seconds: number): Promise<number> {
	await play(page).click();
	await expect.poll(() => placeIn(page), { intervals: [50] }).toBeGreaterThan(seconds);
	await pause(page).click();
	await expect(play(page)).toBeVisible();
	// On a busy machine the last word of the mixer comes later than the button.
	let place = NaN;
	const stands = async () => place === (place = await placeIn(page));
	await expect.poll(stands, { intervals: [200] }).toBe(true);
	return place;
}
/** What the player hears of a change of the song's place is a quantum or two old: 50 ms is far more. */
const NEAR = 50;

test('what sounds is written down, and nothing else', async ({ page }) => {
	await openRoom(page, { path: clip('recorded', 440, 12), title: 'recorded' });
	expect(await sessions(page), 'who only looks has not practised').toEqual([]);

	const first = await playTo(page, 1.5);
	const row = await session(page, { title: 'recorded', artist: null, passes: 0, muted: [], soloed: [] });
	expect(Math.abs(row.sounded - 1000 * first)).toBeLessThan(NEAR);

	await test.step('half as fast lasts twice as long', async () => {
		for (let presses = 0; presses < 10; presses++) await page.keyboard.press(',');
		const heard = (await playTo(page, 2.5)) - first;
		await expect.poll(async () => (await session(page)).sounded).toBeGreaterThan(row.sounded);
		expect(Math.abs((await session(page)).sounded - row.sounded - 2000 * heard)).toBeLessThan(2 * NEAR);
	});

	await test.step('a song in silence is not practised', async () => {
		const before = await session(page);
		for (const stem of ['1', '2', '3', '4']) await page.keyboard.press(`Shift+${stem}`);
		await playTo(page, 4);
		for (const stem of ['1', '2', '3', '4']) await page.keyboard.press(`Shift+${stem}`);
		expect((await session(page)).sounded).toBe(before.sounded);
	});

	await test.step('mutes and solos are kept', async () => {
		await page.keyboard.press('Shift+2');
		await page.keyboard.press('4');
		await playTo(page, 5);
		await session(page, { muted: ['bass'], soloed: ['vocals'] });
	});

	await test.step('a reload begins another session', async () => {
		await page.reload();
		await seek(page, 1);
		await playTo(page, 2);
		await expect.poll(async () => (await sessions(page)).length).toBe(2);
	});
});

/** Has a loop of 0.4 s around and plays it until it was heard this often. */
async function hearLoop(page: Page, passes: number): Promise<void> {
	const before = (await sessions(page)).reduce((sum, row) => sum + row.passes, 0);
	await seek(page, 0.8);
	await play(page).click();
	await expect
		.poll(async () => {
			await page.waitForTimeout(1000);
			await pause(page).click();
			await expect(play(page)).toBeVisible();
			const now = (await sessions(page)).reduce((sum, row) => sum + row.passes, 0);
			if (now < before + passes) await play(page).click();
			return now;
		})
		.toBeGreaterThanOrEqual(before + passes);
}

async function setLoop(page: Page): Promise<void> {
	for (const [place, key] of [
		[1, '['],
		[1.4, ']']
	] as const) {
		await seek(page, place);
		await page.keyboard.press(key);
	}
}

test('a song is practised in the library when it has sounded, not when it was opened', async ({ page }) => {
	const song = { path: clip('looked at', 440, 8), title: 'looked at' };
	await openRoom(page, song);
	const back = page.getByRole('link', { name: 'Back to your songs' });
	await back.click();
	await expect(songRow(page, song.title)).toContainText('Ready');
	await expect(songRow(page, song.title)).not.toContainText('Practised');
	await openSong(page, song.title);
	await playTo(page, 1);
	await session(page);
	await back.click();
	await expect(songRow(page, song.title)).toContainText('Practised today');
});

test('passes are written down with their loop and its speed', async ({ page }) => {
	await openRoom(page, { path: clip('passed', 440, 8), title: 'passed' });
	await setLoop(page);
	await page.getByRole('button', { name: 'Keep this loop' }).click();
	await page.keyboard.press(',');
	await hearLoop(page, 3);
	const { id, name, passes, speeds } = (await rows(page, 'loops'))[0]!.value as SavedLoop;
	await session(page, { passes, loops: [{ loop: id, name, passes, speed: speeds!.best }] });
	expect(speeds!.best).toBe(95);
});

test('a mark that is reached is told once, and leaves the player alone', async ({ page, context }) => {
	const practise = await openPractised(context);
	await openRoom(page, { path: clip('marked', 440, 8), title: 'marked' });
	await practise([before('2026-05-03', 99)], []);
	await setLoop(page);
	const told = page.getByRole('status').filter({ hasText: '100 loop passes' });
	await hearLoop(page, 1);
	await expect(told).toBeVisible();
	await expect(play(page), 'nothing has taken the focus').toBeFocused();

	await told.getByRole('link', { name: 'Progress' }).click();
	await expect(page.getByRole('heading', { name: 'Progress', exact: true })).toBeVisible();
	await expect(told).toBeHidden();
	await page.goBack();
	await hearLoop(page, 1);
	await expect(told).toBeHidden();
	expect((await rows(page, 'achievements')).map(({ key }) => key)).toEqual(['passes-100']);
});

test('a killed tab loses ten seconds at most', async ({ page, context }) => {
	await openRoom(page, { path: clip('killed', 440, 16), title: 'killed' });
	await play(page).click();
	await expect.poll(() => placeIn(page), { timeout: 30_000 }).toBeGreaterThan(11.5);
	const devtools = await context.newCDPSession(page);
	const crashed = page.waitForEvent('crash');
	void devtools.send('Page.crash').catch(() => undefined);
	await crashed;
	const other = await context.newPage();
	await other.goto('/');
	const row = await session(other);
	expect(row.sounded).toBeGreaterThanOrEqual(9_900);
	expect(row.sounded).toBeLessThan(13_000);
});
