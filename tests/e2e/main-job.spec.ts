import { expect, test, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong } from '../tools/app';
import { decodeAudio } from '../tools/decode';
import { exportStem } from '../tools/exports';
import { practiceSong, readWav, temporaryPath } from '../tools/files';
import { parity } from '../tools/measure';
import { countRows } from '../tools/rows';
import { levels, stemLevels } from '../tools/sound';
import { STEMS } from '../../src/lib/music/stems';

const row = (page: Page) => page.getByRole('article', { name: 'mix' });
const ready = (page: Page) => expect(row(page).getByText('Ready')).toBeVisible();

/** Milliseconds of sound that the ear looks at, and then some: what was heard before is gone by then. */
const settle = (page: Page) => page.waitForTimeout(400);

test('a song is dropped, cancelled, dropped again, played, mixed, kept and deleted', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, practiceSong());
	await page.getByRole('button', { name: 'Cancel mix' }).click();
	await expect(page.getByRole('button', { name: 'Cancel mix' })).toBeHidden();

	await dropFiles(page, practiceSong());
	await ready(page);
	await openSong(page, 'mix');

	await test.step('all four stems sound', async () => {
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-30);
		const sounding = await stemLevels(page);
		for (const stem of STEMS) expect(sounding[stem], stem).toBeGreaterThan(-70);
	});

	await test.step('mute and solo are heard', async () => {
		await page.getByRole('button', { name: 'Solo bass' }).click();
		await settle(page);
		const bassAlone = await stemLevels(page);
		expect(bassAlone.bass - bassAlone.vocals).toBeGreaterThan(20);
		await page.keyboard.press('Shift+2');
		await expect(page.getByRole('button', { name: 'Mute bass' })).toHaveAttribute('aria-pressed', 'true');
		await expect.poll(async () => (await levels(page)).left).toBe(-Infinity);
		await page.keyboard.press('0');
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
		await page.getByRole('button', { name: 'Mute bass' }).click();
	});

	const position = page.getByRole('slider', { name: 'Position' });
	await test.step('it seeks by key and by pointer, and the end ends playing', async () => {
		await page.keyboard.press('Space');
		await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
		await position.focus();
		await page.keyboard.press('Home');
		await page.keyboard.press('ArrowRight');
		await expect(position).toHaveAttribute('aria-valuetext', /^5 seconds/);
		await page.keyboard.press('End');
		await page.keyboard.press('ArrowLeft');
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeHidden();
		await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
		await expect(position).toHaveAttribute('aria-valuetext', /^18 seconds/);
	});

	await test.step('after a reload it plays from the library', async () => {
		await page.reload();
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
		await page.getByRole('link', { name: 'Back to your songs' }).click();
		await expect(row(page)).toBeVisible();
		await expect.poll(async () => (await levels(page)).left).toBe(-Infinity);
	});

	await test.step('the same file opens at once', async () => {
		await dropFiles(page, practiceSong());
		await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
		await page.keyboard.press('Escape');
	});

	await test.step('deleted, it leaves nothing behind', async () => {
		await page.getByRole('button', { name: 'Delete mix' }).click();
		await page.getByRole('button', { name: 'Delete', exact: true }).click();
		await expect(row(page)).toBeHidden();
		await expect
			.poll(() => countRows(page, 'songs', 'sources', 'blocks', 'peaks', 'originals', 'ends'))
			.toEqual([0, 0, 0, 0, 0, 0]);
	});
});

test('the stems of the tiny model add up to the song, as 32-bit float WAV files', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, practiceSong());
	await ready(page);
	await openSong(page, 'mix');
	const stems = [];
	for (const stem of STEMS) {
		const path = temporaryPath(`${stem}.wav`);
		await exportStem(page, stem, '32 bit float', path);
		stems.push(readWav(path));
	}
	const mix = await decodeAudio(page, practiceSong());
	const inner = (samples: Float32Array) => samples.subarray(4096, -4096);
	for (const channel of [0, 1]) {
		const sum = stems.reduce(
			(total, { channels }) => total.map((sample, i) => sample + channels[channel]![i]!),
			new Float32Array(mix[channel]!.length)
		);
		// The outermost frames of a segment do not come back by definition; 16 bits a stem bound the rest.
		expect(parity([inner(mix[channel]!)], [inner(sum)])).toBeGreaterThan(60);
	}
});
