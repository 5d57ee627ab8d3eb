import type { Page, Worker } from '@playwright/test';

/** The built script of the separation worker; its threads run other files. */
const SCRIPT = /separator\.worker[^/]*\.js$/;

/** Serves the separation worker's script changed: `change` gets the real text. */
export const rewriteSeparator = (page: Page, change: (script: string) => string): Promise<unknown> =>
	page.route(SCRIPT, async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: change(await response.text()) });
	});

/** Every separation worker of the page that runs. */
export const separators = (page: Page): Worker[] =>
	page.workers().filter((worker) => SCRIPT.test(worker.url()));

/** An exception that nobody foresaw, in the real worker. */
export async function crashSeparator(page: Page): Promise<void> {
	for (const worker of separators(page))
		await worker.evaluate(() => {
			const timer = setTimeout(() => {
				clearTimeout(timer);
				throw new Error('broken on purpose');
			});
		});
}
