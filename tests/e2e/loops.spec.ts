import { expect, test, type Locator, type Page } from '@playwright/test';
import { writeWav } from '../tools/files';
import { clip } from '../tools/jobs';
import { level, rms } from '../tools/measure';
import { openRoom, pause, placeIn, play, positionBar } from '../tools/room';
import { noise } from '../tools/signals';
import { EAR_FRAMES, heard, levels } from '../tools/sound';

const SECOND = 44100;
const SONG_SECONDS = 8;
/** 5 ms, no longer than a seam. */
const WINDOW = 220;
const panel = (page: Page): Locator => page.getByRole('complementary', { name: 'Practice' });
const field = (page: Page, name: 'From' | 'To'): Locator =>
	panel(page).getByRole('textbox', { name, exact: true });
const edge = (page: Page, side: 'start' | 'end'): Locator =>
	page.getByRole('slider', { name: `Loop ${side}`, exact: true });
const seek = (page: Page, seconds: number) => positionBar(page).fill(String(seconds * SECOND));
const type = async (input: Locator, text: string) => {
	await input.fill(text);
	await input.press('Enter');
};

/** Where the loop is, in seconds, as its edges tell. */
const loop = async (page: Page): Promise<number[]> =>
	Promise.all(
		(['start', 'end'] as const).map(async (side) =>
			Number(await edge(page, side).getAttribute('aria-valuenow'))
		)
	);

/** Drags from one share of an element's width to another, with Shift held. */
async function shiftDrag(on: Locator, from: number, to: number): Promise<void> {
	const { x, y, width, height } = (await on.boundingBox())!;
	const { mouse, keyboard } = on.page();
	const at = (share: number) => [x + share * width, y + height / 2] as const;
	await keyboard.down('Shift');
	await mouse.move(...at(from));
	await mouse.down();
	await mouse.move(...at((from + to) / 2));
	await mouse.move(...at(to));
	await mouse.up();
	await keyboard.up('Shift');
}

async function expectLoop(page: Page, start: number, end: number, within = 0.0006): Promise<void> {
	const [from, to] = [start, end].map((time) => ({ least: time - within, most: time + within }));
	await expect
		.poll(async () => {
			const [first, last] = await loop(page);
			return first! >= from!.least && first! <= from!.most && last! >= to!.least && last! <= to!.most
				? 'there'
				: [first, last];
		})
		.toBe('there');
}

/**
 * Checked by a loop between two places that are not put in order, by a mixer that is told of no count-in, and by a
 * crossfade that lets the one sound go long before the other comes: each fails the test of that.
 */
test('a loop is set by dragging, by keys, by typing and by its edges, whichever end comes first', async ({
	page
}) => {
	await openRoom(page, { path: clip('looped', 440, SONG_SECONDS), title: 'looped' });
	await expect(edge(page, 'start')).toBeHidden();

	await test.step('dragging, to the right and to the left, on the song and on a lane', async () => {
		await shiftDrag(page.getByRole('group', { name: 'The whole song' }), 0.25, 0.5);
		await expectLoop(page, 2, 4, 0.05);
		await shiftDrag(page.getByRole('region', { name: 'Bass' }).locator('.waveform'), 0.875, 0.625);
		await expectLoop(page, 5, 7, 0.05);
		expect(await placeIn(page)).toBe(0);
	});

	await test.step('typing, and what cannot be is refused in words', async () => {
		const refused = async (input: Locator, text: string, words: string) => {
			const before = await loop(page);
			await type(input, text);
			await expect(panel(page).getByRole('alert').filter({ hasText: words })).toBeVisible();
			await expect(input).toHaveAttribute('aria-invalid', 'true');
			expect(await loop(page)).toEqual(before);
			await input.press('Escape');
			await expect(input).toHaveAttribute('aria-invalid', 'false');
		};
		await type(field(page, 'From'), '1.25');
		await type(field(page, 'To'), '0:03.5');
		await expectLoop(page, 1.25, 3.5);
		await expect(field(page, 'To')).toHaveValue('0:03.500');
		await refused(field(page, 'From'), 'soon', 'Type a time like 1:23.456.');
		await refused(field(page, 'From'), '4', 'The start must come before the end.');
		await refused(field(page, 'To'), '1', 'The end must come after the start.');
		await refused(field(page, 'To'), '1.26', 'A loop is at least 50 ms long.');
		await refused(field(page, 'To'), '0:09', 'The song ends at 0:08.');
		await expectLoop(page, 1.25, 3.5);
	});

	await test.step('its edges are sliders', async () => {
		await edge(page, 'end').press('PageUp');
		await edge(page, 'end').press('ArrowRight');
		await edge(page, 'start').press('Shift+ArrowLeft');
		await expectLoop(page, 1.15, 4.51);
		await expect(edge(page, 'end')).toHaveAttribute('aria-valuetext', '0:04.51');
		await edge(page, 'start').press('End');
		await expectLoop(page, 4.46, 4.51);
		await edge(page, 'start').press('Home');
		await expectLoop(page, 0, 4.51);
	});

	await test.step('the end set before the start', async () => {
		await page.keyboard.press('{');
		await expect(edge(page, 'start')).toBeHidden();
		await seek(page, 6);
		await page.keyboard.press('[');
		await seek(page, 5);
		await page.keyboard.press(']');
		await expectLoop(page, 5, 6);
		await expect(page.getByRole('button', { name: /^Loop 0:05\.0 – 0:06\.0/ })).toHaveAttribute(
			'aria-pressed',
			'true'
		);
	});

	await test.step('kept, renamed, deleted, had back, and gone into', async () => {
		const kept = panel(page).getByRole('listitem');
		await page.getByRole('button', { name: 'Keep this loop' }).click();
		await page.getByRole('button', { name: 'Rename Loop 1' }).press('Enter');
		await page.keyboard.type('Solo, bar 2');
		await page.keyboard.press('Enter');
		await expect(kept).toContainText('Solo, bar 2');
		await expect(page.getByRole('button', { name: 'Rename Solo, bar 2' })).toBeFocused();
		await page.getByRole('button', { name: 'Delete Solo, bar 2' }).click();
		await expect(kept).toHaveCount(0);
		await expect(page.getByRole('status').filter({ hasText: 'Deleted “Solo, bar 2”' })).toBeVisible();
		await page.getByRole('button', { name: 'Undo' }).click();
		await expect(kept).toContainText('0:05.0 – 0:06.0');
		await page.getByRole('button', { name: 'Clear the loop' }).click();
		await expect(edge(page, 'start')).toBeHidden();
		await seek(page, 0);
		await kept.getByRole('button', { name: /^Open Solo, bar 2/ }).click();
		await expectLoop(page, 5, 6);
		expect(await placeIn(page)).toBe(5);
		await page.reload();
		await expect(kept).toContainText('Solo, bar 2');
	});
});

test('a count-in shows its beats and clicks, and the song stands still meanwhile', async ({ page }) => {
	await openRoom(page, { path: clip('counted', 440, SONG_SECONDS), title: 'counted' });
	await panel(page).getByRole('heading', { name: 'Count-in' }).click();
	await type(panel(page).getByRole('textbox', { name: 'Beats per minute' }), '60');
	await page.getByRole('slider', { name: 'Beats before the song' }).fill('3');
	await seek(page, 2);
	/** What is said in the dock, and where the song was then. */
	await page.getByRole('region', { name: 'Playing' }).evaluate((dock) => {
		const seen: [words: string, at: number][] = [];
		Object.assign(globalThis, { seen });
		const [status, bar] = [dock.querySelector('[role=status]')!, dock.querySelector('input')!];
		new MutationObserver(() => seen.push([status.textContent, bar.valueAsNumber])).observe(status, {
			childList: true,
			characterData: true,
			subtree: true
		});
	});
	await play(page).click();
	// A click is short: only what remembers the last beat has heard it for certain.
	const lately = async () => level([(await heard(page, EAR_FRAMES))[0]!]);
	await expect.poll(lately).toBeGreaterThan(-60);
	expect(await placeIn(page), 'it clicks before the song goes on').toBe(2);
	await expect.poll(() => placeIn(page)).toBeGreaterThan(2.3);
	await pause(page).click();
	const seen = await page.evaluate(() => (globalThis as unknown as { seen: [string, number][] }).seen);
	expect(seen.map(([words]) => words)).toEqual(['3', '2', '1', '']);
	for (const [words, at] of seen.slice(0, 3)) expect(at, words).toBe(2 * SECOND);
});

test('the seam of a loop is not heard: no silence, no jump in level, at its own speed and slower', async ({
	page
}) => {
	const channel = noise(SONG_SECONDS, 7, 0.4);
	await openRoom(page, { path: writeWav('seam.wav', [channel, channel]), title: 'seam' });
	await type(field(page, 'From'), '1');
	await type(field(page, 'To'), '1.3');
	await expectLoop(page, 1, 1.3);
	await seek(page, 1);
	await play(page).click();
	for (const speed of ['its own speed', '80 %'])
		await test.step(speed, async () => {
			await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-30);
			await page.waitForTimeout(900);
			// Each look is 0.74 s long, so there are seams in it.
			for (let look = 0; look < 3; look++) {
				const [left] = await heard(page, EAR_FRAMES);
				const windows = Array.from(
					{ length: Math.floor(EAR_FRAMES / WINDOW) },
					(_, i) => 20 * Math.log10(rms([left!.subarray(i * WINDOW, (i + 1) * WINDOW)]))
				);
				const usual = windows.toSorted((a, b) => a - b)[windows.length >> 1]!;
				expect(Math.min(...windows)).toBeGreaterThan(usual - 4);
				expect(Math.max(...windows)).toBeLessThan(usual + 4);
				await page.waitForTimeout(700);
			}
			for (let press = 0; press < 4; press++) await page.keyboard.press(',');
		});
	expect(await placeIn(page)).toBeLessThan(1.31);
});
