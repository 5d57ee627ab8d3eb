import { expect, test } from '@playwright/test';
import { dropFiles, openApp, openSong } from '../tools/app';
import { practiceSong } from '../tools/files';
import { levels } from '../tools/sound';

test.use({ serviceWorkers: 'allow' });

test('a song that is ready plays without a network, from a cold start', async ({ page, context }) => {
	await openApp(page);
	await dropFiles(page, practiceSong());
	await expect(page.getByText('Ready')).toBeVisible();
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

	await context.setOffline(true);
	await page.goto('/');
	await openSong(page, 'mix');
	await page.reload();
	await page.getByRole('region', { name: 'Drums' }).waitFor();
	await page.keyboard.press('Space');
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
	expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});
