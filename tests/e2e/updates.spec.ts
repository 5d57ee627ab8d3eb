import { expect, test, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { dropFiles, openSong } from '../tools/app';
import { practiceSong } from '../tools/files';
import { isSamePage, markPage, openIsolated, reloaded } from '../tools/hosted-app';
import { servePlainly, type PlainServer } from '../tools/plain-server';

test.use({ serviceWorkers: 'allow' });

let server: PlainServer;
test.beforeEach(async () => {
	server = await servePlainly();
});
test.afterEach(() => server.close());

/** Publishes a version that differs in its service worker alone, and lets the page look for it. */
async function publish(page: Page): Promise<void> {
	server.replace(
		'service-worker.js',
		`${readFileSync('build/service-worker.js', 'utf8')}\n// A newer one.\n`
	);
	await page.evaluate(() => navigator.serviceWorker.getRegistration().then((found) => found?.update()));
}
const notice = (page: Page) => page.getByText('A newer RiffRoom is ready.');
const reload = (page: Page) => page.getByRole('button', { name: 'Reload' });

test('a newer version waits until the player agrees, and is never started in the middle of a song', async ({
	page
}) => {
	await openIsolated(page, server.home);
	await expect(notice(page)).toBeHidden();
	await dropFiles(page, practiceSong());
	await expect(page.getByText('Ready')).toBeVisible();
	await openSong(page, 'mix');
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await publish(page);
	await expect(notice(page)).toBeVisible();
	await markPage(page);

	await reload(page).click();
	await expect(page.getByText('Not now')).toBeVisible();
	expect(await isSamePage(page)).toBe(true);

	await page.getByRole('button', { name: 'Pause', exact: true }).click();
	await expect(page.getByText('Not now')).toBeHidden();
	await reload(page).click();
	await reloaded(page);
	await page.getByRole('region', { name: 'Drums' }).waitFor();
	await expect(notice(page)).toBeHidden();
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
	expect(
		await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting ?? null)
	).toBeNull();
});

test('another tab goes on, and says that it has to be reloaded', async ({ page, context }) => {
	await openIsolated(page, server.home);
	const other = await context.newPage();
	await openIsolated(other, server.home);
	await markPage(other);
	await publish(page);
	await reload(page).click();
	await expect(other.getByText('A newer RiffRoom was started.')).toBeVisible();
	expect(await isSamePage(other)).toBe(true);
	await reload(other).click();
	await reloaded(other);
	await expect(other.getByText('newer RiffRoom')).toBeHidden();
});
