import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../tools/app';
import { practiceSong } from '../tools/files';
import { isSamePage, markPage, openHosted, openIsolated, reloaded } from '../tools/hosted-app';
import { servePlainly, type PlainServer } from '../tools/plain-server';

/** On a host that sends no headers. */
let server: PlainServer;
test.beforeAll(async () => {
	server = await servePlainly();
});
test.afterAll(() => server.close());

const isIsolated = (page: Page) => page.evaluate(() => crossOriginIsolated);
const ready = (page: Page) => expect(page.getByText('Ready')).toBeVisible();

test.describe('with a service worker', () => {
	test.use({ serviceWorkers: 'allow' });

	test('the first visit is loaded once more, and separates on threads', async ({ page }) => {
		let loads = 0;
		page.on('load', () => loads++);
		await openIsolated(page, server.home, { provider: 'wasm', threads: 2 });
		expect(loads).toBe(2);
		await dropFiles(page, practiceSong());
		await ready(page);
		await expect(page.getByText('the processor separates on 2 threads.')).toBeVisible();
		await expect(page.getByText('That is on one thread')).toBeHidden();
		await expect(page.getByText('newer RiffRoom')).toBeHidden();
		expect(loads).toBe(2);
	});

	test('every page of the app is isolated on the next visit, at once', async ({ page, context }) => {
		await openIsolated(page, server.home);
		for (const path of ['', 'room/', 'progress/', 'storage/', 'about/']) {
			const other = await context.newPage();
			await other.goto(`${server.home}${path}`);
			expect(await isIsolated(other), path).toBe(true);
			await other.close();
		}
	});

	test('nothing is loaded anew while a song is on its way', async ({ page }) => {
		const letWorkerCome = server.hold('service-worker.js');
		const letModelCome = server.hold('models/tiny/manifest.json');
		await openHosted(page, server.home, { provider: 'wasm' });
		await markPage(page);
		await dropFiles(page, practiceSong());
		await page.getByRole('button', { name: 'Cancel mix' }).waitFor();
		letWorkerCome();
		await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
		await page.waitForTimeout(500);
		expect([await isSamePage(page), await isIsolated(page)]).toEqual([true, false]);

		letModelCome();
		await reloaded(page);
		await page.waitForFunction(() => crossOriginIsolated);
		await ready(page);
	});

	test('a forced reload, which goes past the service worker, heals', async ({ page }) => {
		await openIsolated(page, server.home);
		for (let again = 0; again < 2; again++) {
			await markPage(page);
			const devtools = await page.context().newCDPSession(page);
			await devtools.send('Page.reload', { ignoreCache: true });
			await devtools.detach();
			await page.waitForFunction(() => globalThis.riffroomSamePage === undefined && crossOriginIsolated);
		}
	});
});

test('where nobody can isolate it, it separates on one thread and says so', async ({ page }) => {
	await openHosted(page, server.home, { provider: 'wasm', threads: 2 });
	await dropFiles(page, practiceSong());
	await ready(page);
	expect(await isIsolated(page)).toBe(false);
	await expect(page.getByText('the processor separates. That is on one thread')).toBeVisible();
});
