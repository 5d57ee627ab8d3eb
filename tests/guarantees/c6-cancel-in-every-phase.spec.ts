import { expect, test, type Page } from '@playwright/test';
import { dropFiles } from '../tools/app';
import { cancelButton, clip, expectIdle, expectReady, songRow } from '../tools/jobs';
import { aliveWorkers, workersAtWork } from '../tools/workers';
import { holdIn, openHeldApp, PHASES } from './phases';

const WAYS = {
	pointer: (page: Page, title: string) => cancelButton(page, title).click(),
	async keyboard(page: Page, title: string) {
		await page.locator('body').press('Tab');
		const cancel = cancelButton(page, title);
		for (let tabs = 0; tabs < 20 && !(await cancel.evaluate((it) => it === document.activeElement)); tabs++)
			await page.keyboard.press('Tab');
		await expect(cancel).toBeFocused();
		await page.keyboard.press('Enter');
	}
};

/**
 * C6: cancel is visible and works by pointer and keyboard in every phase.
 *
 * Checked by hiding the control in `decoding` (JobCard) and in `separating` (SongRow): all tests of that phase fail;
 * by a control that listens to the pointer only: all tests by keyboard fail; and by a pause that outlives its song:
 * all tests of that phase fail.
 */
for (const phase of PHASES)
	for (const [way, cancel] of Object.entries(WAYS))
		test(`C6: cancel works by ${way} while ${phase}`, async ({ page }) => {
			await openHeldApp(page);
			const { title, release } = await holdIn(page, phase);
			await cancel(page, title);
			await expect(cancelButton(page, title)).toHaveCount(0);
			if (phase === 'separating') await expect(songRow(page, title).getByText(/^Stopped at/)).toBeVisible();
			if (phase === 'waiting') await cancelButton(page, 'the one before').click();
			expect(await workersAtWork(page, 'separator')).toBe(0);
			await release();
			await expectIdle(page);
			await expect(page.getByRole('alert')).toHaveCount(0);

			await dropFiles(page, clip('next', 1000));
			await expectReady(page, 'next');
			expect(await aliveWorkers(page, 'separator')).toBe(1);
		});
