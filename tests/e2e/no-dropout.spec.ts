import { expect, test } from '@playwright/test';
import { dropFiles, marks, openApp } from '../tools/app';
import { practiceSong } from '../tools/files';

/** Frames longer than this are felt. */
const LONG_FRAME = 50;

/**
 * The full model has every core while the whole song plays: the worklet gets every block in time. What the audio
 * device and the screen made of it is printed, for there this machine's other work shows as well.
 */
test('no block comes too late while the full model separates', { tag: '@full' }, async ({ page }) => {
	test.setTimeout(10 * 60_000);
	await openApp(page, { model: 'htdemucs', provider: 'wasm', threads: 2, open: 'yes' });
	await page.getByRole('banner').click();
	await dropFiles(page, practiceSong());
	await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
	const frames = page.evaluate(async () => {
		const gaps: number[] = [];
		let last = await new Promise<number>(requestAnimationFrame);
		while (performance.getEntriesByName('riffroom:complete').length === 0) {
			const now = await new Promise<number>(requestAnimationFrame);
			gaps.push(now - last);
			last = now;
		}
		return gaps;
	});
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible({ timeout: 60_000 });
	const gaps = await frames;
	const told = (await marks(page)).map(({ event }) => event);
	expect(told.filter((event) => event === 'sound')).toHaveLength(1);
	expect(told.filter((event) => event === 'underrun')).toEqual([]);
	const long = gaps.filter((gap) => gap > LONG_FRAME);
	console.log(
		`    ${gaps.length} frames, ${long.length} longer than ${LONG_FRAME} ms (longest ${Math.max(...gaps).toFixed(0)} ms)`
	);
});
