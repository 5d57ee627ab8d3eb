import { expect, test, type Page } from '@playwright/test';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { dropFiles, openApp, openSong, query } from '../tools/app';
import { temporaryPath } from '../tools/files';
import { cancelButton, clip, expectReady, songRow } from '../tools/jobs';

/** A file in the page, as a browser would hand it over. */
const held = (path: string) => ({ name: basename(path), bytes: readFileSync(path).toString('base64') });

const expectLibrary = (page: Page) =>
	expect.poll(() => new URL(page.url()).pathname, { message: 'the library is shown' }).toBe('/');

test('a folder brings its songs, however deep, and nothing else', async ({ page }) => {
	const folder = temporaryPath('Album');
	mkdirSync(join(folder, 'Live'), { recursive: true });
	copyFileSync(clip('first', 440), join(folder, 'first.wav'));
	copyFileSync(clip('second', 550), join(folder, 'Live', 'second.wav'));
	writeFileSync(join(folder, 'cover.jpg'), 'no sound in here');
	writeFileSync(join(folder, '.hidden.wav'), 'nor here');
	await openApp(page);
	await dropFiles(page, folder);
	await expectReady(page, 'first');
	await expectReady(page, 'second');
	await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a folder without songs is told of by its name', async ({ page }) => {
	const folder = temporaryPath('Scores');
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'score.pdf'), 'no sound in here');
	await openApp(page);
	await dropFiles(page, folder);
	await expect(page.getByRole('alert')).toContainText('There is no song in “Scores”.');
});

test('files that are let go on another page lead to the library', async ({ page }) => {
	await openApp(page);
	await page.getByRole('link', { name: 'Progress' }).click();
	await page.getByRole('heading', { name: 'Progress', level: 1 }).waitFor();
	await dropFiles(page, clip('tone', 440), clip('other', 550));
	await expectLibrary(page);
	await expectReady(page, 'tone');
	await expectReady(page, 'other');
});

test('a file that is pasted in the room gets into the library', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	await openSong(page, 'tone');
	const taken = await page.evaluate(
		({ name, bytes }) => {
			const clipboardData = new DataTransfer();
			const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
			clipboardData.items.add(new File([content], name, { type: 'audio/wav' }));
			const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
			return !document.body.dispatchEvent(event);
		},
		held(clip('pasted', 550))
	);
	expect(taken, 'the browser does not paste it anywhere else').toBe(true);
	await expectLibrary(page);
	await expectReady(page, 'pasted');
});

test('a file that the system opens with the app gets into the library', async ({ page }) => {
	await page.addInitScript(() => {
		const launchQueue = { setConsumer: (consumer: unknown) => Object.assign(globalThis, { consumer }) };
		Object.defineProperty(globalThis, 'launchQueue', { value: launchQueue });
	});
	await openApp(page);
	await page.evaluate(
		async ({ name, bytes }) => {
			// A real handle of a real file.
			const root = await navigator.storage.getDirectory();
			const handle = await root.getFileHandle(name, { create: true });
			const file = await handle.createWritable();
			await file.write(Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0)));
			await file.close();
			const lost = await root.getFileHandle('lost.wav', { create: true });
			await root.removeEntry('lost.wav');
			const { consumer } = globalThis as unknown as { consumer: (params: unknown) => void };
			consumer({ files: [handle] });
			consumer({ files: [lost] });
		},
		held(clip('opened', 440))
	);
	await expect(page.getByRole('alert')).toContainText('The browser may no longer read lost.wav');
	await expectReady(page, 'opened');
});

test('a share that found no room is told once', async ({ page }) => {
	await page.goto(`/${query({ model: 'tiny' })}&shared=failed`);
	await expect(page.getByRole('alert')).toContainText('What was shared with RiffRoom could not be kept');
	await expect.poll(() => new URL(page.url()).search).toBe('?model=tiny');
	await page.reload();
	await page.getByLabel('Drop a song').waitFor({ state: 'attached' });
	await expect(page.getByRole('alert')).toHaveCount(0);
});

test.describe('with a service worker', () => {
	test.use({ serviceWorkers: 'allow' });

	test('a file that is shared from another app gets into the library, once', async ({ page }) => {
		await openApp(page);
		await expect.poll(() => page.evaluate(() => navigator.serviceWorker.controller !== null)).toBe(true);
		// As the system does it: a form with the files, posted to the address that the manifest names.
		await page.evaluate(
			({ name, bytes }) => {
				const content = Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
				const data = new DataTransfer();
				data.items.add(new File([content], name, { type: 'audio/wav' }));
				const form = document.createElement('form');
				Object.assign(form, { action: 'share/', method: 'post', enctype: 'multipart/form-data' });
				const input = document.createElement('input');
				Object.assign(input, { type: 'file', name: 'files', multiple: true, files: data.files });
				form.append(input);
				document.body.append(form);
				form.submit();
			},
			held(clip('shared', 440))
		);
		// What the address asked for has gone with the page: the real model is at work on it, which takes its time.
		await cancelButton(page, 'shared').click();
		await expect(cancelButton(page, 'shared')).toHaveCount(0);
		expect(new URL(page.url()).search).toBe('');
		await page.reload();
		await page.getByLabel('Drop a song').waitFor({ state: 'attached' });
		await expect(cancelButton(page, 'shared')).toHaveCount(0);
		await expect(songRow(page, 'shared').getByText('Ready')).toHaveCount(0);
	});
});
