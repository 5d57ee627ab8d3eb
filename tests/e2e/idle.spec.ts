import { expect, test } from '@playwright/test';
import { dropFiles, openApp, prepare } from '../tools/app';
import { installGates, open, reached, shut } from '../tools/gates';
import { clip, expectReady } from '../tools/jobs';
import { aliveWorkers, workers } from '../tools/workers';

test('the separator gives its memory back after a minute without a song', async ({ page }) => {
	await page.clock.install();
	await prepare(page);
	await installGates(page);
	await openApp(page);
	await dropFiles(page, clip('first', 440));
	await expectReady(page, 'first');

	await test.step('not before, and not while another song is on its way', async () => {
		await page.clock.fastForward(55_000);
		await shut(page, 'decode');
		await dropFiles(page, clip('second', 500));
		await reached(page, 'decode');
		await page.clock.fastForward(300_000);
		expect(await aliveWorkers(page, 'separator')).toBe(1);
		await open(page, 'decode');
		await expectReady(page, 'second');
		expect(await workers(page, 'separator')).toHaveLength(1);
	});

	await test.step('then, and the next song has a separator of its own', async () => {
		await page.clock.fastForward(55_000);
		expect(await aliveWorkers(page, 'separator')).toBe(1);
		await page.clock.fastForward(10_000);
		expect(await aliveWorkers(page, 'separator')).toBe(0);
		await dropFiles(page, clip('third', 600));
		await expectReady(page, 'third');
		expect(await workers(page, 'separator')).toHaveLength(2);
	});
});
