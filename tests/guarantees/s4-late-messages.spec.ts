import { expect, test } from '@playwright/test';
import { cancelButton, songRow } from '../tools/jobs';
import { replayMessages } from '../tools/late-messages';
import { rows } from '../tools/rows';
import { workers } from '../tools/workers';
import { holdIn, openHeldApp } from './phases';

/**
 * S4: late messages of a cancelled job cannot touch the next one, not even of the same song.
 *
 * There are several defences; checked by taking down those that a late answer meets (a `Connection.end` that only
 * terminates, a `separateSegments` and a `Separator` that do not look at the signal): the cancelled job goes on, and
 * ends the worker of the next one.
 */
test('S4: cancelled and started again in one tick, old messages change nothing', async ({ page }) => {
	await openHeldApp(page);
	const { title } = await holdIn(page, 'separating');
	const doneOf = async () => Number(/Separating (\d+) of/.exec(await songRow(page, title).innerText())?.[1]);
	const done = await doneOf();

	await page.evaluate(async (name) => {
		// Between two segments the worker is at rest, and would stay.
		const atWork = () =>
			riffroomWorkers.some(({ url, asked, answered }) => url.includes('separator') && asked > answered);
		while (!atWork()) await new Promise(requestAnimationFrame);
		const click = (label: string) => document.querySelector<HTMLElement>(`[aria-label="${label}"]`)!.click();
		click(`Cancel ${name}`);
		// Only promises pass here: the browser has had no turn for a message or a frame.
		for (let i = 0; i < 20 && !document.querySelector(`[aria-label="Continue ${name}"]`); i++)
			await Promise.resolve();
		click(`Continue ${name}`);
	}, title);
	expect(await replayMessages(page)).toBeGreaterThan(4);
	await expect(songRow(page, title).getByText(/^Separating/)).toBeVisible();
	await replayMessages(page);

	const made = await workers(page, 'separator');
	expect(made.map(({ alive }) => alive)).toEqual([false, true]);
	const resumedAt = await doneOf();
	expect(resumedAt).toBeGreaterThanOrEqual(done);
	await expect.poll(doneOf).toBeGreaterThan(resumedAt);
	await replayMessages(page);
	await cancelButton(page, title).click();
	const [song] = (await rows(page, 'songs')).map(({ value }) => value);
	expect(song).toMatchObject({ state: 'partial' });
	await expect(page.getByRole('alert')).toHaveCount(0);
});
