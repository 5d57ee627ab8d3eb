import type { Locator, Page } from '@playwright/test';
import { resolve } from 'node:path';
import { installEar } from './sound';
import { installWorkerCount } from './workers';

/** How the app is opened: what its address asks for. */
export interface Wishes {
	readonly model?: 'tiny' | 'htdemucs';
	readonly provider?: 'wasm' | 'webgpu';
	readonly threads?: number;
	readonly overlap?: number;
	/** Whether a song that is dropped alone opens by itself; the app's default is yes, that of most tests no. */
	readonly open?: 'yes' | 'no';
}

const prepared = new WeakSet<Page>();

/** Opens the app with an ear and a count of workers; with the tiny model unless another is asked for. */
export async function openApp(page: Page, wishes: Wishes = {}): Promise<void> {
	await prepare(page);
	await page.goto(`/${query({ model: 'tiny', open: 'no', ...wishes })}`);
	await fileInput(page).waitFor({ state: 'attached' });
}

/** Gives a page its ear and its count of workers, once, before it is loaded. */
export async function prepare(page: Page): Promise<void> {
	if (prepared.has(page)) return;
	prepared.add(page);
	await installEar(page);
	await installWorkerCount(page);
}

export function query(wishes: Wishes): string {
	const asked = Object.entries(wishes).filter(([, value]) => value !== undefined);
	return `?${new URLSearchParams(asked.map(([name, value]) => [name, String(value)])).toString()}`;
}

/** The button that opens the file dialogue. Files may be let go anywhere on the page. */
export const fileInput = (page: Page): Locator => page.getByLabel('Drop a song');

/** Drags files from the desktop onto the page: real drag events of the browser, with real files. */
export async function dropFiles(page: Page, ...paths: string[]): Promise<void> {
	const [x, y] = await page.evaluate(() => [innerWidth / 2, innerHeight / 2] as const);
	const devtools = await page.context().newCDPSession(page);
	const drag = (type: 'dragEnter' | 'dragOver' | 'drop') =>
		devtools.send('Input.dispatchDragEvent', {
			type,
			x,
			y,
			data: { items: [], files: paths.map((path) => resolve(path)), dragOperationsMask: 1 }
		});
	await drag('dragEnter');
	await drag('dragOver');
	await drag('drop');
	await devtools.detach();
}

/** Takes files through the visible button and the browser's file dialogue. */
export async function chooseFiles(page: Page, ...paths: string[]): Promise<void> {
	const opened = page.waitForEvent('filechooser');
	await page.getByText('Choose files').click();
	await (await opened).setFiles(paths.map((path) => resolve(path)));
}

/** Opens a song of the library in its room. */
export async function openSong(page: Page, title: string): Promise<void> {
	await page.getByRole('article', { name: title }).getByRole('button', { name: title, exact: true }).click();
	// The room shows its lanes once the song is open; what is pressed before belongs to none.
	await page.getByRole('region', { name: 'Drums' }).waitFor();
}

/** The time of each mark the app has made so far, in milliseconds, with its detail (see src/lib/state/marks.ts). */
export interface Mark {
	readonly event: string;
	readonly at: number;
	readonly detail: Readonly<Record<string, unknown>>;
}

export const marks = (page: Page): Promise<Mark[]> =>
	page.evaluate(() =>
		performance
			.getEntriesByType('mark')
			.filter(({ name }) => name.startsWith('riffroom:'))
			.map((entry) => ({
				event: entry.name.slice('riffroom:'.length),
				at: entry.startTime,
				detail: (entry as PerformanceMark).detail as Record<string, unknown>
			}))
	);
