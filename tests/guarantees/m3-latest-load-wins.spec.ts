import { expect, test, type Page, type Worker } from '@playwright/test';
import { dropFiles, openApp, openSong, prepare } from '../tools/app';
import { installGates, reached, shut } from '../tools/gates';
import { clip, expectReady } from '../tools/jobs';
import { rows } from '../tools/rows';
import { levels, spectrumPeak } from '../tools/sound';

const A = 500;
const B = 800;

declare global {
	/** In the feeder worker. */
	var riffroomFeeder: { ports: Set<string>; seen: string[]; waiting: number; letGo: () => void };
}

const feederOf = (page: Page): Worker => page.workers().find((worker) => worker.url().includes('feeder'))!;

/** The songs that the feeder has open ports for, and all it ever had. */
const ports = (page: Page): Promise<{ open: string[]; seen: string[] }> =>
	feederOf(page).evaluate(() => ({
		open: [...globalThis.riffroomFeeder.ports],
		seen: globalThis.riffroomFeeder.seen
	}));

/** The worklet says on a port that it closes it: browsers tell the other end nothing. */
const SAY_CLOSING = `;{
	const { close } = MessagePort.prototype;
	MessagePort.prototype.close = function () {
		this.postMessage('closing');
		close.call(this);
	};
}`;

/** Knows the feeder's ports that are not closed at the other end, and holds back blocks of one song. */
function watchFeeder(slow: string): void {
	const held: (() => void)[] = [];
	const feeder: typeof riffroomFeeder = {
		ports: new Set(),
		seen: [],
		waiting: 0,
		letGo: () => held.splice(0).forEach((go) => go())
	};
	globalThis.riffroomFeeder = feeder;
	addEventListener('message', ({ data }: MessageEvent<{ port: MessagePort; song: { id: string } }>) => {
		feeder.seen.push(data.song.id);
		feeder.ports.add(data.song.id);
		data.port.addEventListener('message', (message: MessageEvent<unknown>) => {
			if (message.data === 'closing') feeder.ports.delete(data.song.id);
		});
	});
	const stores = IDBObjectStore.prototype as { get: (this: IDBObjectStore, key: IDBValidKey) => IDBRequest };
	const { get } = stores;
	stores.get = function (key) {
		const request = get.call(this, key);
		if (Array.isArray(key) && key[0] === slow)
			request.addEventListener(
				'success',
				(event) => {
					event.stopImmediatePropagation();
					feeder.waiting++;
					held.push(() => request.dispatchEvent(new Event('success')));
				},
				{ once: true }
			);
		return request;
	};
}

const openFromLibrary = (page: Page, title: string) =>
	page.getByRole('article', { name: title }).getByRole('button', { name: title, exact: true }).click();

async function expectB(page: Page): Promise<void> {
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('B song');
	await expect(page.getByRole('alert')).toHaveCount(0);
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-40);
	await expect.poll(async () => Math.abs((await spectrumPeak(page)) - B)).toBeLessThan(6);
}

/** Both songs in the library; gives their ids. */
async function twoSongs(page: Page): Promise<{ a: string; b: string }> {
	await prepare(page);
	await installGates(page);
	await page.route(/mixer\.worklet[^/]*\.js$/, async (route) => {
		const response = await route.fetch();
		await route.fulfill({ response, body: (await response.text()) + SAY_CLOSING });
	});
	await openApp(page);
	await dropFiles(page, clip('A song', A, 5), clip('B song', B, 5));
	await expectReady(page, 'A song');
	await expectReady(page, 'B song');
	const songs = (await rows(page, 'songs')).map(({ value }) => value as { id: string; title: string });
	const idOf = (wanted: string) => songs.find(({ title }) => title === wanted)!.id;
	return { a: idOf('A song'), b: idOf('B song') };
}

/**
 * M3: the latest load wins; the loser is aborted and freed.
 *
 * Checked by a `Room.open` that aborts nothing (A gets a port as well), and by a mixer and a desk that leave the
 * deck of an abandoned song open (A's port stays).
 */
test('M3: a song whose blocks come late has lost to the one opened after it', async ({ page }) => {
	const { a, b } = await twoSongs(page);
	await feederOf(page).evaluate(watchFeeder, a);

	await openFromLibrary(page, 'A song');
	await expect.poll(() => feederOf(page).evaluate(() => globalThis.riffroomFeeder.waiting)).toBe(1);
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await openSong(page, 'B song');
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await expectB(page);

	await feederOf(page).evaluate(() => globalThis.riffroomFeeder.letGo());
	await expect.poll(() => ports(page)).toEqual({ open: [b], seen: [a, b] });
	await expectB(page);
});

test('M3: a song that is read late from the library has lost to the one opened after it', async ({
	page
}) => {
	const { b } = await twoSongs(page);
	await feederOf(page).evaluate(watchFeeder, 'none');

	await shut(page, 'peaks');
	await openFromLibrary(page, 'A song');
	await reached(page, 'peaks');
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await openFromLibrary(page, 'B song');
	await expect.poll(() => page.evaluate(() => globalThis.riffroomGates.waiting('peaks'))).toBe(2);
	await page.evaluate(() => globalThis.riffroomGates.openBackwards('peaks'));

	await expect(page.getByRole('heading', { level: 1 })).toHaveText('B song');
	await page.getByRole('button', { name: 'Play', exact: true }).click();
	await expectB(page);
	expect(await ports(page)).toEqual({ open: [b], seen: [b] });
});
