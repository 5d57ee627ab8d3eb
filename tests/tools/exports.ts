import type { Locator, Page } from '@playwright/test';
import type { StemName } from '../../src/lib/music/stems';

/** Saving as a file, as a player does it. */

export const saveDialog = (page: Page): Locator => page.getByRole('dialog', { name: 'Save as a file' });

export interface WantedFile {
	/** Without it what is chosen already. */
	readonly what?: 'The mix' | 'All four stems';
	readonly format: 'WAV' | 'FLAC' | 'MP3';
	/** Without it as exact as is chosen already. */
	readonly depth?: '16 bit' | '24 bit' | '32 bit float';
}

/** Opens the dialogue by the button in the bar, and chooses. */
export async function openSaving(page: Page, wanted: WantedFile): Promise<void> {
	await page.getByRole('button', { name: 'Save as a file' }).click();
	await choose(page, wanted);
}

async function choose(page: Page, { what, format, depth }: WantedFile): Promise<void> {
	for (const name of [what, format, depth])
		if (name !== undefined) await saveDialog(page).getByRole('radio', { name, exact: true }).check();
}

/** Presses Save, and puts the file that comes of it at a path. Gives the name it came with. */
async function save(page: Page, path: string): Promise<string> {
	// A dialogue of the system could be answered by no test: without one the file is downloaded.
	await page.evaluate(() => Object.assign(globalThis, { showSaveFilePicker: undefined }));
	const downloading = page.waitForEvent('download');
	await saveDialog(page).getByRole('button', { name: 'Save', exact: true }).click();
	const download = await downloading;
	await download.saveAs(path);
	await saveDialog(page).getByRole('button', { name: 'Close' }).click();
	return download.suggestedFilename();
}

export async function saveFile(page: Page, wanted: WantedFile, path: string): Promise<string> {
	await openSaving(page, wanted);
	return save(page, path);
}

/** Saves one stem as WAV by the button of its lane. */
export async function exportStem(
	page: Page,
	stem: StemName,
	depth: Exclude<WantedFile['depth'], undefined>,
	path: string
): Promise<void> {
	await page.getByRole('button', { name: `Export ${stem}` }).click();
	await choose(page, { format: 'WAV', depth });
	await save(page, path);
}
