import { expect, test, type Page } from '@playwright/test';
import { dropFiles, fileInput } from '../tools/app';
import { cancelButton, clip, expectIdle, expectReady, songRow } from '../tools/jobs';
import { replayMessages } from '../tools/late-messages';
import { countRows, rows } from '../tools/rows';
import { crashSeparator, rewriteSeparator } from '../tools/separator-script';
import { aliveWorkers, workers } from '../tools/workers';
import { HEARD, holdIn, openHeldApp, PHASES } from './phases';

const separatorsMade = async (page: Page): Promise<number> => (await workers(page, 'separator')).length;

/** Time passes on the page's clock, and what that sets off has real time to happen. */
async function oneMinute(page: Page): Promise<void> {
	for (let half = 0; half < 2; half++) {
		await page.clock.fastForward(30_000);
		await page.waitForTimeout(150);
	}
}

/** Everything in the library, blocks by their keys. */
const library = async (page: Page) => ({
	songs: (await rows(page, 'songs')).map(({ value }) => value),
	parts: await countRows(page, 'sources', 'blocks', 'peaks', 'originals', 'ends')
});
const STOPPED = { songs: [{ state: 'partial', stopped: true }] };
const COMPLETE = { songs: [{ state: 'complete', stopped: false }] };
const EMPTY = { songs: [], parts: [0, 0, 0, 0, 0] };

/**
 * C1: a cancel by the user is final: no further worker, no late message that changes anything. Only a crash is
 * retried, at most twice, with back-off, and never after a cancel.
 *
 * Checked by pauses and further tries that are deaf to the signal (with or without taking an abort for a crash),
 * by three retries, by retries without a pause, by keeping what a cancelled song had begun, by a worker's end that
 * settles nobody, and by a second worker for one crash: each fails a test here.
 */
for (const phase of PHASES)
	test(`C1: a cancel while ${phase} is final`, async ({ page }) => {
		await page.clock.install();
		await openHeldApp(page);
		const { title, release } = await holdIn(page, phase);
		const made = await separatorsMade(page);
		await cancelButton(page, title).click();
		if (phase === 'waiting') await cancelButton(page, 'the one before').click();
		await expectIdle(page);

		// What is being written can be seen only after it is.
		if (phase === 'saving' || phase === 'keeping the original') await release();
		if (phase === 'saving') await expect.poll(() => library(page)).toMatchObject(COMPLETE);
		else if (HEARD.includes(phase)) await expect.poll(() => library(page)).toMatchObject(STOPPED);
		else await expect.poll(() => library(page)).toEqual(EMPTY);
		const before = await library(page);
		await release();
		const said = await replayMessages(page);
		if (phase === 'separating') expect(said).toBeGreaterThan(4);
		await oneMinute(page);

		const expectFinal = async (workers: number) => {
			expect(await separatorsMade(page)).toBe(workers);
			await expectIdle(page);
			await expect(page.getByRole('alert')).toHaveCount(0);
			expect(await library(page)).toEqual(before);
		};
		await expectFinal(made);

		// What else is not complete goes on by itself then.
		await page.reload();
		await fileInput(page).waitFor({ state: 'attached' });
		await oneMinute(page);
		await expectFinal(0);
	});

test.describe('C1: a worker that crashes', () => {
	/** The page's clock stands still unless the test moves it. */
	test.beforeEach(async ({ page }) => {
		await page.clock.install({ time: 0 });
		await openHeldApp(page);
		await page.clock.pauseAt(3_600_000);
	});

	const firstCrash = async (page: Page) => {
		await rewriteSeparator(page, () => 'throw new Error("broken on purpose")');
		await dropFiles(page, clip('crashes', 440));
		await expect.poll(() => separatorsMade(page)).toBe(1);
		await expect.poll(() => aliveWorkers(page, 'separator')).toBe(0);
	};

	test('is made anew twice, each time after a pause, and then reported in words', async ({ page }) => {
		await firstCrash(page);
		for (const made of [2, 3]) {
			await page.waitForTimeout(300);
			expect(await separatorsMade(page), 'before the pause is over').toBe(made - 1);
			await page.clock.fastForward(10_000);
			await expect.poll(() => separatorsMade(page)).toBe(made);
		}
		const notice = page.getByRole('alert');
		await expect(notice).toContainText('Separation broke down.');
		await expect(notice).toContainText('is kept');
		await expect(notice.getByRole('button', { name: 'Try again' })).toBeVisible();
		await oneMinute(page);
		expect(await separatorsMade(page)).toBe(3);
		expect(await aliveWorkers(page, 'separator')).toBe(0);
	});

	test('is not made anew after a cancel', async ({ page }) => {
		await firstCrash(page);
		await cancelButton(page, 'crashes').click();
		await expectIdle(page);
		await oneMinute(page);
		expect(await separatorsMade(page)).toBe(1);
		expect(await library(page)).toMatchObject({ ...STOPPED, parts: [1, 0, 0, 1, 0] });
		await expect(page.getByRole('alert')).toHaveCount(0);
	});

	test('goes on where it stood', async ({ page }) => {
		const { title } = await holdIn(page, 'separating');
		await crashSeparator(page);
		await expect.poll(() => aliveWorkers(page, 'separator')).toBe(0);
		const [, stored] = await countRows(page, 'sources', 'blocks');
		const done = async () => Number(/Separating (\d+) of/.exec(await songRow(page, title).innerText())?.[1]);
		// The pause begins when the app comes to know of it, which it may do with the next segment only.
		const later = () => page.clock.fastForward(1000).then(done);
		await expect.poll(later).toBeGreaterThan(stored!);
		expect(await separatorsMade(page)).toBe(2);
		await cancelButton(page, title).click();

		await dropFiles(page, clip('next', 1000));
		await expectReady(page, 'next');
	});
});
