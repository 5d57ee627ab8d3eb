import type { Page } from '@playwright/test';
import { dropFiles, fileInput, query } from '../tools/app';
import { cancelButton, songRow } from '../tools/jobs';
import { putRows } from '../tools/put-rows';
import { openPractised } from '../tools/practised-rows';
import { tone } from '../tools/signals';
import { pose, take } from './camera';
import { FERRY, LANTERNS } from './covers';
import { history } from './history';
import { ON_THE_SHELF, shelf } from './shelf';
import { slowFerry } from './slow-ferry';
import { writeSong } from './song-file';

/** Milliseconds; the full model needs half a minute for a minute of song on a usual device, and minutes on a slow one. */
const PATIENCE = 900_000;

async function openLibrary(page: Page): Promise<void> {
	await page.goto(`/${query({ open: 'no' })}`);
	await fileInput(page).waitFor({ state: 'attached' });
}

/** The library without a song, and what it says of the device before anything is fetched. */
export async function takeFirstVisit(page: Page): Promise<void> {
	await pose(page, { frame: 'wide' });
	await openLibrary(page);
	await page.getByRole('heading', { name: 'On this device' }).waitFor();
	await take(page, 'docs/pictures/first-visit.png');
}

/** The one song that is heard and seen in its room: separated by the full model. */
export async function separateSong(page: Page): Promise<void> {
	await dropFiles(
		page,
		await writeSong({ title: 'Slow Ferry', artist: 'Harbour Street', cover: FERRY }, slowFerry())
	);
	await songRow(page, 'Slow Ferry').getByText('Ready').waitFor({ timeout: PATIENCE });
}

/** Songs and weeks of practice from before. */
export async function fillShelf(page: Page): Promise<void> {
	await putRows(page, 'songs', ...shelf());
	const practise = await openPractised(page.context());
	await practise(
		history(),
		ON_THE_SHELF.map(({ title }) => title)
	);
	await openLibrary(page);
	await page.getByRole('button', { name: 'Not now' }).click();
}

/** Songs in every state: separating with time left, waiting, ready, pinned. */
export async function takeLibrary(page: Page): Promise<void> {
	await pose(page, { frame: 'wide' });
	const quiet = (minutes: number, hertz: number) => [tone(hertz, 60 * minutes, 0.2, 8000)];
	await dropFiles(
		page,
		await writeSong({ title: 'Paper Lanterns', artist: 'Nine Elms', cover: LANTERNS }, quiet(3.4, 440), 8000)
	);
	await dropFiles(
		page,
		await writeSong({ title: 'Night Bus Home', artist: 'The Late Shift' }, quiet(4.1, 550), 8000)
	);
	await songRow(page, 'Paper Lanterns')
		.getByText(/^Separating [3-9] of \d+, .* left$/)
		.first()
		.waitFor({ timeout: PATIENCE });
	await take(page, 'static/screenshots/library-wide.png');
	for (const title of ['Night Bus Home', 'Paper Lanterns']) await cancelButton(page, title).click();
	// It stays so only once it is written.
	await songRow(page, 'Paper Lanterns').getByText('Stopped at').waitFor();
}
