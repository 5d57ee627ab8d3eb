import type { BrowserContext } from '@playwright/test';
import type { Findings } from './auditor.page';
import { openScripted } from './page-script';

/**
 * A page that looks into the library by a connection of its own, whatever became of the app's page. Gives the function
 * that looks.
 */
export async function openAuditor(context: BrowserContext): Promise<() => Promise<Findings>> {
	const page = await openScripted(context, 'auditor', 'riffroomLook');
	return () => page.evaluate(() => globalThis.riffroomLook());
}
