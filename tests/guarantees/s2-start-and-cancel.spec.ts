import { expect, test } from '@playwright/test';
import { dropFiles, openApp } from '../tools/app';
import { cancelButton, clip, expectIdle, expectReady, songRow } from '../tools/jobs';
import { countRows } from '../tools/rows';
import { aliveWorkers, workers } from '../tools/workers';

/** How far the job gets before it is cancelled, in turn. */
const MOMENTS = ['Reading the file', 'Fetching the separator', 'Starting the separator', 'Separating'];

/**
 * S2: 20 cycles of start and cancel leave at most one live worker, and the 21st job passes.
 *
 * Checked by a `Connection.end` that does not terminate: two workers are alive after the first cycles.
 */
test('S2: 20 times started and cancelled, then once to the end', async ({ page }) => {
	await openApp(page, { threads: 1 });
	for (let cycle = 0; cycle < 20; cycle++) {
		const title = `cycle ${cycle}`;
		const reached = page.getByText(new RegExp(`^${MOMENTS.slice(cycle % 4).join('|^')}`));
		await dropFiles(page, clip(title, 300 + 10 * cycle, 3));
		await Promise.race([reached.first().waitFor(), songRow(page, title).getByText('Ready').waitFor()]);
		// A job may be quicker than a hand.
		await cancelButton(page, title)
			.click({ timeout: 500 })
			.catch(() => undefined);
		await expectIdle(page);
		expect(await aliveWorkers(page, 'separator')).toBeLessThanOrEqual(1);
	}
	expect((await workers(page, 'separator')).length).toBeGreaterThan(5);
	await expect(page.getByRole('alert')).toHaveCount(0);

	await dropFiles(page, clip('the 21st', 2000, 3));
	await expectReady(page, 'the 21st');
	expect(await aliveWorkers(page, 'separator')).toBe(1);
	const [songs, sources] = await countRows(page, 'songs', 'sources');
	expect(sources).toBe(songs);
});
