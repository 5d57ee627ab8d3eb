import { expect, type Locator, type Page } from '@playwright/test';
import { toSeconds, frames } from '../../src/lib/units/units';
import { dropFiles, openApp, openSong } from './app';
import { expectReady } from './jobs';
import { writeWav } from './files';
import { sum, tone, STEM_TONES } from './signals';

/** Opens the app with songs that are separated whole, and the last of them in its room, stopped at its start. */
export async function openRoom(page: Page, ...songs: { readonly path: string; readonly title: string }[]) {
	await openApp(page);
	for (const { path, title } of songs) {
		await dropFiles(page, path);
		await expectReady(page, title);
	}
	const last = songs.at(-1);
	if (last !== undefined) await openSong(page, last.title);
}

export const play = (page: Page): Locator => page.getByRole('button', { name: 'Play', exact: true });
export const pause = (page: Page): Locator => page.getByRole('button', { name: 'Pause', exact: true });
export const positionBar = (page: Page): Locator => page.getByRole('slider', { name: 'Position' });
/** The speed as the dock shows it. */
export const speedShown = (page: Page, percent: number): Locator =>
	page.getByRole('button', { name: `Speed ${percent} %`, exact: true });

/** Where the song is heard, in seconds. */
export const placeIn = async (page: Page): Promise<number> =>
	toSeconds(frames(Math.round(Number(await positionBar(page).inputValue()))));

/** Something was said aloud, and is what was said last. */
export const expectSaid = (page: Page, words: string | RegExp): Promise<void> =>
	expect(
		page.getByRole('status').filter({ hasText: typeof words === 'string' ? exactly(words) : words })
	).toHaveCount(1);

const exactly = (words: string): RegExp =>
	new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\\s*$`);

/** Goes to a control as a keyboard does: by Tab, or back by Shift+Tab. Fails where it cannot be reached so. */
export async function tabTo(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	const isThere = () => target.evaluate((element) => element === document.activeElement);
	for (let presses = 0; presses < 120; presses++) {
		if (await isThere()) return;
		await target.page().keyboard.press(key);
	}
	await expect(target).toBeFocused();
}

/** How fast the song goes by, in seconds of the song per second: 1 at its own speed. Over 0.6 s without a jump back. */
export async function pace(page: Page): Promise<number> {
	for (;;) {
		const { song, real } = await positionBar(page).evaluate(async (slider: HTMLInputElement) => {
			const [from, began] = [slider.valueAsNumber, performance.now()];
			await new Promise((resolve) => setTimeout(resolve, 600));
			return { song: (slider.valueAsNumber - from) / 44100, real: (performance.now() - began) / 1000 };
		});
		if (song > 0) return song / real;
	}
}

/** The tone of the hard bar, which lies from 6 s to 10 s of its song, in hertz. */
export const HARD_TONE = 1320;

/** A song of 13 s with a tone in every stem; the loudest is that of `other`, which is higher in the hard bar. */
export function hardSong(name: string): { readonly path: string; readonly title: string } {
	const length = 13;
	const melody = tone(STEM_TONES.other, length, 0.2).map((sample, i) =>
		i >= 6 * 44100 && i < 10 * 44100 ? 0.2 * Math.sin((2 * Math.PI * HARD_TONE * i) / 44100) : sample
	);
	const rest = (['drums', 'bass', 'vocals'] as const).map((stem) => tone(STEM_TONES[stem], length, 0.07));
	const mix = sum(melody, ...rest);
	return { path: writeWav(`${name}.wav`, [mix, mix]), title: name };
}
