import type { Page } from '@playwright/test';
import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { dropFiles, fileInput, marks, query } from '../tools/app';
import { practiceSong } from '../tools/files';
import { pause } from '../tools/room';
import { writeClip } from './clip';
import { inFreshBrowser } from './fresh-browser';
import { number } from './options';
import { watchInteractions, type Interaction, type LongFrame } from './interaction-page';

/**
 * `npm run bench:interaction -- [--model htdemucs|tiny] [--threads N] [--phone]`: how long the room takes to answer its player while
 * the song in it is being separated and plays: from a press, by a real mouse or keyboard event, until the next frame is
 * shown. Prints for each kind of press how many there were, their median and the longest, in milliseconds, and over
 * all of them what is known as interaction to next paint. The last line is a JSON object.
 */
const { values } = parseArgs({
	options: {
		model: { type: 'string', default: 'htdemucs' },
		threads: { type: 'string' },
		phone: { type: 'boolean', default: false }
	}
});
const threads = number('--threads', values.threads, (value) => Number.isInteger(value) && value >= 1);
const model = values.model === 'tiny' ? 'tiny' : 'htdemucs';

const ROUNDS = 12;
/** Between two presses, as a hurried player's. */
const REST_MS = 250;
/** What the browser does not tell of was answered within this. */
const UNTOLD_MS = 16;
/** The longest that the model and the first segment may take before the benchmark gives up. */
const PATIENCE_MS = 120_000;

type Press = (page: Page, round: number) => Promise<unknown>;
const key =
	(...keys: readonly string[]): Press =>
	(page, round) =>
		page.keyboard.press(keys[round % keys.length]!);
const click =
	(name: string): Press =>
	(page) =>
		page.getByRole('button', { name, exact: true }).click();

const PRESSES: Readonly<Record<string, Press>> = {
	'mute, by mouse': click('Mute drums'),
	'solo, by key': key('2'),
	'pause and play': key('Space'),
	'zoom in and out': key('z', 'z', 'z', 'z', 'x', 'x', 'x', 'x'),
	'seek by arrow': key('ArrowRight', 'ArrowRight', 'ArrowLeft'),
	'seek by mouse': (page, round) => page.mouse.click(...alongTheLane(page, round)),
	'speed up and down': key(',', ',', '.', '.'),
	'loop set and cleared': key('[', 'ArrowRight', ']', '{'),
	'panel opened and closed': (page) =>
		values.phone ? toggleSheet(page) : page.getByRole('heading', { name: 'Count-in', exact: true }).click(),
	'typed in a field': async (page, round) => {
		if (values.phone && round === 0) await toggleSheet(page);
		const field = page.getByRole('textbox', { name: 'From, per cent' });
		if (round === 0) await field.click();
		else await field.press(round === ROUNDS - 1 ? 'Escape' : String(round % 10));
		if (values.phone && round === ROUNDS - 1) await toggleSheet(page);
	},
	'keys shown and closed': key('?', 'Escape')
};

/** Clicks go to places that differ, so that none of them is a double click. */
function alongTheLane(page: Page, round: number): [x: number, y: number] {
	const { width, height } = page.viewportSize()!;
	return [width * (0.45 + 0.025 * round), height * 0.3];
}

async function toggleSheet(page: Page): Promise<void> {
	const sheet = page.getByRole('dialog', { name: 'Practice', exact: true });
	if (await sheet.isVisible()) await page.keyboard.press('Escape');
	else await page.getByRole('button', { name: 'Practice', exact: true }).click();
}

const clip = await writeClip(practiceSong(), 240);
const server = await preview({ preview: { port: 4196 }, logLevel: 'error' });
const home = server.resolvedUrls?.local[0] ?? 'http://localhost:4196/';
try {
	console.log(JSON.stringify(await inFreshBrowser(measure)));
} finally {
	await server.close();
}

async function measure(page: Page) {
	await page.setViewportSize(values.phone ? { width: 412, height: 823 } : { width: 1440, height: 900 });
	await page.addInitScript(watchInteractions);
	await page.goto(new URL(query({ model, threads, provider: 'wasm', open: 'yes' }), home).href);
	await fileInput(page).waitFor({ state: 'attached' });
	// A page that nobody has touched may not sound.
	await page.mouse.click(1, 1);
	await dropFiles(page, clip);
	await pause(page).waitFor({ timeout: PATIENCE_MS });
	await page.waitForFunction(() => performance.getEntriesByName('riffroom:segment').length > 0, undefined, {
		timeout: PATIENCE_MS,
		polling: 200
	});

	console.error('While the song is separated:');
	const separating = await press(page);
	const done = await marks(page);
	if (done.some(({ event }) => event === 'complete'))
		throw new Error('The song was separated before the last press: the machine was not busy to the end');
	await page.getByRole('button', { name: /^Pause separating/ }).click();
	await page.getByRole('button', { name: /^Go on separating/ }).waitFor();
	// The segment in work is finished first.
	await page.waitForTimeout(15_000);
	console.error('While separation is paused:');
	return {
		model,
		segments: done.filter(({ event }) => event === 'segment').length,
		separating,
		paused: await press(page)
	};
}

/** Presses everything, one kind after the other. */
async function press(page: Page) {
	const spans: { kind: string; from: number; presses: number }[] = [];
	for (const [kind, act] of Object.entries(PRESSES)) {
		const [from, before] = await now(page);
		for (let round = 0; round < ROUNDS; round++) {
			await act(page, round);
			await page.waitForTimeout(REST_MS);
		}
		const [, after] = await now(page);
		spans.push({ kind, from, presses: after - before });
	}
	const [end] = await now(page);
	const all = (await page.evaluate(() => [...riffroomInteractions.values()])).filter(
		({ at }) => at >= spans[0]!.from
	);
	const frames = await page.evaluate(() => riffroomLongFrames);
	const told = spans.map(({ kind, from, presses }, place) => {
		const to = spans[place + 1]?.from ?? end;
		const durations = all.filter(({ at }) => at >= from && at < to).map(({ duration }) => duration);
		while (durations.length < presses) durations.push(UNTOLD_MS);
		return { kind, durations: durations.sort((a, b) => a - b) };
	});
	print(told, all, frames);
	const overall = told.flatMap(({ durations }) => durations).sort((a, b) => a - b);
	return {
		seconds: Math.round((end - spans[0]!.from) / 1000),
		presses: overall.length,
		median: quantile(overall, 0.5),
		inp: quantile(overall, 0.98),
		longest: overall.at(-1)
	};
}

/** The page's own clock, and how many interactions it has had by now. */
function now(page: Page): Promise<readonly [number, number]> {
	return page.evaluate(() => [performance.now(), performance.interactionCount] as const);
}

/** Of the sorted values the one that so many are not above. */
function quantile(sorted: readonly number[], share: number): number {
	return sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
}

function print(
	told: readonly { readonly kind: string; readonly durations: readonly number[] }[],
	all: readonly Interaction[],
	frames: readonly LongFrame[]
): void {
	for (const { kind, durations } of told)
		console.error(
			`${kind.padEnd(26)} ${String(durations.length).padStart(3)} presses, median ${quantile(durations, 0.5)} ms, longest ${durations.at(-1)} ms`
		);
	const slow = all.filter(({ duration }) => duration > 100).sort((a, b) => b.duration - a.duration);
	for (const { at: began, duration, delay, listeners, event } of slow.slice(0, 8)) {
		console.error(
			`${event} took ${duration} ms: ${Math.round(delay)} ms until it was heard, ${Math.round(listeners)} ms in listeners`
		);
		const during = frames.filter((frame) => frame.at < began + duration && frame.at + frame.duration > began);
		for (const { scripts } of during) for (const script of scripts) console.error(`    ${script}`);
	}
}
