import type { Page } from '@playwright/test';
import { fileInput, prepare, query, type Wishes } from './app';

/** Opens the app where a server has it (see plain-server.ts); with the tiny model unless another is asked for. */
export async function openHosted(page: Page, home: string, wishes: Wishes = {}): Promise<void> {
	await prepare(page);
	await page.goto(`${home}${query({ model: 'tiny', open: 'no', ...wishes })}`);
	await fileInput(page).waitFor({ state: 'attached' });
}

/** The same, and waits for the reload after which the service worker has made the page isolated. */
export async function openIsolated(page: Page, home: string, wishes: Wishes = {}): Promise<void> {
	await openHosted(page, home, wishes);
	await page.waitForFunction(() => crossOriginIsolated);
	await fileInput(page).waitFor({ state: 'attached' });
}

declare global {
	/** Set by a test: gone once the page was loaded anew. */
	var riffroomSamePage: boolean | undefined;
}

/** Marks the page as it is now; see {@link isSamePage}. */
export const markPage = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.riffroomSamePage = true;
	});

/** Whether the page was not loaded anew since it was marked. */
export const isSamePage = (page: Page): Promise<boolean> =>
	page.evaluate(() => globalThis.riffroomSamePage === true);

/** Resolves once the page was loaded anew since it was marked. */
export const reloaded = (page: Page): Promise<unknown> =>
	page.waitForFunction(() => globalThis.riffroomSamePage === undefined);
