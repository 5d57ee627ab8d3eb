import { chromium, type Page } from '@playwright/test';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { preview } from 'vite';
import type { Song } from '../../src/lib/music/song';
import { STEMS } from '../../src/lib/music/stems';
import { dropFiles, exportStem, fileInput, marks, openSong, query } from '../tools/app';
import { chromiumLaunch } from '../tools/chromium';
import { rows } from '../tools/rows';
import { parseOptions, type BenchOptions } from './options';
import { peakRendererMB } from './renderer-memory';
import { resultOf, type BenchResult } from './result';

/**
 * `npm run bench`: separates one file with the production build, in real Chromium with a fresh profile, through
 * the app's own screen. The last line it prints is a JSON object (`BenchResult`).
 */
async function bench(options: BenchOptions): Promise<BenchResult> {
	const server = await preview({ preview: { port: 4193 }, logLevel: 'error' });
	const profile = mkdtempSync(join(tmpdir(), 'riffroom-bench-'));
	try {
		const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4193/';
		return await separate(address, profile, options);
	} finally {
		rmSync(profile, { recursive: true, force: true });
		await server.close();
	}
}

async function separate(address: string, profile: string, options: BenchOptions): Promise<BenchResult> {
	const { provider, threads, overlap, model } = options;
	const launch = chromiumLaunch();
	const browser = await chromium.launchPersistentContext(profile, {
		...launch,
		args: [
			...launch.args,
			...(provider === 'webgpu' ? ['--enable-unsafe-webgpu', '--enable-features=Vulkan'] : [])
		]
	});
	try {
		const page = await browser.newPage();
		// tsx gives functions their names back with this helper, which a page does not have.
		await page.addInitScript('globalThis.__name = (named) => named');
		await page.goto(new URL(query({ model, provider, threads, overlap }), address).href);
		await fileInput(page).waitFor({ state: 'attached' });

		console.error(`Separating ${options.file} …`);
		await dropFiles(page, options.file);
		await completion(page);
		const peak = peakRendererMB(profile);
		const times = await marks(page);

		const [row] = await rows(page, 'songs');
		const song = row!.value as Song;
		if (options.out !== undefined) await exportStems(page, song.title, resolve(options.out));
		return resultOf(times, song.layout.frames / 44100, peak);
	} finally {
		await browser.close();
	}
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

async function exportStems(page: Page, title: string, folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	await openSong(page, title);
	for (const stem of STEMS) {
		await exportStem(page, stem, '32 bit float', join(folder, `${stem}.wav`));
		console.error(`Wrote ${stem}.wav`);
	}
}

console.log(JSON.stringify(await bench(parseOptions(process.argv.slice(2)))));
