import { expect, test, type Page, type Route } from '@playwright/test';
import { dropFiles, openApp, query } from '../tools/app';
import { clip, expectReady, songRow } from '../tools/jobs';

/** Failures as a player meets them: each is caused, and told with what to do. */
const notice = (page: Page) => page.getByRole('alert');

/** Whatever the app did not foresee. */
function watchErrors(page: Page): string[] {
	const errors: string[] = [];
	page.on('pageerror', ({ message }) => errors.push(message));
	return errors;
}

const storage = {
	'that is not there': () => void Reflect.deleteProperty(globalThis, 'indexedDB'),
	'that is blocked, as in a private window': () => {
		const refuse = () => {
			throw new DOMException('Refused', 'SecurityError');
		};
		IDBFactory.prototype.open = refuse;
		CacheStorage.prototype.open = () => Promise.reject(new DOMException('Refused', 'SecurityError'));
		CacheStorage.prototype.has = () => Promise.reject(new DOMException('Refused', 'SecurityError'));
	}
};
for (const [what, block] of Object.entries(storage))
	test(`storage ${what} is told before anything is lost`, async ({ page }) => {
		const errors = watchErrors(page);
		await page.addInitScript(block);
		await page.goto(`/${query({ model: 'tiny' })}`);
		await expect(notice(page)).toContainText('RiffRoom cannot reach its storage in this browser.');
		await expect(notice(page)).toContainText('private window');
		expect(errors).toEqual([]);
	});

test('a browser without audio worklets separates, and says why it cannot play', async ({ page }) => {
	await page.addInitScript(() => void Reflect.deleteProperty(globalThis, 'AudioWorkletNode'));
	await openApp(page);
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	await songRow(page, 'tone').getByRole('button', { name: 'tone', exact: true }).click();
	await expect(notice(page)).toContainText('cannot play from an audio worklet');
	await expect(notice(page)).toContainText('Use a current Chrome');
});

/** Every file of the model but its manifest. */
const SHARDS = /\/models\/tiny\/(?!manifest\.json)/;

const ways: readonly (readonly [string, string, (route: Route) => Promise<void>])[] = [
	[
		'that arrives damaged',
		'arrived damaged and was refused',
		async (route) => {
			const response = await route.fetch();
			const body = Buffer.from(await response.body());
			body[body.length >> 1]! ^= 4;
			await route.fulfill({ response, body });
		}
	],
	['that does not arrive', 'the connection broke off', (route) => route.abort()]
];
for (const [what, words, spoil] of ways)
	test(`a part of the separator ${what} is refused, and another try goes on`, async ({ page }) => {
		await page.route(SHARDS, spoil);
		await openApp(page);
		await dropFiles(page, clip('tone', 440));
		await expect(notice(page)).toContainText(words);
		await page.unroute(SHARDS);
		await notice(page).getByRole('button', { name: 'Try again' }).click();
		await expectReady(page, 'tone');
		await expect(notice(page)).toHaveCount(0);
	});

/** Checked by taking `+error.svelte` away: the page says “500 Internal Error”. */
test('a page of which a part does not arrive is told, and shown by a reload', async ({ page }) => {
	await openApp(page);
	const pages = /\/_app\/immutable\/nodes\//;
	await page.route(pages, (route) => route.abort());
	await page.getByRole('link', { name: 'Progress' }).click();
	await expect(notice(page)).toContainText('This page could not be shown');
	await page.unroute(pages);
	await notice(page).getByRole('button', { name: 'Reload' }).click();
	await expect(page.getByRole('heading', { name: 'Progress', level: 1 })).toBeVisible();
});

test('the details of a failure can be copied, without the name of the song', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.route(SHARDS, (route) => route.abort());
	await openApp(page);
	await dropFiles(page, clip('My secret song', 440));
	await expect(notice(page)).toContainText('the connection broke off');
	await page.getByRole('button', { name: 'Copy details' }).click();
	await expect(page.getByText('Copied. It holds no names of songs or files.')).toBeVisible();
	const report = await page.evaluate(() => navigator.clipboard.readText());
	expect(report).toMatch(/^RiffRoom: \d+\.\d+\.\d+$/m);
	expect(report).toMatch(/^Failure: model:network$/m);
	expect(report).toMatch(/^Detail: (?!not known).+$/m);
	expect(report).toMatch(/^Model: tiny$/m);
	expect(report).not.toMatch(/secret/i);
});
