import { expect, test, type Page } from '@playwright/test';
import { dropFiles, marks, openApp } from '../tools/app';
import { cancelButton, clip, expectReady, longSong, songRow } from '../tools/jobs';
import { separators } from '../tools/separator-script';
import { workers } from '../tools/workers';

const LIMIT = 200;

declare global {
	/** Milliseconds from the click until no job is on the screen any more. */
	var riffroomGone: Promise<number>;
	/** The browser's time of the click. */
	var riffroomClicked: number;
}

/** Whether the worker's own thread does not get round to anything: it answers no question of the test. */
async function expectStuck(page: Page): Promise<void> {
	const answer = separators(page)[0]!.evaluate(() => 'free');
	answer.catch(() => undefined);
	expect(await Promise.race([answer, page.waitForTimeout(300).then(() => 'stuck')])).toBe('stuck');
}

/** Cancels with the mouse; milliseconds until the worker is terminated, and until the screen is idle. */
async function cancelTimed(page: Page, title: string): Promise<{ terminated: number; gone: number }> {
	await page.evaluate(() => {
		globalThis.riffroomGone = new Promise((resolve) =>
			document.addEventListener(
				'click',
				(event) => {
					globalThis.riffroomClicked = event.timeStamp;
					const look = () => {
						if (document.querySelector('[aria-label^="Cancel "]') !== null) requestAnimationFrame(look);
						else resolve(performance.now() - event.timeStamp);
					};
					look();
				},
				{ once: true, capture: true }
			)
		);
	});
	await cancelButton(page, title).click();
	const gone = await page.evaluate(() => globalThis.riffroomGone);
	const clicked = await page.evaluate(() => globalThis.riffroomClicked);
	const [worker] = await workers(page, 'separator');
	return { terminated: (worker?.terminatedAt ?? Infinity) - clicked, gone };
}

/**
 * C2: the screen is idle within 200 ms of a cancel, and the worker is terminated, whatever it does.
 *
 * Checked by an abort that asks the worker to stop and waits for its answer before it ends it: neither test gets
 * to its end.
 */
test('C2: a worker in an endless loop', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, longSong('endless', 3));
	await expect(songRow(page, 'endless').getByText(/^Separating [1-9] of/)).toBeVisible();
	await separators(page)[0]!.evaluate(() => {
		const timer = setTimeout(() => {
			clearTimeout(timer);
			for (;;);
		});
	});
	await expectStuck(page);

	const { terminated, gone } = await cancelTimed(page, 'endless');
	console.log(`C2: terminated after ${terminated.toFixed(0)} ms, idle after ${gone.toFixed(0)} ms`);
	expect(terminated).toBeLessThan(LIMIT);
	expect(gone).toBeLessThan(LIMIT);

	await dropFiles(page, clip('next', 1000));
	await expectReady(page, 'next');
});

test('C2: a worker inside the full model', { tag: '@full' }, async ({ page }) => {
	test.setTimeout(120_000);
	await openApp(page, { model: 'htdemucs' });
	await dropFiles(page, clip('heavy', 440, 12));
	await expect(songRow(page, 'heavy').getByText('Separating 0 of 3')).toBeVisible({ timeout: 40_000 });
	await expectStuck(page);

	const { terminated, gone } = await cancelTimed(page, 'heavy');
	console.log(`C2: terminated after ${terminated.toFixed(0)} ms, idle after ${gone.toFixed(0)} ms`);
	expect(terminated).toBeLessThan(LIMIT);
	expect(gone).toBeLessThan(LIMIT);
	expect((await marks(page)).filter(({ event }) => event === 'segment')).toEqual([]);

	await dropFiles(page, clip('next', 1000));
	await expect(songRow(page, 'next').getByText('Ready')).toBeVisible({ timeout: 50_000 });
});
