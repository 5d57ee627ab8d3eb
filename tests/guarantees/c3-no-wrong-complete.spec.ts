import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { dropFiles, openApp, prepare } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import type { Findings } from '../tools/auditor.page';
import { continueButton, expectReady, fourStems, songRow } from '../tools/jobs';
import { crashSeparator } from '../tools/separator-script';
import { forgetPlan, installWrites, planWrite, releaseWrite, writeReached } from '../tools/writes';
import { aliveWorkers } from '../tools/workers';

// Dozens of faults a test.
test.describe.configure({ timeout: 180_000 });

const BLOCKS = 4;
const TITLE = 'fragile';
const song = () => fourStems(TITLE, 13);

async function open(page: Page): Promise<void> {
	await prepare(page);
	await installWrites(page);
	await openApp(page, { threads: 1, overlap: 0.5 });
}

/** Goes on with the song from the library, or drops its file where nothing of it is there. */
async function start(page: Page, found: Findings): Promise<void> {
	if (found.songs.length === 0) await dropFiles(page, song());
	else await continueButton(page, TITLE).click();
}

/** The song is absent, or partial with exactly these blocks: those before it was disturbed, or one more. */
function expectHonest(found: Findings, before: number): number {
	expect(found.complaints).toEqual([]);
	const [row] = found.songs;
	const stored = row?.finished.filter(Boolean).length ?? 0;
	expect([before, before + 1]).toContain(stored);
	if (stored === BLOCKS) expect(row).toMatchObject({ state: 'complete' });
	else if (row !== undefined) expect(row).toMatchObject({ state: 'partial' });
	for (const [index, hash] of Object.entries(found.blocks))
		expect(hash, `block ${index}`).toBe(blocks[index]);
	return stored;
}

function expectWhole(found: Findings): void {
	expect(found.complaints).toEqual([]);
	expect(found.songs).toEqual([{ title: TITLE, state: 'complete', finished: [1, 1, 1, 1] }]);
	expect(found.blocks).toEqual(blocks);
}

/** Waits for the planned write, and gives its place in its transaction; null if the song got ready before. */
const reached = (page: Page): Promise<number | null> =>
	Promise.race([
		writeReached(page),
		songRow(page, TITLE)
			.getByText('Ready')
			.waitFor()
			.then(() => null)
	]);

/** What an undisturbed run makes. */
let blocks: Readonly<Record<string, string>>;

test.beforeAll(async ({ browser }) => {
	const context = await browser.newContext();
	const page = await context.newPage();
	await open(page);
	await dropFiles(page, song());
	await expectReady(page, TITLE);
	const found = await (await openAuditor(context))();
	expect(found.complaints).toEqual([]);
	blocks = found.blocks;
	expect(Object.keys(blocks)).toHaveLength(BLOCKS);
	await context.close();
});

/**
 * Does `fault` at every single write of a song in turn. A transaction that is disturbed is undone, so that the
 * next try makes its writes again, and is disturbed one write later. Gives how often that was.
 */
async function disturbEveryWrite(
	context: BrowserContext,
	act: 'hold' | 'abort',
	fault: (page: Page) => Promise<Page>
): Promise<number> {
	const look = await openAuditor(context);
	let page = await context.newPage();
	await open(page);
	let found = await look();
	let stored = 0;
	for (let faults = 0, at = 1; ; faults++) {
		await planWrite(page, { at, act });
		await start(page, found);
		const place = await reached(page);
		if (place === null) {
			expectWhole(await look());
			return faults;
		}
		page = await fault(page);
		found = await look();
		stored = expectHonest(found, stored);
		expect(stored, 'a transaction that was disturbed').toBeLessThan(BLOCKS);
		at = place + 1;
	}
}

/** Adding the song is two writes; each block comes with its peaks, its seam or the seam's end, and the song. */
const WRITES = 2 + 4 * BLOCKS;

/**
 * C3: a song is absent, partial (known as such, and resumable) or complete; nothing else.
 *
 * Checked by marking a block as finished in a transaction of its own before the block is written, by setting
 * `complete` one block early, by storing a silent seam, and by adding a song in two transactions: each fails here,
 * with the line of the audit or the block that is wrong.
 */
test('C3: transactions aborted after every single write', async ({ context }) => {
	const faults = await disturbEveryWrite(context, 'abort', async (page) => {
		const notice = page.getByRole('alert');
		await expect(notice).toBeVisible();
		await notice.getByRole('button', { name: 'Dismiss' }).click();
		return page;
	});
	console.log(`C3: ${faults} transactions aborted`);
	expect(faults).toBe(WRITES);
});

test('C3: the page closed after every single write', async ({ context }) => {
	const faults = await disturbEveryWrite(context, 'hold', async (page) => {
		await page.close();
		const next = await context.newPage();
		await open(next);
		return next;
	});
	console.log(`C3: page closed ${faults} times`);
	expect(faults).toBe(WRITES);
});

test('C3: the worker killed after every single write', async ({ context, page }) => {
	await page.clock.install();
	const look = await openAuditor(context);
	await open(page);
	let kills = 0;
	for (const inTransaction of [1, 2, 3, 4]) {
		await dropFiles(page, song());
		let stored = 0;
		for (;;) {
			await planWrite(page, { at: { inTransaction }, act: 'hold' });
			if ((await nextOf(page)) === 'ready') break;
			kills += await aliveWorkers(page, 'separator');
			await crashSeparator(page);
			await expect.poll(() => aliveWorkers(page, 'separator')).toBe(0);
			await releaseWrite(page);
			stored = expectHonest(await look(), stored);
		}
		await forgetPlan(page);
		expectWhole(await look());
		await page.getByRole('button', { name: `Delete ${TITLE}` }).click();
		await page.getByRole('button', { name: 'Delete', exact: true }).click();
		await expect.poll(look).toEqual({ complaints: [], songs: [], blocks: {} });
	}
	console.log(`C3: worker killed ${kills} times`);
	expect(kills).toBeGreaterThanOrEqual(4 * BLOCKS);
});

/** Lets the pauses between tries pass, and tries again after the last one. */
async function nextOf(page: Page): Promise<'write' | 'ready'> {
	for (;;) {
		if (await page.evaluate(() => globalThis.riffroomWrites.done)) return 'write';
		if (await songRow(page, TITLE).getByText('Ready').isVisible()) return 'ready';
		const again = page.getByRole('button', { name: 'Try again' });
		if (await again.isVisible()) await again.click();
		await page.clock.fastForward(1000);
		await page.waitForTimeout(20);
	}
}
