import { expect, test, type Page } from '@playwright/test';
import { dropFiles, marks, prepare } from '../tools/app';
import { decodeAudio } from '../tools/decode';
import { temporaryPath, writeWav } from '../tools/files';
import { largestDifference } from '../tools/measure';
import { countRows, rows } from '../tools/rows';
import { fourTones, noise, tone } from '../tools/signals';
import { levels, spectrumPeak, stemLevels } from '../tools/sound';
import { aliveWorkers, workers } from '../tools/workers';
import { writeFileSync } from 'node:fs';

/** The tools that the other tests hear, count and look with, on a page that has nothing of the app. */
const PAGE = '<p>Nothing of the app</p>';

test.beforeEach(async ({ page }) => {
	await prepare(page);
	await page.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: PAGE }));
	await page.goto('/blank');
});

/** Plays an endless tone of full scale, panned; the page can stop it. */
const play = (page: Page, frequency: number, pan = 0) =>
	page.evaluate(
		([hertz, side]) => {
			const context = new AudioContext({ sampleRate: 44100 });
			const source = new OscillatorNode(context, { frequency: hertz });
			const panner = new StereoPannerNode(context, { pan: side });
			source.connect(panner).connect(context.destination);
			source.start();
			Object.assign(globalThis, { stop: () => panner.disconnect(), context });
		},
		[frequency, pan] as const
	);

test('the ear hears level, side and pitch, and silence again', async ({ page }) => {
	expect((await levels(page)).left).toBe(-Infinity);

	await play(page, 880);
	// A mono source in the middle is 3 dB down on either side, and a sine is 3 dB under its peak.
	await expect.poll(async () => (await levels(page)).left).toBeCloseTo(-6.02, 1);
	expect((await levels(page)).right).toBeCloseTo(-6.02, 1);
	await expect.poll(() => spectrumPeak(page)).toBeGreaterThan(874);
	expect(await spectrumPeak(page)).toBeLessThan(886);

	await page.evaluate('stop()');
	await expect.poll(async () => (await levels(page)).left).toBe(-Infinity);
});

test('the ear tells left from right, and the bands of the tiny model apart', async ({ page }) => {
	await play(page, 3520, 1);
	await expect.poll(async () => (await levels(page)).right).toBeCloseTo(-3.01, 1);
	expect((await levels(page)).left).toBeLessThan(-100);
	await expect.poll(async () => (await stemLevels(page)).vocals).toBeCloseTo(-6.02, 1);
	const { drums, bass, other } = await stemLevels(page);
	expect(Math.max(drums, bass, other)).toBeLessThan(-60);
});

test('workers are counted until they are terminated', async ({ page }) => {
	await page.evaluate(() => {
		const make = (name: string) => new Worker('data:text/javascript,', { name });
		make('separator');
		make('feeder').terminate();
	});
	expect(await workers(page)).toHaveLength(2);
	expect(await aliveWorkers(page)).toBe(1);
	expect(await aliveWorkers(page, 'separator')).toBe(1);
	expect(await aliveWorkers(page, 'feeder')).toBe(0);
});

test('files are dropped whole, by real drag events', async ({ page }) => {
	const dropped = page.evaluate(
		() =>
			new Promise<{ name: string; size: number; trusted: boolean }[]>((resolve) => {
				addEventListener('dragover', (event) => event.preventDefault());
				addEventListener('drop', (event) => {
					event.preventDefault();
					const files = [...event.dataTransfer!.files];
					resolve(files.map(({ name, size }) => ({ name, size, trusted: event.isTrusted })));
				});
			})
	);
	const text = temporaryPath('words.txt');
	writeFileSync(text, 'four');
	await dropFiles(page, text, writeWav('tone.wav', [tone(440, 0.1)]));
	expect(await dropped).toEqual([
		{ name: 'words.txt', size: 4, trusted: true },
		{ name: 'tone.wav', size: 44 + 2 * 4410, trusted: true }
	]);
});

test('rows are read without making a database, and buffers by their size', async ({ page }) => {
	expect(await rows(page, 'songs')).toEqual([]);
	expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
	await page.evaluate(
		() =>
			new Promise<void>((resolve) => {
				const opening = indexedDB.open('riffroom', 1);
				opening.onupgradeneeded = () => {
					const store = opening.result.createObjectStore('blocks');
					store.put({ index: 0, stems: { bass: { pcm: new Int16Array(6), scale: 1 } } }, ['a', 0]);
				};
				opening.onsuccess = () => {
					opening.result.close();
					resolve();
				};
			})
	);
	expect(await countRows(page, 'blocks')).toEqual([1]);
	expect(await rows(page, 'blocks')).toEqual([
		{
			key: ['a', 0],
			value: { index: 0, stems: { bass: { pcm: { type: 'Int16Array', length: 6 }, scale: 1 } } }
		}
	]);
});

test('audio files are decoded, float ones exactly', async ({ page }) => {
	const recording = [noise(0.2, 1, 0.9), noise(0.2, 2, 0.9)];
	const path = writeWav('noise.wav', recording, 'float32');
	expect(largestDifference(recording, await decodeAudio(page, path))).toBe(0);
	const [left] = await decodeAudio(page, writeWav('tones.wav', fourTones(0.2)));
	expect(largestDifference([fourTones(0.2)[0]], [left!])).toBeLessThanOrEqual(2 ** -15);
});

test('marks are read with their details, other marks are not', async ({ page }) => {
	await page.evaluate(() => {
		performance.mark('riffroom:block', { detail: { index: 3 } });
		performance.mark('someone else');
	});
	expect(await marks(page)).toEqual([{ event: 'block', at: expect.any(Number), detail: { index: 3 } }]);
});
