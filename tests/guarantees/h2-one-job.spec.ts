import { expect, test, type Page } from '@playwright/test';
import type { NewsItem } from '../../src/lib/state/news';
import { dropFiles, openApp, type Wishes } from '../tools/app';
import { openBlank } from '../tools/blank';
import { keepDiary, told } from '../tools/diary';
import { expectReady, fourStems } from '../tools/jobs';
import { crashSeparator } from '../tools/separator-script';

declare global {
	var riffroomPhases: string[];
}

/** What the tabs tell each other of the phases of a job, one after the other, each once. */
const listen = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.riffroomPhases = [];
		new BroadcastChannel('riffroom:news').onmessage = ({ data }: MessageEvent<NewsItem>) => {
			if (data.type !== 'progress') return;
			const { phase } = data.job;
			if (globalThis.riffroomPhases.at(-1) !== phase) globalThis.riffroomPhases.push(phase);
		};
	});

/** The phases since the last look, as soon as they are these. */
async function expectPhases(page: Page, ...phases: string[]): Promise<void> {
	await expect.poll(() => page.evaluate(() => globalThis.riffroomPhases)).toEqual(phases);
	await page.evaluate(() => globalThis.riffroomPhases.splice(0));
}

/**
 * H2: one table of transitions drives every job, whether fresh, resumed, retried or found in the library. The table
 * itself is checked pair by pair in tests/unit/job.test.ts: here are the ways that jobs really take through it.
 */
test('H2: a job that is fresh, resumed, retried or cached goes its own way through one table', async ({
	context,
	page
}) => {
	const wishes: Wishes = { threads: 1, overlap: 0.5 };
	/** What the table throws; elsewhere, service workers that are blocked here throw as well. */
	const mistakes: string[] = [];
	context.on('weberror', (found) => mistakes.push(found.error().message));
	const diary = await keepDiary(context);
	const listener = await openBlank(context);
	await listen(listener);
	await openApp(page, wishes);

	const path = fourStems('fresh', 8);
	await dropFiles(page, path);
	await expectReady(page, 'fresh');
	await expectPhases(listener, 'decoding', 'fetching-model', 'separating', 'ready');

	await dropFiles(page, path);
	await page.getByRole('region', { name: 'Drums' }).waitFor();
	await expectPhases(listener, 'ready');
	await openApp(page, wishes);

	const before = told(diary, 'begin').length;
	await dropFiles(page, fourStems('interrupted', 38));
	await expect.poll(() => told(diary, 'begin').length).toBeGreaterThan(before + 2);
	await crashSeparator(page);
	await expectPhases(listener, 'decoding', 'fetching-model', 'separating', 'fetching-model', 'separating');

	await openApp(page, wishes);
	await expectReady(page, 'interrupted');
	await expectPhases(listener, 'fetching-model', 'separating', 'ready');
	expect(mistakes.filter((message) => message.startsWith('A job cannot go'))).toEqual([]);
});
