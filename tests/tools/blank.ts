import type { BrowserContext, Page } from '@playwright/test';

/** A page of the app's origin without the app: for what another tab, or another version, does there. */
export async function openBlank(context: BrowserContext): Promise<Page> {
	const page = await context.newPage();
	await page.route('**/blank', (route) =>
		route.fulfill({ contentType: 'text/html', body: '<title>Blank</title>' })
	);
	await page.goto('/blank');
	return page;
}
