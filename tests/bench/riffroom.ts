import type { Page } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { preview } from 'vite';
import type { Song } from '../../src/lib/music/song';
import { STEMS } from '../../src/lib/music/stems';
import { dropFiles, fileInput, marks, openSong, query } from '../tools/app';
import { exportStem } from '../tools/exports';
import { rows } from '../tools/rows';
import { inFreshBrowser } from './fresh-browser';
import type { BenchOptions } from './options';
import { peakRendererMB } from './renderer-memory';
import { resultOf, type BenchResult } from './result';

/**
 * Separates one file with the production build in `build/`, in real Chromium with a fresh profile, through the
 * app's own screen.
 *
 * @throws Error with the app's own words where it says that something failed.
 */
export async function measureRiffRoom(options: BenchOptions): Promise<BenchResult> {
	const server = await preview({ preview: { port: 4193 }, logLevel: 'error' });
	const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4193/';
	const webgpu = options.provider === 'webgpu' ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : [];
	try {
		return await inFreshBrowser((page, profile) => separate(address, page, profile, options), webgpu);
	} finally {
		await server.close();
	}
}

async function separate(
	address: string,
	page: Page,
	profile: string,
	{ file, out, provider, threads, overlap, model, play }: BenchOptions
): Promise<BenchResult> {
	const wishes = { model, provider, threads, overlap, open: play ? 'yes' : 'no' } as const;
	await page.addInitScript(keepAudioContexts);
	await page.goto(new URL(query(wishes), address).href);
	await fileInput(page).waitFor({ state: 'attached' });
	// A page that nobody has touched may not sound.
	if (play) await page.mouse.click(1, 1);

	await dropFiles(page, file);
	await completion(page);
	const peak = peakRendererMB(profile);
	const times = await marks(page);
	const dropouts = play ? await page.evaluate(() => globalThis.riffroomDropouts()) : null;

	const [row] = await rows(page, 'songs');
	const song = row!.value as Song;
	if (play) await page.getByRole('link', { name: 'Back to your songs' }).click();
	if (out !== undefined) await exportStems(page, song.title, resolve(out));
	return resultOf(times, song.layout.frames / 44100, peak, dropouts);
}

/** @throws Error with the app's own words where it says that something failed. */
async function completion(page: Page): Promise<void> {
	const end = await page.waitForFunction(
		() =>
			performance.getEntriesByName('riffroom:complete').length > 0
				? 'complete'
				: document.querySelector<HTMLElement>('[role=alert]')?.innerText,
		undefined,
		{ timeout: 0, polling: 200 }
	);
	const words = await end.jsonValue();
	if (words !== 'complete') throw new Error(words);
}

declare global {
	/** How often an audio device of this page got its sound too late so far; null where the browser does not say. */
	var riffroomDropouts: () => number | null;
}

/** Runs in the page, before any script of the app. */
function keepAudioContexts(): void {
	interface Stats {
		readonly playbackStats?: { readonly underrunEvents: number };
	}
	const contexts: Stats[] = [];
	globalThis.AudioContext = class extends AudioContext {
		constructor(options?: AudioContextOptions) {
			super(options);
			contexts.push(this as Stats);
		}
	};
	globalThis.riffroomDropouts = () =>
		contexts.reduce<number | null>((sum, { playbackStats }) => {
			return sum === null || playbackStats === undefined ? null : sum + playbackStats.underrunEvents;
		}, 0);
}

async function exportStems(page: Page, title: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await openSong(page, title);
	for (const stem of STEMS) {
		await exportStem(page, stem, '32 bit float', join(folder, `${stem}.wav`));
		console.error(`Wrote ${stem}.wav`);
	}
}
