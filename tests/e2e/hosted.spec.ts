import { expect, test } from '@playwright/test';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { dropFiles, openSong } from '../tools/app';
import { practiceSong } from '../tools/files';
import { openIsolated } from '../tools/hosted-app';
import { servePlainly } from '../tools/plain-server';
import { levels } from '../tools/sound';
import { buildForFolder } from '../tools/sub-path-build';

const filesIn = (folder: string): string[] =>
	readdirSync(folder, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));

test('every file of the build is one that hosts take', () => {
	const files = filesIn('build');
	const MOST_BYTES = 25 * 1024 * 1024;
	expect(files.filter((file) => statSync(file).size > MOST_BYTES)).toEqual([]);
	// As docs/hosting.md says; hosts take 20,000.
	expect(files.length).toBeLessThan(200);
	expect(files.reduce((sum, file) => sum + statSync(file).size, 0)).toBeLessThan(105e6);
	// The runtime is there once, packed: one build for the processor, one for the graphics device.
	expect(files.filter((file) => file.endsWith('.packed'))).toHaveLength(2);
	expect(files.filter((file) => /ort-wasm.*\.wasm$/.test(file))).toEqual([]);
	// Without it GitHub Pages leaves out everything whose name begins with an underscore.
	expect(files).toContain(join('build', '.nojekyll'));
});

test.describe('in a folder of a host that sends no headers', () => {
	test.use({ serviceWorkers: 'allow' });
	// A build comes before it.
	test.describe.configure({ timeout: 300_000 });

	test('the app works, is installed there, and opens without a network', async ({ page, context }) => {
		const server = await servePlainly(buildForFolder('/riffroom'), '/riffroom');
		const { origin } = new URL(server.home);
		const outside: string[] = [];
		context.on('request', (request) => {
			const url = new URL(request.url());
			if (url.protocol === 'http:' && url.origin === origin && !url.pathname.startsWith('/riffroom/'))
				outside.push(url.pathname);
		});
		try {
			await openIsolated(page, server.home);
			await dropFiles(page, practiceSong());
			await expect(page.getByText('Ready')).toBeVisible();
			await openSong(page, 'mix');
			expect(page.url()).toMatch(/^http:\/\/localhost:\d+\/riffroom\/room\/\?song=/);
			const manifest = await page.evaluate(async () => {
				const link = document.querySelector<HTMLLinkElement>('link[rel="manifest"]')!;
				const read = (await (await fetch(link.href)).json()) as { scope: string; icons: { src: string }[] };
				const icons = await Promise.all(
					read.icons.map(async ({ src }) => (await fetch(new URL(src, link.href))).ok)
				);
				const registered = await navigator.serviceWorker.getRegistration();
				return { scope: read.scope, icons, serves: registered?.scope };
			});
			expect(manifest.scope).toBe('/riffroom/');
			expect(manifest.serves).toBe(server.home);
			expect(manifest.icons).not.toContain(false);
		} finally {
			await server.close();
		}
		await context.setOffline(true);
		await page.reload();
		await page.getByRole('region', { name: 'Drums' }).waitFor();
		await page.keyboard.press('Space');
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
		expect(outside).toEqual([]);
	});
});
