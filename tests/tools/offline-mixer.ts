import type { BrowserContext } from '@playwright/test';
import type { OfflineMix } from './offline-mixer.page';
import { openScripted } from './page-script';

/** What the mixer makes of the stored blocks of the library's only song: left and right, full scale = 1. */
export async function playedOffline(context: BrowserContext, how: OfflineMix): Promise<Float32Array[]> {
	const page = await openScripted(context, 'offline-mixer', 'riffroomPlayOffline');
	const sides = await page.evaluate((mix) => globalThis.riffroomPlayOffline(mix), how);
	await page.close();
	return sides.map((side) => new Float32Array(Uint8Array.from(Buffer.from(side, 'base64')).buffer));
}
