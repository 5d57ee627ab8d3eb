import { expect, test } from '@playwright/test';
import { dropFiles, fileInput, openApp, openSong } from '../tools/app';
import { practiceSong } from '../tools/files';
import { expectReady } from '../tools/jobs';
import { openHosted, openIsolated } from '../tools/hosted-app';
import { servePlainly } from '../tools/plain-server';
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

test('after one visit a song is separated and practised without a network, from a cold start', async ({
	page,
	context
}) => {
	const server = await servePlainly();
	const { home } = server;
	await openIsolated(page, home, { provider: 'wasm' });
	await dropFiles(page, practiceSong('true-bass'));
	await expectReady(page, 'true-bass');
	await page.close();

	// Not only this browser: there is nobody left who could answer.
	await server.close();
	await context.setOffline(true);
	const cold = await context.newPage();
	await openHosted(cold, home, { provider: 'wasm' });
	await dropFiles(cold, practiceSong());
	await expectReady(cold, 'mix');
	await openSong(cold, 'mix');
	await cold.keyboard.press('Space');
	await expect.poll(async () => (await levels(cold)).left).toBeGreaterThan(-50);
	expect(await cold.evaluate(() => crossOriginIsolated)).toBe(true);

	// An address without its last slash, one that is no page, and every page there is.
	await cold.goto(`${home}storage`);
	expect(cold.url()).toBe(`${home}storage/`);
	await cold.goto(`${home}nothing/here`);
	await fileInput(cold).waitFor({ state: 'attached' });
	expect(cold.url()).toBe(home);
	for (const path of ['progress/', 'storage/', 'about/']) {
		await cold.goto(`${home}${path}`);
		await cold.getByRole('heading', { level: 1 }).waitFor();
	}
});

/** Checked by a look at the device that stays silent where it finds no manifest. */
test('without the separator and without a network the library says what is missing', async ({
	page,
	context
}) => {
	await openApp(page);
	await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
	await context.setOffline(true);
	await page.reload();
	const missing = page.getByText(
		'The separator is not on this device yet, and the site that has it cannot be reached.'
	);
	await expect(missing).toBeVisible();

	await context.setOffline(false);
	await expect(missing).toBeHidden();
	await dropFiles(page, practiceSong());
	await expect(page.getByText('Ready')).toBeVisible();
});
