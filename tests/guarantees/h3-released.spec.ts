import { expect, test, type Page } from '@playwright/test';
import { dropFiles, fileInput, openApp, openSong } from '../tools/app';
import { alive, installUrlCount, more } from '../tools/alive';
import {
	cancelButton,
	clip,
	continueButton,
	expectIdle,
	expectReady,
	fourStems,
	longSong
} from '../tools/jobs';
import { countRows } from '../tools/rows';
import { aliveWorkers, workers } from '../tools/workers';

/** Opens the room, has it play, and leaves it for the library. */
async function visit(page: Page, title: string): Promise<void> {
	await openSong(page, title);
	// Until it has opened, the song before is on the stand.
	await page.getByRole('heading', { name: title, exact: true }).waitFor();
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await page.getByRole('button', { name: 'Pause', exact: true }).waitFor();
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await fileInput(page).waitFor({ state: 'attached' });
}

/**
 * H3: what is opened, started and cancelled is let go: workers, audio, ports, listeners, object URLs and locks are as
 * many as before.
 *
 * Checked by a room that makes a mixer with each visit: the browser counts 56 audio contexts; and by a
 * connection that ends without terminating its worker: two are alive after the first cycles.
 */
test('H3: 50 visits to the room leave no more behind than the first', async ({ page }) => {
	await installUrlCount(page);
	await openApp(page, { threads: 1 });
	for (const [name, hertz] of [
		['one', 500],
		['two', 700]
	] as const) {
		await dropFiles(page, clip(name, hertz, 8));
		await expectReady(page, name);
	}
	// What plays is made once, with the first visit, and stays.
	for (let first = 0; first < 3; first++) for (const title of ['one', 'two']) await visit(page, title);
	const start = await alive(page);
	for (let time = 0; time < 25; time++) for (const title of ['one', 'two']) await visit(page, title);
	const end = await alive(page);
	expect(more(end, start)).toEqual({});
});

test('H3: a hundred times started and cancelled, then once to the end', async ({ page }) => {
	await installUrlCount(page);
	await openApp(page, { threads: 1 });
	await dropFiles(page, longSong('long', 10));
	await expect(page.getByText(/^Separating [1-9]/)).toBeVisible();
	await cancelButton(page, 'long').click();
	await expectIdle(page);
	const start = await alive(page);
	for (let time = 0; time < 100; time++) {
		await continueButton(page, 'long').click();
		// From before anything was asked for to the middle of a segment.
		await page.waitForTimeout((time * 37) % 150);
		await cancelButton(page, 'long').click();
		await continueButton(page, 'long').waitFor();
		expect(await aliveWorkers(page, 'separator')).toBeLessThanOrEqual(1);
	}
	const made = (await workers(page, 'separator')).length;
	expect(made).toBeGreaterThan(30);
	await expect(page.getByRole('alert')).toHaveCount(0);
	// What was cancelled last may still be on its way out.
	await expect.poll(async () => more(await alive(page), start)).toEqual({});

	await dropFiles(page, fourStems('the next', 8));
	await expectReady(page, 'the next');
	expect(await aliveWorkers(page, 'separator')).toBe(1);
	expect(await countRows(page, 'songs', 'sources')).toEqual([2, 2]);
});
