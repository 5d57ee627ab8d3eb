import { expect, test } from '@playwright/test';
import { dropFiles, openApp, openSong } from '../tools/app';
import { expectReady, fourStems } from '../tools/jobs';
import { stemLevels } from '../tools/sound';

/** Each tone is at -23 dB; what the tiny model leaves of it in other stems is 24 dB below. */
const HEARD = -30;
const SILENT = -40;

/**
 * H4: mute and solo are independent; what sounds is derived from both.
 *
 * Checked by making `toggleSolo` clear the mutes of the other stems: bass sounds at the end.
 */
test('H4: a mute outlives a solo, in what is heard', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, fourStems('four', 20));
	await expectReady(page, 'four');
	await openSong(page, 'four');
	await page.getByRole('button', { name: 'Play', exact: true }).click();

	const heard = async () => {
		const levels = Object.entries(await stemLevels(page));
		return levels.map(
			([stem, level]) => `${stem} ${level > HEARD ? 'heard' : level < SILENT ? 'silent' : 'unclear'}`
		);
	};
	const expectHeard = (...stems: string[]) =>
		expect
			.poll(heard)
			.toEqual(
				['drums', 'bass', 'other', 'vocals'].map(
					(stem) => `${stem} ${stems.includes(stem) ? 'heard' : 'silent'}`
				)
			);

	await expectHeard('drums', 'bass', 'other', 'vocals');
	await page.getByRole('button', { name: 'Mute bass' }).click();
	await expectHeard('drums', 'other', 'vocals');
	await page.getByRole('button', { name: 'Solo drums' }).click();
	await expectHeard('drums');
	await page.getByRole('button', { name: 'Solo drums' }).click();
	await expectHeard('drums', 'other', 'vocals');
});
