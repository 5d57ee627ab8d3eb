import { expect, type Locator, type Page } from '@playwright/test';
import { writeWav } from './files';
import { fourTones, tone } from './signals';

/** The cancel control of one song on its way into the library, by its title or file name. */
export const cancelButton = (page: Page, title: string): Locator =>
	page.getByRole('button', { name: new RegExp(`^Cancel ${title}\\b`) });

export const continueButton = (page: Page, title: string): Locator =>
	page.getByRole('button', { name: `Continue ${title}`, exact: true });

/** A song's row in the library. */
export const songRow = (page: Page, title: string): Locator =>
	page.getByRole('article', { name: title, exact: true });

export const expectReady = (page: Page, title: string): Promise<void> =>
	expect(songRow(page, title).getByText('Ready')).toBeVisible();

/** Nothing works, and nothing waits. */
export const expectIdle = (page: Page): Promise<void> =>
	expect(page.getByRole('button', { name: /^Cancel / })).toHaveCount(0);

/** A song of one tone: quick to make, and another song with each frequency. Its title is its name. */
export const clip = (name: string, frequency: number, seconds = 2): string =>
	writeWav(`${name}.wav`, [tone(frequency, seconds)]);

/** A song in which each stem of the tiny model has its own tone. */
export const fourStems = (name: string, seconds: number): string =>
	writeWav(`${name}.wav`, fourTones(seconds));

/** Minutes of sound in a small file, which takes the tiny model a while. */
export const longSong = (name: string, minutes: number): string =>
	writeWav(`${name}.wav`, [tone(440, 60 * minutes, 0.2, 8000)], 'pcm16', 8000);
