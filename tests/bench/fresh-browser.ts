import { chromium, type Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromiumLaunch } from '../tools/chromium';

/**
 * Lets `use` have a page in a Chromium of its own with a fresh profile, whose folder tells its processes from
 * those of another (see `peakRendererMB`). Browser and profile are gone afterwards.
 */
export async function inFreshBrowser<Value>(
	use: (page: Page, profile: string) => Promise<Value>,
	args: readonly string[] = []
): Promise<Value> {
	const launch = chromiumLaunch();
	const profile = mkdtempSync(join(tmpdir(), 'riffroom-bench-'));
	try {
		const browser = await chromium.launchPersistentContext(profile, {
			...launch,
			args: [...launch.args, ...args]
		});
		try {
			const page = await browser.newPage();
			// tsx gives functions their names back with this helper, which a page does not have.
			await page.addInitScript('globalThis.__name = (named) => named');
			return await use(page, profile);
		} finally {
			await browser.close();
		}
	} finally {
		rmSync(profile, { recursive: true, force: true });
	}
}
