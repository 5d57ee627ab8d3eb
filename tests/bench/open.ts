import type { Page } from '@playwright/test';
import { preview } from 'vite';
import { dropFiles, fileInput, marks, query } from '../tools/app';
import { writeClip } from './clip';
import { inFreshBrowser } from './fresh-browser';
import { parsePeerOptions } from './peer-options';
import { rounded } from './result';

const OPENINGS = 10;
const { file } = parsePeerOptions(process.argv.slice(2));

/**
 * `npm run bench:open`: how long a complete song of four minutes takes from the click in the library until it can be
 * played: the first time after a reload, which loads the mixer, and again. The stems are the tiny model's: the
 * same bytes to read. The last line it prints is a JSON object.
 */
const clips = [await writeClip(file, 240), await writeClip(file, 239)];
const server = await preview({ preview: { port: 4193 }, logLevel: 'error' });
const address = new URL(query({ model: 'tiny', open: 'no' }), server.resolvedUrls!.local[0]).href;
try {
	const result = await inFreshBrowser(async (page) => {
		await page.goto(address);
		await fileInput(page).waitFor({ state: 'attached' });
		await dropFiles(page, ...clips);
		await page.waitForFunction(
			(count) => performance.getEntriesByName('riffroom:complete').length === count,
			clips.length,
			{ timeout: 0 }
		);
		const cold: number[] = [];
		const warm: number[] = [];
		for (let i = 0; i < OPENINGS; i++) {
			await page.goto(address);
			cold.push(await opening(page));
			await page.getByRole('link', { name: 'Back to your songs' }).click();
			warm.push(await opening(page));
		}
		return { first: median(cold), again: median(warm), longest: Math.max(...cold, ...warm) };
	});
	console.log(JSON.stringify(result));
} finally {
	await server.close();
}

/** Seconds from the click until the app says that the song is open: the one that was not open last. */
async function opening(page: Page): Promise<number> {
	const button = page.getByRole('article').getByRole('button', { name: 'clip', exact: true }).last();
	await button.waitFor();
	const opened = async () => (await marks(page)).filter(({ event }) => event === 'open');
	const before = (await opened()).length;
	const clicked = await button.evaluate((element: HTMLElement) => {
		element.click();
		return performance.now();
	});
	for (;;) {
		const now = await opened();
		if (now.length > before) return rounded((now.at(-1)!.at - clicked) / 1000);
		await page.waitForTimeout(20);
	}
}

function median(values: readonly number[]): number {
	return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
