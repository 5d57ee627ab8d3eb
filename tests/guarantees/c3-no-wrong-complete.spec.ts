import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong, prepare } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import type { Findings } from '../tools/auditor.page';
import { continueButton, expectReady, fourStems, songRow } from '../tools/jobs';
import { crashSeparator } from '../tools/separator-script';
import {
	forgetPlan,
	installWrites,
	planWrite,
	releaseWrite,
	writeReached,
	type WritePlan
} from '../tools/writes';
import { aliveWorkers } from '../tools/workers';
import { holdRequests } from './phases';

// Dozens of faults a test.
test.describe.configure({ timeout: 300_000 });

/** One more than the app stores of the original in one transaction. */
const BLOCKS = 5;
const TITLE = 'fragile';
const song = () => fourStems(TITLE, 17);

async function open(page: Page, plan: WritePlan | null = null): Promise<void> {
	await prepare(page);
	await installWrites(page, plan);
	await openApp(page, { threads: 1, overlap: 0.5 });
}

const blocksIn = ({ songs: [row] }: Findings): number => row?.finished.filter(Boolean).length ?? 0;

/**
 * The song is absent, or partial with exactly the blocks that were there before it was disturbed, or `atMost` more.
 * Gives how many bytes of sound were lost that were finished before.
 */
function expectHonest(before: Findings, found: Findings, atMost = 1): number {
	expect(found.complaints).toEqual([]);
	const [row] = found.songs;
	expect(found.songs.length, 'songs').toBeGreaterThanOrEqual(before.songs.length);
	expect(Number(found.prepared[0] ?? 0), 'originals').toBeGreaterThanOrEqual(Number(before.prepared[0] ?? 0));
	const stored = blocksIn(found);
	expect(stored - blocksIn(before)).toBeGreaterThanOrEqual(0);
	expect(stored - blocksIn(before)).toBeLessThanOrEqual(atMost);
	if (stored === BLOCKS) expect(row).toMatchObject({ state: 'complete' });
	else if (row !== undefined) expect(row).toMatchObject({ state: 'partial' });
	for (const [index, hash] of Object.entries(found.blocks))
		expect(hash, `block ${index}`).toBe(blocks[index]);

	const lost = Object.entries(before.sound).filter(
		([part]) => !(part in found.sound) && !isUsedUp(part, found)
	);
	expect(lost).toEqual([]);
	return lost.reduce((sum, [, bytes]) => sum + bytes, 0);
}

/** An end has become part of its block, or the original is needed no more. */
function isUsedUp(part: string, { songs: [row] }: Findings): boolean {
	const [store, segment, side] = part.split(' ');
	if (row === undefined || store === 'blocks') return false;
	return store === 'originals'
		? row.state === 'complete'
		: row.finished[Number(segment) + (side === 'tail' ? 1 : 0)] === 1;
}

function expectWhole(found: Findings): void {
	expect(found.complaints).toEqual([]);
	expect(found.songs).toEqual([
		{ title: TITLE, state: 'complete', finished: Array.from({ length: BLOCKS }, () => 1) }
	]);
	expect(found.blocks).toEqual(blocks);
}

/** Waits for the planned write, and gives its name; null if the song got ready before. */
const reached = (page: Page): Promise<string | null> =>
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
 * Opens the app with the song ready to be separated, the playhead in its fourth block, so that separation begins in
 * the middle: with a segment of which both ends have to wait. Gives the function that lets it begin.
 */
async function openAtFourthBlock(page: Page): Promise<() => Promise<void>> {
	await open(page);
	const release = await holdRequests(page, '**/models/**/*.bin', 0, () => dropFiles(page, song()));
	await expect(songRow(page, TITLE).getByText(/^(Looking for|Fetching) the separator/)).toBeVisible();
	await openSong(page, TITLE);
	for (let i = 0; i < 3; i++) await page.getByRole('button', { name: '5 seconds on' }).click();
	await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute(
		'aria-valuetext',
		/^15 seconds/
	);
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	return release;
}
const ENDS_ONLY = ['put ends 2 head: 1', 'put ends 2 head: 2'];

interface Toll {
	readonly faults: number;
	/** Bytes of finished work. */
	readonly lost: number;
}

/**
 * Has `fault` happen at each write of a song in turn, from the first that is not among `passed` on. A transaction
 * that is disturbed is undone, so that the next try makes its writes again, and is disturbed one write later. None
 * that is undone stores more than `atOnce` blocks.
 */
async function disturbEveryWrite(
	context: BrowserContext,
	begin: (plan: WritePlan) => Promise<Page>,
	fault: (page: Page, plan: WritePlan, look: () => Promise<Findings>) => Promise<[Page, Findings]>,
	act: WritePlan['act'],
	{ passed, atOnce }: { passed: readonly string[]; atOnce: number } = { passed: [], atOnce: 1 }
): Promise<Toll> {
	const look = await openAuditor(context);
	const done = [...passed];
	const plan = (): WritePlan => ({ at: { otherThan: [...done] }, act });
	let page = await begin(plan());
	let before = await look();
	let lost = 0;
	for (;;) {
		const name = await reached(page);
		if (name === null) {
			expectWhole(await look());
			return { faults: done.length - passed.length, lost };
		}
		expect(done).not.toContain(name);
		done.push(name);
		const [next, found] = await fault(page, plan(), look);
		lost += expectHonest(before, found, atOnce);
		expect(blocksIn(found), 'a transaction that was disturbed').toBeLessThan(BLOCKS);
		[page, before] = [next, found];
	}
}

/** The transaction fails; the player reads of it, and goes on. */
async function aborted(
	page: Page,
	plan: WritePlan,
	look: () => Promise<Findings>
): Promise<[Page, Findings]> {
	const notice = page.getByRole('alert');
	await expect(notice).toContainText('cannot reach its storage');
	await notice.getByRole('button', { name: 'Dismiss' }).click();
	const found = await look();
	await planWrite(page, plan);
	if (found.songs.length === 0) await dropFiles(page, song());
	else await continueButton(page, TITLE).click();
	return [page, found];
}

/** The page is closed. Another one goes on by itself with what is there. */
async function closed(page: Page, plan: WritePlan, look: () => Promise<Findings>): Promise<[Page, Findings]> {
	await page.close();
	const found = await look();
	const next = await page.context().newPage();
	await open(next, plan);
	if (found.songs.length === 0) await dropFiles(next, song());
	return [next, found];
}

const fromTheStart = (context: BrowserContext) => async (plan: WritePlan) => {
	const page = await context.newPage();
	await open(page, plan);
	await dropFiles(page, song());
	return page;
};
const fromTheMiddle = (context: BrowserContext) => async (plan: WritePlan) => {
	const page = await context.newPage();
	const separate = await openAtFourthBlock(page);
	await planWrite(page, plan);
	await separate();
	return page;
};

/** The song and its file; the original, in two transactions, each with the song; the level. */
const PREPARING = 2 + (BLOCKS + 2) + 1;
/** Each block comes with its peaks and the end of the two ends that made it; the last one ends all that waits. */
const BLOCK_WRITES = 4 * BLOCKS + 2;
/** In order a tail waits after each segment but the last; each block comes with the song. */
const IN_ORDER = BLOCK_WRITES + (BLOCKS - 1) + BLOCKS;
/** Writes in the transaction with the last block: there is no other with so many. */
const LARGEST = 7;
/** One head waits instead of a tail, and makes its block together with another: these two come with the song once. */
const FROM_THE_MIDDLE = BLOCK_WRITES + (BLOCKS - 1) + (BLOCKS - 1);

/**
 * C3: a song is absent, partial (known as such, and resumable) or complete; nothing else. No finished work is lost.
 *
 * Checked by storing a silent tail: a block that was begun in order differs from the one made from the middle on.
 */
test('C3: transactions aborted after every single write', async ({ context }) => {
	const toll = await disturbEveryWrite(context, fromTheStart(context), aborted, 'abort');
	console.log(`C3: ${toll.faults} transactions aborted, ${toll.lost} bytes of finished work lost`);
	expect(toll).toEqual({ faults: PREPARING + IN_ORDER, lost: 0 });
});

test('C3: transactions aborted after every single write, from the middle on', async ({ context }) => {
	const toll = await disturbEveryWrite(context, fromTheMiddle(context), aborted, 'abort');
	console.log(`C3: ${toll.faults} transactions aborted, ${toll.lost} bytes of finished work lost`);
	expect(toll).toEqual({ faults: FROM_THE_MIDDLE, lost: 0 });
});

test('C3: the page closed after every single write', async ({ context }) => {
	const toll = await disturbEveryWrite(context, fromTheStart(context), closed, 'hold');
	console.log(`C3: page closed ${toll.faults} times, ${toll.lost} bytes of finished work lost`);
	expect(toll).toEqual({ faults: PREPARING + IN_ORDER, lost: 0 });
});

test('C3: the page closed after every single write, begun in the middle', async ({ context }) => {
	const toll = await disturbEveryWrite(context, fromTheMiddle(context), closed, 'hold', {
		passed: ENDS_ONLY,
		atOnce: 2
	});
	console.log(`C3: page closed ${toll.faults} times, ${toll.lost} bytes of finished work lost`);
	expect(toll).toEqual({ faults: FROM_THE_MIDDLE - ENDS_ONLY.length, lost: 0 });
});

test('C3: the worker killed after every single write', async ({ context, page }) => {
	await page.clock.install();
	const look = await openAuditor(context);
	await open(page);
	let kills = 0;
	let lost = 0;
	for (const inTransaction of [1, 2, 3, 4, 5, 6, LARGEST]) {
		const plan = { at: { inTransaction }, act: 'hold' } as const;
		let before = await look();
		await planWrite(page, plan);
		await dropFiles(page, song());
		for (let name = await nextOf(page); name !== null; name = await nextOf(page)) {
			kills += await aliveWorkers(page, 'separator');
			await crashSeparator(page);
			await expect.poll(() => aliveWorkers(page, 'separator')).toBe(0);
			if (name.startsWith('put blocks')) {
				await releaseWrite(page);
				const found = await look();
				lost += expectHonest(before, found, inTransaction === LARGEST ? BLOCKS : 1);
				before = found;
				await planWrite(page, plan);
			} else {
				// What is written before the first block needs no worker, and goes on at once.
				await planWrite(page, plan);
				await releaseWrite(page);
			}
		}
		await forgetPlan(page);
		expectWhole(await look());
		await page.getByRole('button', { name: `Delete ${TITLE}` }).click();
		await page.getByRole('button', { name: 'Delete', exact: true }).click();
		await expect.poll(look).toMatchObject({ complaints: [], songs: [], sound: {} });
	}
	console.log(`C3: worker killed ${kills} times, ${lost} bytes of finished work lost`);
	expect(kills).toBeGreaterThanOrEqual(IN_ORDER);
	expect(lost).toBe(0);
});

/** Lets the pauses between tries pass, and tries again after the last one, until a write is held or all is done. */
async function nextOf(page: Page): Promise<string | null> {
	for (;;) {
		const name = await page.evaluate(() => globalThis.riffroomWrites.reached);
		if (name !== null) return name;
		if (await songRow(page, TITLE).getByText('Ready').isVisible()) return null;
		const again = page.getByRole('button', { name: 'Try again' });
		if (await again.isVisible()) await again.click();
		await page.clock.fastForward(1000);
		await page.waitForTimeout(20);
	}
}
