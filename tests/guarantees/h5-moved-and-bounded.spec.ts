import { expect, test, type Page } from '@playwright/test';
import { dropFiles, openApp, prepare } from '../tools/app';
import { longSong, songRow } from '../tools/jobs';
import { countRows } from '../tools/rows';
import { rewriteSeparator, separators } from '../tools/separator-script';
import { installWrites, planWrite, releaseWrite, writeReached } from '../tools/writes';
import { aliveWorkers, workersAtWork } from '../tools/workers';

/** What went from one side to the other. */
interface Posted {
	/** Buffers with anything in them, and how many of those the sender still had afterwards. */
	buffers: number;
	kept: number;
	/** In the worker: blocks posted to the page. */
	blocks: number;
}

declare global {
	var riffroomPosted: Posted;
}

/** Runs first on both sides; `postMessage` of `target` is looked at from then on. */
function watchPosts(target: { postMessage: (...parts: unknown[]) => void }): void {
	const posted: Posted = (globalThis.riffroomPosted = { buffers: 0, kept: 0, blocks: 0 });
	const buffersIn = (value: unknown): ArrayBuffer[] => {
		if (value instanceof ArrayBuffer) return [value];
		if (ArrayBuffer.isView(value)) return value.buffer instanceof ArrayBuffer ? [value.buffer] : [];
		return value !== null && typeof value === 'object' ? Object.values(value).flatMap(buffersIn) : [];
	};
	const { postMessage } = target;
	target.postMessage = function (...parts) {
		// A few bytes (which blocks are finished) are copied: what is asked here is about sound and the model.
		const buffers = new Set(buffersIn(parts[0]).filter(({ byteLength }) => byteLength >= 250));
		const { value } = (parts[0] as { value?: { value?: { blocks?: unknown[] } } } | null) ?? {};
		posted.blocks += value?.value?.blocks?.length ?? 0;
		postMessage.apply(this, parts);
		posted.buffers += buffers.size;
		posted.kept += [...buffers].filter(({ byteLength }) => byteLength > 0).length;
	};
}

const inWorker = (page: Page): Promise<Posted> =>
	separators(page)[0]!.evaluate(() => globalThis.riffroomPosted);

/** Bytes of all buffers that the page itself has, after everything unused was let go. */
async function pageBuffers(page: Page): Promise<number> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('HeapProfiler.collectGarbage');
	const usage = (await devtools.send('Runtime.getHeapUsage')) as { backingStorageSize?: number };
	await devtools.detach();
	return usage.backingStorageSize ?? NaN;
}

/**
 * H5: sound is moved between threads, never copied, and how much of it is alive is bounded.
 *
 * Checked by `separate` without its transfer list, by a worker that answers without one, by asking for the next
 * segment before the last one is stored, and by keeping three segments' results in the page.
 */
test('H5: buffers are moved, and a slow disk holds the worker back', async ({ page }) => {
	await prepare(page);
	await installWrites(page);
	await page.addInitScript(`(${watchPosts.toString()})(Worker.prototype)`);
	await rewriteSeparator(page, (script) => `(${watchPosts.toString()})(self);${script}`);
	await openApp(page, { threads: 1 });
	const before = await pageBuffers(page);

	await dropFiles(page, longSong('long', 10));
	await expect(songRow(page, 'long').getByText(/^Separating [3-9] of/)).toBeVisible();
	await planWrite(page, { at: { inTransaction: 1 }, act: 'hold' });
	await writeReached(page);
	expect(await workersAtWork(page, 'separator')).toBe(0);
	const held = await inWorker(page);
	const alive = (await pageBuffers(page)) - before;
	await page.waitForTimeout(1000);
	expect(await inWorker(page)).toEqual(held);
	await releaseWrite(page);

	await expect.poll(async () => (await inWorker(page)).blocks).toBeGreaterThan(held.blocks + 2);
	const [stored] = await countRows(page, 'blocks');
	expect((await inWorker(page)).blocks - stored!).toBeLessThanOrEqual(2);

	const fromWorker = await inWorker(page);
	expect(fromWorker.buffers).toBeGreaterThan(8 * 5);
	expect(fromWorker.kept).toBe(0);
	const fromPage = await page.evaluate(() => globalThis.riffroomPosted);
	expect(fromPage.buffers).toBeGreaterThanOrEqual(5);
	expect(fromPage.kept).toBe(0);

	// Ten minutes are 212 MB; a segment's sound is 3 MB, a block with its peaks and two ends 15 MB.
	console.log(`H5: ${(alive / 1e6).toFixed(1)} MB of buffers alive in the page`);
	expect(alive).toBeLessThan(30e6);
	expect(await aliveWorkers(page, 'separator')).toBe(1);
});
