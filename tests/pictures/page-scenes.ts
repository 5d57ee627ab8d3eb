import type { Page } from '@playwright/test';
import { pose, take } from './camera';

/** Weeks of practice. */
export async function takeProgress(page: Page): Promise<void> {
	await pose(page, { frame: 'wide', height: 1090 });
	await page.goto('/progress/');
	await page.getByRole('heading', { name: 'Calendar' }).waitFor();
	await take(page, 'docs/pictures/progress.png');
	await pose(page, { frame: 'narrow' });
	await take(page, 'static/screenshots/progress-narrow.png');
}

/** What each song takes, and the ways to back it up. */
export async function takeStorage(page: Page): Promise<void> {
	await pose(page, { frame: 'wide' });
	await page.goto('/storage/');
	await page.getByText('The browser allows up to').waitFor();
	await take(page, 'docs/pictures/storage.png');
}
