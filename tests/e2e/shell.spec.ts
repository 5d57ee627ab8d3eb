import { expect, test, type Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Bytes of script that the first view may take, each file gzipped by itself as a host does it. */
const LIMIT = 100_000;

/** Words that outlive the minifier, in what the first view has no use for. */
const HEAVY: Readonly<Record<string, string>> = {
	onnxruntime: 'OrtGetInputOutputCount',
	mediabunny: 'moov',
	'signalsmith-stretch': 'inputLatency',
	pffft: 'pffft',
	'standardized-audio-context': 'registerProcessor',
	'the mixer': '_nativeAudioContext',
	'the decoder': 'decodeAudioData',
	'zip.js': 'ZipWriter',
	'temporal-polyfill': 'epochNanoseconds'
};

const builtFiles = readdirSync('build', { recursive: true, encoding: 'utf8' });
const scripts = builtFiles.filter((file) => /^_app.*\.js$/.test(file));
const sourceOf = (file: string): string => readFileSync(join('build', file), 'utf8');
const heavyIn = (file: string): string[] =>
	Object.keys(HEAVY).filter((name) => sourceOf(file).includes(HEAVY[name]!));

declare global {
	/** When the element that makes a page useful came into its document, in milliseconds. */
	var riffroomShownAt: number | undefined;
}

/**
 * Opens a page on its first visit, without a service worker, and waits until it has nothing more to fetch.
 *
 * @param shows what is there once the page is of use; it counts what was asked for before, by the page and by workers.
 * @returns paths of scripts and WebAssembly in the build.
 */
async function firstView(page: Page, path: string, shows: string): Promise<string[]> {
	await page.addInitScript((selector) => {
		new MutationObserver((_, observer) => {
			if (document.querySelector(selector) === null) return;
			observer.disconnect();
			globalThis.riffroomShownAt = performance.now();
		}).observe(document, { childList: true, subtree: true });
	}, shows);
	await page.goto(path);
	await expect(page.locator(shows)).toBeVisible();
	const addresses = await page.evaluate(() =>
		performance
			.getEntriesByType('resource')
			.filter(({ startTime }) => startTime < (globalThis.riffroomShownAt ?? 0))
			.map(({ name }) => name)
	);
	return [...new Set(addresses.map((address) => new URL(address).pathname.slice(1)))].filter((file) =>
		/\.(js|wasm)$/.test(file)
	);
}

function weigh(files: readonly string[]): { readonly total: number; readonly table: string } {
	const weights = files
		.map((file) => ({ file, bytes: gzipSync(readFileSync(join('build', file)), { level: 9 }).length }))
		.sort((a, b) => b.bytes - a.bytes);
	return {
		total: weights.reduce((sum, { bytes }) => sum + bytes, 0),
		table: weights.map(({ file, bytes }) => `${bytes} ${file}`).join('\n')
	};
}

test('the words that heavy code is known by are in the build', () => {
	const found = new Set(scripts.flatMap(heavyIn));
	expect([...found].sort()).toEqual(Object.keys(HEAVY).sort());
});

test('the library shows with little script, and none for sound or separation', async ({ page }) => {
	const files = await firstView(page, '/', 'label:has(input[type=file])');
	const { total, table } = weigh(files);
	console.log(`    First view of the library: ${total} bytes of gzipped script in ${files.length} files`);
	expect(files.length, 'scripts were seen at all').toBeGreaterThan(5);
	expect(total, table).toBeLessThanOrEqual(LIMIT);
	for (const file of files) expect(heavyIn(file), file).toEqual([]);
});

test('a room shows without what plays in it, which comes with a song', async ({ page }) => {
	const files = await firstView(page, '/room/', '[aria-label="Play"]');
	console.log(
		`    First view of a room: ${weigh(files).total} bytes of gzipped script in ${files.length} files`
	);
	expect(files.length, 'scripts were seen at all').toBeGreaterThan(5);
	for (const file of files) expect(heavyIn(file), file).toEqual([]);
});
