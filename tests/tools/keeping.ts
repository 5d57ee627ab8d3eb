import { expect, type Locator, type Page } from '@playwright/test';
import { prepare, query } from './app';

/** The storage page, as a player finds his way in it. */

/** Opens it anew, as after a reload. */
export async function openStorage(page: Page): Promise<void> {
	await prepare(page);
	await page.goto(`/storage/${query({ model: 'tiny', open: 'no' })}`);
	await expect(page.getByRole('heading', { name: 'Storage and backup' })).toBeVisible();
	await expect(page.getByText('The browser allows up to')).toBeVisible();
}

export const storageRow = (page: Page, title: string): Locator =>
	page.getByRole('region', { name: 'Songs', exact: true }).getByRole('article', { name: title, exact: true });

export const leftover = (page: Page, title: string): Locator =>
	page
		.getByRole('region', { name: 'Kept without their sound' })
		.getByRole('article', { name: title, exact: true });

export const backupRegion = (page: Page): Locator =>
	page.getByRole('region', { name: 'Backup', exact: true });
export const restoreRegion = (page: Page): Locator =>
	page.getByRole('region', { name: 'Restore', exact: true });

/** Makes backups go by way of a download, as in browsers without a dialogue for it; a dialogue no test could answer. */
export const withoutSaveDialogue = (page: Page): Promise<unknown> =>
	page.addInitScript(() => {
		Object.assign(globalThis, { showSaveFilePicker: undefined });
	});

/** Backs everything up, and saves the file that comes of it to a path. Gives the name it came with. */
export async function backUpTo(page: Page, path: string): Promise<string> {
	const downloading = page.waitForEvent('download');
	await backupRegion(page).getByRole('button', { name: 'Back up' }).click();
	const download = await downloading;
	await download.saveAs(path);
	return download.suggestedFilename();
}

/** As a player does, who has pressed the button before the browser asks for the file. */
export async function chooseBackup(page: Page, path: string): Promise<void> {
	const button = restoreRegion(page).getByLabel('Choose a backup');
	await button.focus();
	await button.setInputFiles(path);
}

export async function deleteEverything(page: Page): Promise<void> {
	const region = page.getByRole('region', { name: 'Delete everything' });
	await region.getByRole('button', { name: 'Delete everything' }).click();
	await region.getByRole('group').getByRole('button', { name: 'Delete everything' }).click();
	await expect(page.getByText('There are no songs on this device.')).toBeVisible();
}
