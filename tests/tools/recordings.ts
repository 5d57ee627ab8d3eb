import type { BrowserContext, Page } from '@playwright/test';
import type { Records } from '../../src/lib/library/sessions';
import type { Session } from '../../src/lib/music/session';
import { openScripted } from './page-script';
import type { Recording } from './recorder.page';

/** Tabs of the app's origin that record sessions through the app's own code. */
export const openRecorder = (context: BrowserContext): Promise<Page> =>
	openScripted(context, 'recorder', 'riffroomRecorder');

export const recordIn = (tab: Page, sessions: readonly Session[]): Promise<readonly Recording[]> =>
	tab.evaluate((given) => globalThis.riffroomRecorder.record(given), sessions);

export const recordsIn = (tab: Page): Promise<Records> =>
	tab.evaluate(() => globalThis.riffroomRecorder.records());

export const forgetAll = (tab: Page): Promise<void> =>
	tab.evaluate(() => globalThis.riffroomRecorder.forget());

/**
 * Lets each of these tabs record its own lanes of sessions, all tabs and all lanes from the same moment on. `starter` is
 * none of them. Gives what came of each tab's recordings.
 */
export async function race(
	starter: Page,
	tabs: readonly { readonly tab: Page; readonly lanes: readonly (readonly Session[])[] }[]
): Promise<readonly (readonly Recording[])[]> {
	await starter.evaluate(() => globalThis.riffroomRecorder.holdBack());
	const racing = Promise.all(
		tabs.map(({ tab, lanes }) => tab.evaluate((given) => globalThis.riffroomRecorder.race(given), lanes))
	);
	await starter.waitForFunction(
		async (count) =>
			(await navigator.locks.query()).pending?.filter(({ name }) => name === 'race').length === count,
		tabs.length
	);
	await starter.evaluate(() => globalThis.riffroomRecorder.start());
	return racing;
}
