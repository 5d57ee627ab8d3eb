import type { Page } from '@playwright/test';
import { openSong } from '../tools/app';
import { openSaving, saveDialog } from '../tools/exports';
import { pause, play, positionBar, speedShown } from '../tools/room';
import { pose, take, type Shot } from './camera';
import { bar } from './slow-ferry';

const SONG = 'Slow Ferry';

/** By the bars at which they begin and end. */
const MARKERS = [
	{ bar: 5, name: 'Verse' },
	{ bar: 9, name: 'Chorus' },
	{ bar: 21, name: 'Ending' }
];
const LOOPS = [
	{ from: 5, to: 9, name: 'Verse' },
	{ from: 9, to: 13, name: 'Chorus' }
];

const goTo = (page: Page, number: number) => positionBar(page).fill(String(bar(number)));

/** Gives a name to the marker or the loop that has none yet. */
async function name(page: Page, what: 'Marker' | 'Loop', given: string): Promise<void> {
	await page.getByRole('button', { name: new RegExp(`^Rename ${what} \\d`) }).click();
	await page.keyboard.type(given);
	await page.keyboard.press('Enter');
}

/** Marks the parts of the song, and keeps two loops; the last one is in force. */
export async function prepareRoom(page: Page): Promise<void> {
	await pose(page, { frame: 'wide' });
	await openSong(page, SONG);
	await page.getByRole('heading', { name: 'Markers', exact: true }).click();
	for (const marker of MARKERS) {
		await goTo(page, marker.bar);
		await page.keyboard.press('m');
		await name(page, 'Marker', marker.name);
	}
	await page.getByRole('heading', { name: 'Markers', exact: true }).click();
	for (const loop of LOOPS) {
		await page.keyboard.press('{');
		await goTo(page, loop.from);
		await page.keyboard.press('[');
		await goTo(page, loop.to);
		await page.keyboard.press(']');
		await page.getByRole('button', { name: 'Keep this loop' }).click();
		await name(page, 'Loop', loop.name);
	}
	await page.getByRole('link', { name: 'Back to your songs' }).click();
}

/** Takes the room while it sounds, in the middle of the loop. */
async function playing(page: Page, shot: Shot, path: string): Promise<void> {
	await pose(page, shot);
	await goTo(page, 10);
	await page.waitForTimeout(1500);
	await take(page, path);
}

/** Plays the loop at 75 % with the trainer, without the player's own stem. */
export async function takeRoom(page: Page): Promise<void> {
	await pose(page, { frame: 'wide' });
	await openSong(page, SONG);
	await page.getByRole('button', { name: /^Open Chorus/ }).click();
	const typed = async (field: string, number: string) => {
		await page.getByRole('textbox', { name: field }).fill(number);
		await page.keyboard.press('Enter');
	};
	await typed('From, per cent', '75');
	await typed('Every', '3');
	await page.getByRole('button', { name: 'Start the trainer' }).click();
	await speedShown(page, 75).waitFor();
	await page.getByRole('complementary', { name: 'Practice' }).evaluate((panel) => panel.scrollTo(0, 0));
	await page.getByRole('button', { name: 'Mute other' }).click();
	// Near enough to see the beats, far enough to see where the loop lies.
	await goTo(page, 8);
	await page.keyboard.press('z');
	await play(page).click();
	await playing(page, { frame: 'wide' }, 'static/screenshots/room-wide.png');
	await playing(page, { frame: 'wide', colours: 'light' }, 'docs/pictures/room-light.png');
	await playing(page, { frame: 'narrow' }, 'static/screenshots/room-narrow.png');
	await pause(page).click();

	await page.getByRole('button', { name: 'Practice', exact: true }).click();
	await take(page, 'docs/pictures/practice-narrow.png');
	await page.keyboard.press('Escape');

	await pose(page, { frame: 'wide' });
	await openSaving(page, { format: 'FLAC', depth: '24 bit' });
	await take(page, 'docs/pictures/save-as.png');
	await page.keyboard.press('Escape');
	await saveDialog(page).waitFor({ state: 'hidden' });
	await page.getByRole('link', { name: 'Back to your songs' }).click();
}
