import { expect, test } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, openApp, openSong } from '../tools/app';
import { decodeAudio } from '../tools/decode';
import { saveFile } from '../tools/exports';
import { practiceSong, temporaryPath } from '../tools/files';
import { watchPolicy } from '../tools/policy';
import { levels } from '../tools/sound';

test.use({ serviceWorkers: 'allow' });

test('a full run asks no other site for anything, and the policy refuses nothing', async ({
	page,
	context,
	baseURL
}) => {
	const watch = await watchPolicy(context, new URL(baseURL!).origin);
	const workerPolicies = new Map<string, string>();
	const runtimes = new Set<string>();
	context.on('request', (request) => {
		if (request.url().endsWith('.packed')) runtimes.add(request.url());
	});
	page.on('response', (response) => {
		const { pathname } = new URL(response.url());
		if (/\/workers\/[\w.]+-[\w-]+\.js$/.test(pathname))
			workerPolicies.set(pathname, response.headers()['content-security-policy'] ?? '');
	});

	await openApp(page, { provider: 'wasm', threads: 2 });
	await dropFiles(page, practiceSong());
	await expect(page.getByText('Ready')).toBeVisible();
	await expect(page.getByText('on 2 threads')).toBeVisible();

	await test.step('practised, at another speed and pitch', async () => {
		await openSong(page, 'mix');
		await page.getByRole('button', { name: 'Slower' }).click();
		await page.getByRole('button', { name: 'A semitone up' }).click();
		await page.getByRole('button', { name: 'Solo bass' }).click();
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
		await page.getByRole('button', { name: 'Pause', exact: true }).click();
	});

	await test.step('saved in every format', async () => {
		for (const format of ['WAV', 'FLAC', 'MP3'] as const) {
			const path = temporaryPath(`policy.${format.toLowerCase()}`);
			await saveFile(page, { what: 'The mix', format }, path);
			expect((await decodeAudio(page, path))[0]!.length, format).toBeGreaterThan(44100);
		}
		await saveFile(page, { what: 'All four stems', format: 'FLAC' }, temporaryPath('policy.zip'));
	});

	await test.step('the other pages, reached and opened', async () => {
		await page.getByRole('link', { name: 'Back to your songs' }).click();
		// What SvelteKit reads out at a change of page is hidden by the one style attribute the policy allows.
		expect(
			await page.locator('#svelte-announcer').evaluate((element) => getComputedStyle(element).position)
		).toBe('absolute');
		for (const path of ['/progress/', '/storage/', '/about/', '/room/', '/']) {
			await page.goto(path);
			await expect(page.locator('meta[http-equiv="content-security-policy" i]')).toHaveCount(1);
			await page.waitForLoadState('networkidle');
		}
	});

	expect([...runtimes], 'the build for the processor, and no other').toEqual([
		expect.stringMatching(/ort-wasm-simd-threaded\.wasm-[\w-]+\.packed$/)
	]);
	expect(watch).toEqual({ violations: [], foreign: [] });
	expect(workerPolicies.size).toBeGreaterThan(1);
	for (const [worker, policy] of workerPolicies) expect(policy, worker).toContain("default-src 'none'");

	// What was watched is really watched.
	await page.evaluate(() => {
		new Image().src = 'https://elsewhere.invalid/picture.png';
	});
	await expect.poll(() => watch.violations.join()).toContain('elsewhere.invalid');
});

test('no page of the build has a script or a style that the policy does not name', () => {
	const pages = readdirSync('build', { recursive: true, encoding: 'utf8' }).filter((file) =>
		file.endsWith('.html')
	);
	expect(pages.length).toBeGreaterThan(3);
	for (const file of pages) {
		const html = readFileSync(join('build', file), 'utf8');
		expect(html, file).toMatch(/<meta http-equiv="content-security-policy"[^>]*'sha256-/);
		expect(html, file).not.toMatch(/<style|<[a-z][^>]* style=/);
		expect(html.match(/<script(?![^>]* src=)/g) ?? [], file).toHaveLength(1);
	}
});
