import { expect, test, type Locator, type Page } from '@playwright/test';
import { openApp, dropFiles } from '../tools/app';
import { cancelButton, fourStems, longSong } from '../tools/jobs';
import { openRoom } from '../tools/room';

/** What the player has asked of his system: few colours, no motion. */

const look = (control: Locator) =>
	control.evaluate((element) => {
		const { backgroundColor, color, outlineStyle, borderStyle } = getComputedStyle(element);
		return { backgroundColor, color, outlineStyle, borderStyle };
	});

/** How many colours a picture has, but for its ground. */
const colours = (canvas: Locator) =>
	canvas.evaluate((element) => {
		const { width, height } = element as HTMLCanvasElement;
		const pixels = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data;
		const seen = new Set<string>();
		for (let at = 0; at < pixels.length; at += 4)
			if (pixels[at + 3] === 255) seen.add(pixels.subarray(at, at + 3).join());
		return seen.size;
	});

/** Checked without what base.css says of forced colours: a pressed button looks like any other. */
test('in the system’s own colours states, edges and pictures are still seen', async ({ page }) => {
	// Without motion: a colour on its way is neither the one nor the other.
	await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
	await openRoom(page, { path: fourStems('tones', 6), title: 'tones' });
	const [mute, solo] = ['Mute drums', 'Solo drums'].map((name) => page.getByRole('button', { name }));
	const idle = await look(mute!);
	expect(idle.borderStyle, 'a button has an edge').toBe('solid');
	await page.keyboard.press('Shift+1');
	await expect(mute!).toHaveAttribute('aria-pressed', 'true');
	expect((await look(mute!)).backgroundColor, 'pressed').not.toBe(idle.backgroundColor);
	await mute!.focus();
	await page.keyboard.press('Tab');
	await expect(solo!).toBeFocused();
	expect((await look(solo!)).outlineStyle, 'focused').toBe('solid');
	const lane = page.getByRole('region', { name: 'Bass' }).locator('canvas').first();
	await expect.poll(() => colours(lane), 'a waveform').toBeGreaterThan(0);
});

const moving = (page: Page) =>
	page.evaluate(() =>
		document
			.getAnimations()
			.filter(({ playState, effect }) => playState === 'running' && Number(effect?.getTiming().duration) > 1)
			.map(({ effect }) => (effect as KeyframeEffect).target?.className)
	);

/** Checked without what tokens.css and JobProgress say of reduced motion. */
test('nothing moves but the playhead for who wants no motion', async ({ page }) => {
	await page.emulateMedia({ reducedMotion: 'reduce' });
	await openApp(page);
	await dropFiles(page, longSong('long', 3));
	await expect(cancelButton(page, 'long')).toBeVisible();
	expect(await moving(page), 'on the way').toEqual([]);
	await page.getByRole('button', { name: 'long', exact: true }).click();
	await page.getByRole('region', { name: 'Drums' }).waitFor();
	await page.keyboard.press('m');
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	expect(await moving(page), 'in the room').toEqual([]);
});
