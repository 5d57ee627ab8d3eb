import type { Page } from '@playwright/test';
import { preview } from 'vite';
import { dropFiles, fileInput, marks, query } from '../tools/app';
import { practiceSong } from '../tools/files';
import { writeClip } from './clip';
import { inFreshBrowser } from './fresh-browser';
import { rounded } from './result';

const OPENINGS = 10;
/** The songs' titles are the names of their files. */
const SONG = 'clip';
const OTHER = 'mix';
/** Milliseconds; the longest that anything may take before the benchmark gives up. */
const PATIENCE = { separating: 180_000, opening: 10_000 };

/** In seconds from the click, as the browser had it. */
interface Opening {
	/** The app's own mark: the song is on the stand, but the screen does not show it yet. */
	readonly marked: number;
	/** The room is painted, and a press of Play is taken. */
	readonly playable: number;
}

/**
 * `npm run bench:open`: how long a complete song of four minutes takes from the click in the library until it can be
 * played: as the first song after the page was loaded, when the mixer has to be made, and again in place of another
 * song. The stems are those of the tiny model, which are as many bytes as those of the full one. The last line it
 * prints is a JSON object.
 */
const files = [await writeClip(practiceSong(), 240), practiceSong()];
const server = await preview({ preview: { port: 4193 }, logLevel: 'error' });
const base = server.resolvedUrls?.local[0] ?? 'http://localhost:4193/';
const address = new URL(query({ model: 'tiny', open: 'no' }), base).href;
try {
	const result = await inFreshBrowser(async (page) => {
		await separate(page);
		return measure(page);
	});
	console.log(JSON.stringify(result));
} finally {
	await server.close();
}

async function separate(page: Page): Promise<void> {
	console.error('Separating two songs with the tiny model …');
	await page.goto(address);
	await fileInput(page).waitFor({ state: 'attached' });
	await dropFiles(page, ...files);
	const until = Date.now() + PATIENCE.separating;
	for (;;) {
		const complete = (await marks(page)).filter(({ event }) => event === 'complete').length;
		if (complete === files.length) return;
		const [alert] = await page.getByRole('alert').allInnerTexts();
		if (alert !== undefined) throw new Error(alert);
		if (Date.now() > until)
			throw new Error(`Only ${complete} of ${files.length} songs were separated in time`);
		await page.waitForTimeout(200);
	}
}

async function measure(page: Page) {
	console.error(`Opening one of them ${OPENINGS} times after a reload and in place of the other …`);
	const first: Opening[] = [];
	const again: Opening[] = [];
	for (let round = 0; round < OPENINGS; round++) {
		await page.goto(address);
		first.push(await openingOf(page, SONG));
		await leaveRoom(page);
		await openingOf(page, OTHER);
		await leaveRoom(page);
		again.push(await openingOf(page, SONG));
	}
	return { openings: OPENINGS, first: summaryOf(first), again: summaryOf(again) };
}

function leaveRoom(page: Page): Promise<void> {
	return page.getByRole('link', { name: 'Back to your songs' }).click();
}

/** Clicks a song that is not on the stand. @throws Error where it never gets there. */
async function openingOf(page: Page, title: string): Promise<Opening> {
	const button = page.getByRole('article', { name: title }).getByRole('button', { name: title, exact: true });
	await button.waitFor({ timeout: PATIENCE.opening });
	const [times] = await Promise.all([page.evaluate(timesFromClick, PATIENCE.opening), button.click()]);
	if (times === null) throw new Error(`"${title}" was clicked, but never opened`);
	return { marked: rounded(times.marked / 1000), playable: rounded(times.playable / 1000) };
}

/** Runs in the page. Gives milliseconds, from the next click on; null where no song is open after `patience`. */
async function timesFromClick(patience: number): Promise<Opening | null> {
	performance.clearMarks();
	let click = NaN;
	addEventListener('click', ({ timeStamp }) => (click = timeStamp), { capture: true, once: true });
	for (const began = performance.now(); performance.now() - began < patience;) {
		await new Promise(requestAnimationFrame);
		const [open] = performance.getEntriesByName('riffroom:open');
		const play = document.querySelector<HTMLButtonElement>('[aria-label="Play"]');
		if (open === undefined || play === null || play.disabled) continue;
		// What this frame shows has been laid out and painted when the next task runs.
		await new Promise((resolve) => setTimeout(resolve));
		return { marked: open.startTime - click, playable: performance.now() - click };
	}
	return null;
}

function summaryOf(openings: readonly Opening[]) {
	const spread = (of: keyof Opening) => {
		const seconds = openings.map((opening) => opening[of]).sort((a, b) => a - b);
		// The mean of the two in the middle: the number of openings is even.
		const median = (seconds[OPENINGS / 2 - 1]! + seconds[OPENINGS / 2]!) / 2;
		return { median: rounded(median), longest: seconds.at(-1)! };
	};
	return { marked: spread('marked'), playable: spread('playable') };
}
