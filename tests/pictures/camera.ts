import { chromium, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { chromiumLaunch } from '../tools/chromium';
import { NOW, TIME_ZONE } from './when';

/** What a picture is taken of: a laptop's window, or a phone. In CSS pixels, which are the picture's. */
export const FRAMES = { wide: { width: 1280, height: 800 }, narrow: { width: 412, height: 915 } } as const;

export interface Shot {
	readonly frame: keyof typeof FRAMES;
	readonly colours?: 'dark' | 'light';
	/** A window as high as this, where what is to be seen is higher. */
	readonly height?: number;
}

/** Opens the app at `baseURL` in a Chromium with a fresh profile, at {@link NOW}; gone when `use` is done. */
export async function withCamera(baseURL: string, use: (page: Page) => Promise<void>): Promise<void> {
	const profile = mkdtempSync(join(tmpdir(), 'riffroom-pictures-'));
	try {
		const context = await chromium.launchPersistentContext(profile, {
			...chromiumLaunch(),
			baseURL,
			viewport: FRAMES.wide,
			timezoneId: TIME_ZONE,
			locale: 'en-GB',
			serviceWorkers: 'block',
			// Nothing is half on its way.
			reducedMotion: 'reduce'
		});
		try {
			await context.clock.setFixedTime(NOW);
			// tsx gives functions their names back with this helper, which a page does not have.
			await context.addInitScript('globalThis.__name = (named) => named');
			await use(await context.newPage());
		} finally {
			await context.close();
		}
	} finally {
		rmSync(profile, { recursive: true, force: true });
	}
}

/** Gives the page the size and the colours of a picture that is about to be taken. */
export async function pose(page: Page, { frame, colours = 'dark', height }: Shot): Promise<void> {
	await page.emulateMedia({ colorScheme: colours, reducedMotion: 'reduce' });
	const { width, height: usual } = FRAMES[frame];
	await page.setViewportSize({ width, height: height ?? usual });
}

/** Takes the picture as the page stands, without whatever the pointer lies on. */
export async function take(page: Page, path: string): Promise<void> {
	await page.mouse.move(0, 0);
	// Lanes are drawn in the frame after the one that laid them out.
	await page.waitForTimeout(300);
	mkdirSync(dirname(resolve(path)), { recursive: true });
	await page.screenshot({ path });
	console.log(path);
}
