import { expect, test, type Page } from '@playwright/test';
import { complaints, DEVICES } from '../tools/accessibility';
import { dropFiles, openApp } from '../tools/app';
import { cancelButton, clip, expectReady, longSong, songRow } from '../tools/jobs';

/** States that come and go; the rooms of the app as they mostly are: accessible.spec.ts, progress.spec.ts, storage.spec.ts. */

const check = async (page: Page, what: string) => expect(await complaints(page), what).toEqual([]);
const otherVersion = (page: Page) =>
	page.route('**/models/tiny/manifest.json', async (route) => {
		const response = await route.fetch();
		await route.fulfill({
			response,
			json: { ...((await response.json()) as object), version: '7'.repeat(64) }
		});
	});

for (const { name, use } of DEVICES)
	test.describe(`on ${name}`, () => {
		test.use(use);
		for (const colorScheme of ['dark', 'light'] as const)
			test(`nobody is shut out on the way of a song, ${colorScheme}`, async ({ page }) => {
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'ClipboardItem'));
				await openApp(page);
				await expect(page.getByRole('button', { name: 'Dismiss' })).toBeVisible();
				await check(page, 'what this device will use');

				await page.route('**/models/tiny/*.bin', (route) => route.abort());
				await dropFiles(page, clip('lost', 330));
				await expect(page.getByRole('alert')).toContainText('the connection broke off');
				await page.getByRole('button', { name: 'Copy details' }).click();
				await expect(page.getByRole('textbox', { name: 'Details' })).toBeFocused();
				await check(page, 'a failure, and its details to be copied by hand');
				await page.unroute('**/models/tiny/*.bin');
				await page.getByRole('button', { name: 'Try again' }).click();
				await expectReady(page, 'lost');

				await dropFiles(page, longSong('A song with a name that is longer than a phone is wide', 4));
				await expect(page.getByText(/^Separating [2-9] of/)).toBeVisible();
				await check(page, 'separating');
				await page.getByRole('button', { name: /^Pause / }).click();
				await expect(page.getByText(/^Paused at/)).toBeVisible();
				await check(page, 'paused');
				await cancelButton(page, 'A song').click();
				await expect(page.getByText(/^Stopped at/)).toBeVisible();
				await check(page, 'stopped');
				await page.getByRole('button', { name: /^Delete A song/ }).click();
				await check(page, 'asked before a song is deleted');
				await page.keyboard.press('Escape');

				await page.getByRole('button', { name: /^A song/ }).click();
				await page.getByRole('region', { name: 'Drums' }).waitFor();
				await check(page, 'the room of a song that is partly there');

				await otherVersion(page);
				await openApp(page);
				await expect(songRow(page, 'lost')).toContainText('made with an earlier separator');
				await page.getByRole('button', { name: 'Separate lost anew' }).click();
				await check(page, 'asked before a song is separated anew');
			});
	});

test('nobody is shut out where the app cannot be opened', async ({ page }) => {
	await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'indexedDB'));
	await page.goto('/');
	await expect(page.getByRole('alert')).toContainText('cannot reach its storage');
	await check(page, 'no storage');
});
