import type { Page } from '@playwright/test';

/** Keeps every request of the page for `url` without an answer; gives the function that lets them go. */
export async function holdRequests(page: Page, url: string): Promise<() => Promise<void>> {
	let letGo = () => undefined as void;
	const released = new Promise<void>((resolve) => (letGo = resolve));
	await page.route(url, async (route) => {
		await released;
		// Whoever asked may be gone by now: then there is nobody to answer.
		await route.continue().catch(() => undefined);
	});
	return async () => {
		letGo();
		await page.unroute(url);
	};
}
