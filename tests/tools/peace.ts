import { expect, type Browser, type Page } from '@playwright/test';
import { dropFiles, openApp, type Wishes } from './app';
import type { Findings } from './auditor.page';
import { openAuditor } from './auditor';
import { writeWav } from './files';
import { songRow } from './jobs';
import { fourTones, noise, sum } from './signals';

/** Separates a song alone in a library of its own, undisturbed; gives what an outsider finds there then. */
export async function separatedInPeace(
	browser: Browser,
	path: string,
	title: string,
	wishes: Wishes
): Promise<Findings> {
	const context = await browser.newContext();
	try {
		const page = await context.newPage();
		await openApp(page, wishes);
		await dropFiles(page, path);
		await expectFinished(page, title);
		const look = await openAuditor(context);
		return await look();
	} finally {
		await context.close();
	}
}

/** Like `expectReady`, for songs of many blocks. */
export const expectFinished = (page: Page, title: string): Promise<void> =>
	expect(songRow(page, title).getByText('Ready')).toBeVisible({ timeout: 60_000 });

/** A song of which no two blocks are alike: one in the place of another shows. */
export const unevenSong = (name: string, seconds: number): string =>
	writeWav(
		`${name}.wav`,
		fourTones(seconds).map((tones, side) => sum(tones, noise(seconds, 1 + side, 0.05)))
	);
