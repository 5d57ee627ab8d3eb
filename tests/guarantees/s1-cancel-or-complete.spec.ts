import { expect, test } from '@playwright/test';
import { dropFiles } from '../tools/app';
import { cancelButton, expectIdle, expectReady, fourStems } from '../tools/jobs';
import { countRows, rows } from '../tools/rows';
import { planWrite, writeReached } from '../tools/writes';
import { openHeldApp } from './phases';

/**
 * S1: cancel and commit race to exactly one outcome. Once the last block is committed, the song is complete,
 * whatever was clicked: nothing of it is deleted, and nothing else is said of it.
 *
 * Checked by a `separateSong` that deletes the song whenever its signal is aborted: the row is gone.
 */
test('S1: a cancel in the very tick of the commit leaves a complete song', async ({ page }) => {
	await openHeldApp(page);
	const path = fourStems('race', 8);
	await planWrite(page, { at: 'complete', act: 'clickAtCommit', label: 'Cancel race' });
	await dropFiles(page, path);
	await expect(cancelButton(page, 'race')).toBeVisible();
	await writeReached(page);

	await expectIdle(page);
	await expectReady(page, 'race');
	await expect(page.getByRole('alert')).toHaveCount(0);
	expect((await rows(page, 'songs')).map(({ value }) => value)).toMatchObject([
		{ state: 'complete', stopped: false }
	]);
	expect(await countRows(page, 'sources', 'blocks', 'peaks', 'originals', 'ends')).toEqual([1, 2, 2, 0, 0]);

	// The same file is known now, and opens.
	await dropFiles(page, path);
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
});
