import { expect, test, type Page } from '@playwright/test';
import { setTimeout as sleep } from 'node:timers/promises';
import { dropFiles, openApp, type Wishes } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import { keepDiary, told } from '../tools/diary';
import { expectFinished, separatedInPeace, unevenSong } from '../tools/peace';

const WISHES: Wishes = { threads: 1, overlap: 0.5 };
const BLOCKS = 25;
const KILLS = 50;
/** The longest that a tab lives, in milliseconds: from its first script on, or from its first segment on. */
const LONGEST = { starting: 700, separating: 450 };

/** Numbers from 0 up to and without 1; the same seed gives the same ones (mulberry32). */
function random(seed: number): () => number {
	let state = seed | 0;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const WAYS = {
	/** As by the task manager, or where memory is short. */
	async crash(page: Page) {
		const devtools = await page.context().newCDPSession(page);
		const crashed = page.waitForEvent('crash');
		// It cannot answer any more.
		void devtools.send('Page.crash').catch(() => undefined);
		await crashed;
		await page.close();
	},
	close: (page: Page) => page.close()
};

/**
 * K1: a tab that is killed loses at most the segment in work, whenever that is; reopened, it goes on by itself, and
 * the finished song is the same, bit by bit, as one separated in peace. `RIFFROOM_SEED` repeats a run.
 *
 * Checked by forgetting the ends that wait whenever a song is gone on with (a segment that was stored is begun again),
 * and by going on with a deviation that is a thousandth off (the blocks are others).
 */
test('K1: killed 50 times at any moment, a song is what it is in peace', async ({
	browser,
	context,
	page
}) => {
	test.setTimeout(170_000);
	const seed = Number(process.env.RIFFROOM_SEED ?? Date.now() % 1e6);
	const next = random(seed);
	const path = unevenSong('killed', 3.9 * (BLOCKS - 0.5));
	const diary = await keepDiary(context);
	let tab = page;
	const begins = () => told(diary, 'begin', tab).length > 0 || told(diary, 'complete').length > 0;

	await openApp(tab, WISHES);
	await dropFiles(tab, path);
	await expect(tab.getByRole('button', { name: 'Pin killed' })).toBeVisible();
	for (let kill = 0; kill < KILLS; kill++) {
		const separates = kill % 3 === 0;
		if (separates) await expect.poll(begins, { intervals: [20] }).toBe(true);
		await sleep(next() * (separates ? LONGEST.separating : LONGEST.starting));
		await WAYS[kill % 2 === 0 ? 'close' : 'crash'](tab);
		tab = await context.newPage();
		// It may be killed before it is there.
		openApp(tab, WISHES).catch(() => undefined);
	}
	await expectFinished(tab, 'killed');

	const begun = told(diary, 'begin').length;
	console.log(`K1: seed ${seed}, ${begun} segments begun for ${BLOCKS} blocks`);
	const tabs = new Set(diary.map((entry) => entry.page));
	// Whatever a tab has got beyond is kept: only its last segment may be begun again.
	const kept = [...tabs].flatMap((one) => told(diary, 'begin', one).slice(0, one === tab ? undefined : -1));
	expect(kept).toHaveLength(new Set(kept).size);
	expect(begun).toBeLessThanOrEqual(BLOCKS + KILLS);

	const look = await openAuditor(context);
	const found = await look();
	expect(found.complaints).toEqual([]);
	expect(new Set(Object.values(found.blocks)).size).toBe(BLOCKS);
	expect(found).toEqual(await separatedInPeace(browser, path, 'killed', WISHES));
});
