import { expect, test } from '@playwright/test';
import { openApp, prepare } from '../tools/app';
import { expectReady } from '../tools/jobs';
import {
	expectSaid,
	HARD_TONE,
	hardSong,
	pace,
	pause,
	placeIn,
	play,
	speedShown,
	tabTo
} from '../tools/room';
import { levels, spectrumPeak, stemLevels } from '../tools/sound';

/** Half of what a semitone is at the tone of the hard bar, and what the ear tells apart. */
const NEAR = 6;

/**
 * What a musician does with the keyboard alone: opens a song, finds the hard bar by ear, loops it, slows it to 62 %,
 * starts the trainer, leaves out the own stem, and stops. What sounds is listened to at every step.
 *
 * Checked by a pitch that goes with the speed, and by a section of the panel that shuts when something is chosen in it.
 */
test('the hard bar is found, looped, slowed to 62 %, trained and played without the own stem', async ({
	page
}) => {
	const { path, title } = hardSong('hard');
	await prepare(page);
	await page.addInitScript(() => {
		Object.assign(globalThis, { pointers: 0 });
		addEventListener('pointerdown', () => (globalThis as unknown as { pointers: number }).pointers++, true);
	});
	await openApp(page);

	const hardBar = () =>
		expect.poll(async () => Math.abs((await spectrumPeak(page)) - HARD_TONE)).toBeLessThan(NEAR);
	const hears = async () => Math.abs((await spectrumPeak(page)) - HARD_TONE) < NEAR;
	/** Its tone sounds at every look, for so many milliseconds. */
	const onlyHardBar = async (milliseconds: number) => {
		for (let look = 0; look < milliseconds / 200; look++) {
			expect(await hears()).toBe(true);
			await page.waitForTimeout(200);
		}
	};

	await test.step('opens a song', async () => {
		const choosing = page.waitForEvent('filechooser');
		await tabTo(page.getByLabel('Drop a song'));
		await page.keyboard.press('Enter');
		await (await choosing).setFiles(path);
		await expectReady(page, title);
		await tabTo(page.getByRole('button', { name: title, exact: true }));
		await page.keyboard.press('Enter');
		await page.getByRole('region', { name: 'Drums' }).waitFor();
	});

	await test.step('finds the hard bar by ear, and loops it', async () => {
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('Space');
		await expect(pause(page)).toBeVisible();
		expect(await hears()).toBe(false);
		await hardBar();
		await page.keyboard.press('[');
		await expectSaid(page, /^Loop from 0:0[67]: now its other end$/);
		await expect.poll(() => placeIn(page), { intervals: [50] }).toBeGreaterThan(8);
		await page.keyboard.press(']');
		await expectSaid(page, /^Loop 0:0[67]\.\d – 0:0[89]\.\d on$/);
		// Without a loop the bar would be over before.
		await onlyHardBar(2600);
	});

	await test.step('slows it to 62 %', async () => {
		for (let press = 0; press < 8; press++) await page.keyboard.press(',');
		await expectSaid(page, 'Speed 60 %');
		await tabTo(speedShown(page, 60));
		await page.keyboard.press('Enter');
		const slider = page.getByRole('slider', { name: 'Speed' });
		await expect(slider).toBeFocused();
		await page.keyboard.press('ArrowRight');
		await page.keyboard.press('ArrowRight');
		await expect(slider).toHaveAttribute('aria-valuetext', '62 %');
		// One step back, to where it was opened.
		await page.keyboard.press('Escape');
		await expect(slider).toBeHidden();
		await expect(speedShown(page, 62)).toBeFocused();
		await page.waitForTimeout(500);
		expect(await pace(page)).toBeCloseTo(0.62, 1);
		await onlyHardBar(1000);
	});

	await test.step('starts the trainer: passes are counted, and what comes next is shown', async () => {
		const trainer = page.getByRole('button', { name: 'Start the trainer' });
		const typed = async (field: string, number: string) => {
			await tabTo(page.getByRole('textbox', { name: field }), 'Shift+Tab');
			await page.keyboard.type(number);
			await page.keyboard.press('Enter');
		};
		await typed('Every', '1');
		await typed('From, per cent', '62');
		await tabTo(trainer);
		await page.keyboard.press('Enter');
		const panel = page.getByRole('complementary', { name: 'Practice' });
		await expect(panel.getByText('Next: 67 % in 1 pass', { exact: true })).toBeVisible();
		const kept = panel.getByRole('listitem').filter({ hasText: 'Loop 1' });
		await expect(kept).not.toContainText('pass');
		await expect(panel.getByText('Next: 72 % in 1 pass', { exact: true })).toBeVisible();
		await expect(speedShown(page, 67)).toBeVisible();
		await expect(kept).toContainText('62 %, 1 pass');
		await page.waitForTimeout(500);
		expect(await hears()).toBe(true);
		expect(await pace(page)).toBeCloseTo(0.67, 1);
		await page.keyboard.press('t');
		await expectSaid(page, 'Trainer stopped');
		await expect(trainer).toBeVisible();
	});

	await test.step('leaves out the own stem', async () => {
		/** By how much it is louder than another one. */
		const own = async () => {
			const sounding = await stemLevels(page);
			return sounding.other - sounding.bass;
		};
		await page.keyboard.press('i');
		await expectSaid(page, 'Choose your instrument first, under Practice, Minus me');
		expect(await own()).toBeGreaterThan(3);
		await tabTo(page.locator('summary').filter({ hasText: 'Minus me' }));
		await page.keyboard.press('Enter');
		const mine = page.getByRole('group', { name: 'Your instrument, in every song' });
		await page.keyboard.press('Tab');
		await expect(mine.getByRole('radio', { name: 'Drums' })).toBeFocused();
		await page.keyboard.press('ArrowDown');
		await page.keyboard.press('ArrowDown');
		await expect(mine.getByRole('radio', { name: 'Other' })).toBeChecked();
		// The tiny model leaves some of it in the other stems.
		await expect.poll(own).toBeLessThan(-9);
		expect((await levels(page)).left).toBeGreaterThan(-40);
		await page.keyboard.press('i');
		await expectSaid(page, 'Other is back');
		await expect.poll(own).toBeGreaterThan(3);
		await page.keyboard.press('i');
		await expectSaid(page, 'Minus Other');
		await expect.poll(own).toBeLessThan(-9);
	});

	await test.step('stops', async () => {
		await tabTo(pause(page));
		await page.keyboard.press('Enter');
		await expect(play(page)).toBeVisible();
		await expect.poll(async () => (await levels(page)).left).toBe(-Infinity);
		const stopped = await placeIn(page);
		await page.waitForTimeout(300);
		expect(await placeIn(page)).toBe(stopped);
	});
	expect(await page.evaluate(() => (globalThis as unknown as { pointers: number }).pointers)).toBe(0);
});
