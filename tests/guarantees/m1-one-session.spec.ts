import { expect, test, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong, prepare } from '../tools/app';
import { clip, expectIdle, expectReady, longSong, songRow } from '../tools/jobs';
import { levels } from '../tools/sound';
import { workers } from '../tools/workers';

declare global {
	/** Calls of the separation worker by name, and modules added by context. */
	var riffroomMade: { calls: Record<string, number>; contexts: number; modules: number[] };
}

const made = (page: Page) => page.evaluate(() => globalThis.riffroomMade);

/** Runs in the page, before any script of the app. */
function countMade(): void {
	const counts = (globalThis.riffroomMade = { calls: {}, contexts: 0, modules: [] } as typeof riffroomMade);
	const workers = Worker.prototype as unknown as { postMessage: (this: Worker, ...parts: unknown[]) => void };
	const post = workers.postMessage;
	workers.postMessage = function (...parts) {
		const call = (parts[0] as { path?: string[] }).path?.join('.');
		if (call !== undefined) counts.calls[call] = (counts.calls[call] ?? 0) + 1;
		post.apply(this, parts);
	};
	globalThis.AudioContext = class extends AudioContext {
		constructor(options?: AudioContextOptions) {
			super(options);
			const place = counts.contexts++;
			counts.modules[place] = 0;
			const add = this.audioWorklet.addModule.bind(this.audioWorklet);
			this.audioWorklet.addModule = (...parts) => {
				counts.modules[place]! += 1;
				return add(...parts);
			};
		}
	};
}

/**
 * M1: one session per worker, one `addModule` per context, for any number of songs.
 *
 * Checked by ending the worker with each song, by a `load` that never finds its session again, and by a new mixer
 * with each song: each fails here.
 */
test('M1: two songs share one session and one mixer; a cancel costs exactly one more', async ({ page }) => {
	await prepare(page);
	await page.addInitScript(countMade);
	await openApp(page);

	await dropFiles(page, clip('first', 500));
	await expectReady(page, 'first');
	await dropFiles(page, clip('second', 700));
	await expectReady(page, 'second');
	expect(await workers(page, 'separator')).toHaveLength(1);
	expect((await made(page)).calls).toMatchObject({ beginModel: 1, openSession: 1, separate: 2 });

	await dropFiles(page, longSong('third', 3));
	await expect(songRow(page, 'third').getByText(/^Separating [1-9] of/)).toBeVisible();
	await page.waitForFunction(() => {
		// Between two segments the worker is at rest, and may stay.
		const atWork = globalThis.riffroomWorkers.some(
			({ url, asked, answered }) => url.includes('separator') && asked > answered
		);
		if (atWork) document.querySelector<HTMLElement>('[aria-label="Cancel third"]')!.click();
		return atWork;
	});
	await expectIdle(page);
	const { calls } = await made(page);
	await dropFiles(page, clip('fourth', 900));
	await expectReady(page, 'fourth');
	expect(await workers(page, 'separator')).toHaveLength(2);
	expect((await made(page)).calls).toMatchObject({
		beginModel: 2,
		openSession: 2,
		separate: calls.separate! + 1
	});

	for (const title of ['first', 'second', 'fourth']) {
		await openSong(page, title);
		await page.getByRole('button', { name: 'Play', exact: true }).click();
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-40);
		await page.getByRole('link', { name: 'Back to your songs' }).click();
	}
	expect(await made(page)).toMatchObject({ contexts: 1, modules: [1] });
});
