import { expect, test, type Page } from '@playwright/test';
import { dropFiles, marks, openApp } from '../tools/app';
import { chromiumLaunch, SOFTWARE_GRAPHICS } from '../tools/chromium';
import { clip, expectReady } from '../tools/jobs';
import { rewriteSeparator } from '../tools/separator-script';
import { workers } from '../tools/workers';

// A browser with a graphics device that is only imitated: right, but slow.
test.use({ launchOptions: chromiumLaunch(...SOFTWARE_GRAPHICS) });

const choice = async (page: Page) => (await marks(page)).find(({ event }) => event === 'model-ready')?.detail;

test('an imitated graphics device is left alone', async ({ page }) => {
	await openApp(page, { threads: 2 });
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	expect(await choice(page)).toMatchObject({ provider: 'wasm', precision: 'fp32' });
	await expect(
		page.getByText('This browser only imitates a graphics device, so the processor separates on 2 threads.')
	).toBeVisible();
});

test('a graphics device that passes the self-test separates', async ({ page }) => {
	await openApp(page, { provider: 'webgpu' });
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	expect(await choice(page)).toMatchObject({ provider: 'webgpu', precision: 'fp32' });
	await expect(page.getByText('As you asked, the graphics device separates.')).toBeVisible();
	expect(await workers(page, 'separator')).toHaveLength(1);
});

test('one that computes otherwise than the manifest says is not trusted', async ({ page }) => {
	await page.route('**/models/tiny/manifest.json', async (route) => {
		const response = await route.fetch();
		const manifest = (await response.json()) as { selfTest: { waves: number[] } };
		const waves = manifest.selfTest.waves.map((value) => 1.05 * value);
		await route.fulfill({ response, json: { ...manifest, selfTest: { ...manifest.selfTest, waves } } });
	});
	await openApp(page, { provider: 'webgpu', threads: 2 });
	for (const title of ['first', 'second']) {
		await dropFiles(page, clip(title, title === 'first' ? 440 : 880));
		await expectReady(page, title);
	}
	expect(await choice(page)).toMatchObject({ provider: 'wasm' });
	await expect(
		page.getByText('The graphics device here computes wrongly, so the processor separates on 2 threads.')
	).toBeVisible();
	const made = await workers(page, 'separator');
	expect(made.map(({ alive }) => alive)).toEqual([false, true]);
});

/** Runs in the worker, before anything of it: the device goes away a moment after it was made. */
const loseDevice = `{
	const real = GPUAdapter.prototype.requestDevice;
	GPUAdapter.prototype.requestDevice = async function (...wished) {
		const device = await real.apply(this, wished);
		setTimeout(() => device.destroy(), 50);
		return device;
	};
}\n`;

test('one that is lost costs nothing but time: the processor takes over', async ({ page }) => {
	await rewriteSeparator(page, (script) => loseDevice + script);
	await openApp(page, { provider: 'webgpu', threads: 2 });
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	await expect(page.getByRole('alert')).toHaveCount(0);
});
