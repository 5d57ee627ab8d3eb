import { expect, test, type Page } from '@playwright/test';
import { perStem, STEMS, type PerStem, type StemName } from '../../src/lib/music/stems';
import { cachedReference } from '../reference/cached';
import { dropFiles, marks, openApp, openSong } from '../tools/app';
import { decodeAudio } from '../tools/decode';
import { exportStem } from '../tools/exports';
import { practiceSong, readWav, temporaryPath, writeWav } from '../tools/files';
import { parity, sdr, type Channels } from '../tools/measure';

/** The published weights through the app's own screen. What is measured is printed. */
const FULL = { tag: '@full' };
/** A segment takes about 10 s on two cores; the machine may be busy with other things. */
const PATIENCE = 15 * 60_000;
/** In dB, for every stem over the whole track. */
const PARITY = 60;
/** What the official program reaches on the practice song, in dB. */
const OFFICIAL_SDR: PerStem<number> = { drums: 14.99, bass: 15.82, other: 3.94, vocals: 3.84 };

test.describe.configure({ timeout: PATIENCE });

const openFullModel = (page: Page) => openApp(page, { model: 'htdemucs', provider: 'wasm', threads: 2 });

/** Waits for a song to be separated; fails with the app's words where it says why it cannot. */
async function ready(page: Page, title: string): Promise<void> {
	const word = page.getByRole('article', { name: title }).getByText('Ready');
	await expect(word.or(page.getByRole('alert')).first()).toBeVisible({ timeout: PATIENCE });
	expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
}

/** One stem after the other. */
async function eachStem<Value>(work: (stem: StemName) => Promise<Value>): Promise<PerStem<Value>> {
	const made: Value[] = [];
	for (const stem of STEMS) made.push(await work(stem));
	return perStem((_, place) => made[place]!);
}

/** Opens a song, saves its stems as 32-bit float WAV files, reads them and goes back to the library. */
async function stemsOf(page: Page, title: string): Promise<PerStem<Channels>> {
	await openSong(page, title);
	const stems = await eachStem(async (stem) => {
		const path = temporaryPath(`${title}-${stem}.wav`);
		await exportStem(page, stem, '32 bit float', path);
		const { channels, ...facts } = readWav(path);
		expect(facts).toEqual({ format: 'float32', sampleRate: 44100 });
		return channels;
	});
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	return stems;
}

function print(title: string, figures: PerStem<number>): void {
	const words = STEMS.map((stem) => `${stem} ${figures[stem].toFixed(2)}`);
	console.log(`    ${title}: ${words.join(', ')} dB`);
}

/** A sample that is not finite, in either, takes parity below any limit. */
function expectParity(title: string, reference: PerStem<Channels>, ours: PerStem<Channels>): void {
	const figures = perStem((stem) => parity(reference[stem], ours[stem]));
	print(`Parity, ${title}`, figures);
	for (const stem of STEMS) expect(figures[stem], `${title}, ${stem}`).toBeGreaterThanOrEqual(PARITY);
}

test('the practice song is separated as by the official program', FULL, async ({ page }) => {
	await openFullModel(page);
	await dropFiles(page, practiceSong());
	await ready(page, 'mix');
	const session = (await marks(page)).find(({ event }) => event === 'model-ready');
	expect(session?.detail).toMatchObject({ provider: 'wasm', threads: 2 });

	const ours = await stemsOf(page, 'mix');
	const official = await eachStem((stem) => decodeAudio(page, practiceSong(`demucs-${stem}`)));
	const truth = await eachStem((stem) => decodeAudio(page, practiceSong(`true-${stem}`)));
	const quality = perStem((stem) => sdr(truth[stem], ours[stem]));
	print('SDR, practice song', quality);
	expectParity('practice song', official, ours);
	for (const stem of STEMS)
		expect(Math.abs(quality[stem] - OFFICIAL_SDR[stem]), `SDR of ${stem}`).toBeLessThanOrEqual(0.01);
});

/** From the practice song, over and over. */
const cut = (song: readonly Float32Array[], from: number, seconds: number): Float32Array[] =>
	song.map((channel) =>
		Float32Array.from(
			{ length: Math.round(seconds * 44100) },
			(_, i) => channel[(Math.round(from * 44100) + i) % channel.length]!
		)
	);

test('clips of any length and level are separated as by the reference', FULL, async ({ page }) => {
	await openFullModel(page);
	const song = await decodeAudio(page, practiceSong());
	const short = cut(song, 9.2, 5.3);
	const clips: Readonly<Record<string, Float32Array[]>> = {
		short,
		long: cut(song, 4, 23.7),
		mono: [cut(song, 12.4, 5.3)[0]!],
		quiet: short.map((channel) => channel.map((sample) => sample * 10 ** (-45 / 20)))
	};

	const references = new Map<string, PerStem<Channels>>();
	for (const [title, [left, right = left]] of Object.entries(clips)) {
		const sources = await cachedReference(left!, right!);
		references.set(
			title,
			perStem((_, place) => sources[place]!)
		);
	}

	const files = Object.entries(clips).map(([title, channels]) =>
		writeWav(`${title}.wav`, channels, 'float32')
	);
	await dropFiles(page, ...files);
	for (const title of Object.keys(clips)) await ready(page, title);
	for (const [title, reference] of references) expectParity(title, reference, await stemsOf(page, title));
});
