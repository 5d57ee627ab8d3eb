import { expect, test } from '@playwright/test';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js';
import { readFileSync } from 'node:fs';
import { STEMS } from '../../src/lib/music/stems';
import { decodeAudio } from '../tools/decode';
import { openSaving, saveDialog, saveFile } from '../tools/exports';
import { readWav, temporaryPath } from '../tools/files';
import { fourStems } from '../tools/jobs';
import { largestDifference, level } from '../tools/measure';
import { playedOffline } from '../tools/offline-mixer';
import { openRoom, positionBar, speedShown } from '../tools/room';
import { answerSaveDialogue, savedFiles } from '../tools/save-dialogue';
import { decodeWav, type Wav } from '../tools/wav';

const SECOND = 44100;
/** A step of 16 bits; Chromium divides what is positive by 32767, so decoding may be off by another one. */
const STEP = 1 / 32767;

const song = (name: string, seconds: number) => ({ path: fourStems(name, seconds), title: name });

/** Checked by an export that takes the mix as it was opened, or leaves the speed out. */
test('the mix is saved as it is heard: slower and without the bass, as FLAC and as WAV', async ({
	context,
	page
}) => {
	test.slow();
	await openRoom(page, song('four', 9));
	await page.keyboard.press('Shift+2');
	await page.keyboard.press('s');
	await expect(speedShown(page, 70)).toBeVisible();
	await openSaving(page, { what: 'The mix', format: 'FLAC', depth: '16 bit' });
	await expect(saveDialog(page)).toContainText('As you hear it now: the whole song, at 70 %, without bass.');
	await expect(saveDialog(page)).toContainText('Up to 2 MB');
	await page.keyboard.press('Escape');
	await expect(saveDialog(page)).toBeHidden();

	const [flac, wav] = [temporaryPath('mix.flac'), temporaryPath('mix.wav')];
	expect(await saveFile(page, { format: 'FLAC', depth: '16 bit' }, flac)).toBe('four (mix 70 %).flac');
	expect(await saveFile(page, { format: 'WAV', depth: '16 bit' }, wav)).toBe('four (mix 70 %).wav');

	const played = await playedOffline(context, { muted: ['bass'], rate: 0.7 });
	const inWav = readWav(wav);
	expect(inWav).toMatchObject({ format: 'pcm16', sampleRate: SECOND });
	expect(inWav.channels[0]!.length).toBe(Math.round((9 * SECOND) / 0.7));
	expect(level(inWav.channels)).toBeGreaterThan(-40);
	expect(largestDifference(played, inWav.channels)).toBeLessThanOrEqual(0.51 * STEP);
	expect(largestDifference(inWav.channels, await decodeAudio(page, flac))).toBeLessThanOrEqual(STEP);
	const withBass = await playedOffline(context, { muted: [], rate: 0.7 });
	expect(largestDifference(withBass, inWav.channels)).toBeGreaterThan(0.01);
});

test('a loop in force is saved alone, in its exact length', async ({ page }) => {
	await openRoom(page, song('looped', 9));
	for (const [place, key] of [
		[2, '['],
		[5, ']']
	] as const) {
		await positionBar(page).fill(String(place * SECOND));
		await page.keyboard.press(key);
	}
	const path = temporaryPath('loop.wav');
	const name = await saveFile(page, { format: 'WAV', depth: '32 bit float' }, path);
	expect(name).toBe('looped (mix of the loop).wav');
	expect(readWav(path).channels[0]!.length).toBe(3 * SECOND);
	const mp3 = temporaryPath('loop.mp3');
	expect(await saveFile(page, { format: 'MP3' }, mp3)).toBe('looped (mix of the loop).mp3');
	const [left] = await decodeAudio(page, mp3);
	expect(Math.abs(left!.length / SECOND - 3)).toBeLessThan(0.2);
});

test('all four stems come as one zip, and add up to the mix', async ({ page }) => {
	await openRoom(page, song('whole', 9));
	const [zip, mix] = [temporaryPath('stems.zip'), temporaryPath('whole-mix.wav')];
	const wanted = { format: 'WAV', depth: '32 bit float' } as const;
	expect(await saveFile(page, { what: 'All four stems', ...wanted }, zip)).toBe('whole (stems).zip');
	await saveFile(page, { what: 'The mix', ...wanted }, mix);

	const entries = await new ZipReader(new BlobReader(new Blob([readFileSync(zip)]))).getEntries();
	expect(entries.map(({ filename }) => filename)).toEqual(STEMS.map((stem) => `whole (${stem}).wav`));
	const stems: Wav[] = [];
	for (const entry of entries)
		if (!entry.directory) stems.push(decodeWav(await entry.getData(new Uint8ArrayWriter())));
	// The first 1.5 ms of a mix rise from silence, as they do when it is played.
	const sums = [0, 1].map((side) =>
		stems
			.reduce(
				(total, { channels }) => total.map((sample, i) => sample + channels[side]![i]!),
				new Float32Array(9 * SECOND)
			)
			.subarray(64)
	);
	const mixed = readWav(mix).channels.map((channel) => channel.subarray(64));
	expect(level(mixed)).toBeGreaterThan(-40);
	expect(largestDifference(sums, mixed)).toBeLessThan(1e-6);
});

/** Checked by a cancel that only hides what goes on. */
test('saving is cancelled, and leaves nothing', async ({ page }) => {
	await answerSaveDialogue(page, true);
	await openRoom(page, song('long', 30));
	const dialog = saveDialog(page);
	await openSaving(page, { what: 'All four stems', format: 'WAV', depth: '32 bit float' });
	await dialog.getByRole('button', { name: 'Save', exact: true }).press('Enter');
	await expect(dialog.getByRole('progressbar')).toBeVisible();
	await dialog.getByRole('button', { name: 'Cancel' }).press('Enter');
	await expect(dialog).toContainText('Stopped. No file was saved.');
	await expect(dialog.getByRole('button', { name: 'Save', exact: true })).toBeFocused();
	expect(await savedFiles(page)).toEqual([]);
	// The next one is not hindered by it.
	await dialog.getByRole('radio', { name: 'The mix', exact: true }).check();
	await dialog.getByRole('radio', { name: 'MP3', exact: true }).check();
	await dialog.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(dialog).toContainText('Saved: long (mix).mp3');
	expect((await savedFiles(page)).map(([name]) => name)).toEqual(['long (mix).mp3']);
});

test('a disk that is full is told, and the room goes on', async ({ page }) => {
	await page.addInitScript(() => {
		const stream = () =>
			new WritableStream({ write: () => Promise.reject(new DOMException('Full', 'QuotaExceededError')) });
		const getFile = () => Promise.resolve(new File([], 'none'));
		const picker = () => Promise.resolve({ createWritable: () => Promise.resolve(stream()), getFile });
		Object.assign(globalThis, { showSaveFilePicker: picker });
	});
	await openRoom(page, song('full', 5));
	await openSaving(page, { format: 'FLAC' });
	await saveDialog(page).getByRole('button', { name: 'Save', exact: true }).click();
	await expect(saveDialog(page)).toContainText('full could not be written to its end.');
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeEnabled();
});
