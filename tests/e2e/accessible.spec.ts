import { expect, test, type Page } from '@playwright/test';
import { complaints, DEVICES } from '../tools/accessibility';
import { dropFiles, openApp, openSong } from '../tools/app';
import { practiceSong, temporaryPath } from '../tools/files';
import { writeFileSync } from 'node:fs';

/** Opens every section of the practice panel, with something in each, beside the lanes or over them. */
async function fillPanel(page: Page): Promise<void> {
	for (const key of ['[', 'ArrowRight', ']', 'm', 'c']) await page.keyboard.press(key);
	const sheet = page.getByRole('button', { name: 'Practice', exact: true });
	if (await sheet.isVisible()) await sheet.click();
	for (const title of ['Your turn', 'Count-in', 'Markers', 'Minus me'])
		await page.getByRole('heading', { name: title, exact: true }).click();
	await page
		.getByRole('group', { name: 'Your instrument, in every song' })
		.getByRole('radio', { name: 'Vocals' })
		.check();
	await page.getByRole('radio', { name: 'Quieter' }).check();
	await page.getByRole('radio', { name: 'In a part' }).check();
	await page.getByRole('button', { name: 'Start the trainer' }).click();
	await expect(page.getByText('Next: 65 % in 2 passes', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Delete Marker 1' }).click();
	await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible();
}

for (const { name, use } of DEVICES)
	test.describe(`on ${name}`, () => {
		test.use(use);
		for (const colorScheme of ['dark', 'light'] as const)
			test(`nobody is shut out, ${colorScheme}`, async ({ page }) => {
				// Without motion: a colour on its way is no colour to measure.
				await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
				await openApp(page);
				expect(await complaints(page), 'empty library').toEqual([]);

				const words = temporaryPath('words.mp3');
				writeFileSync(words, 'no sound in here');
				await dropFiles(page, practiceSong(), words);
				await expect(page.getByText('Ready')).toBeVisible();
				await expect(page.getByText('words.mp3 holds no sound')).toBeVisible();
				expect(await complaints(page), 'library with a song and a refusal').toEqual([]);

				await openSong(page, 'mix');
				await page.keyboard.press('Shift+1');
				await page.keyboard.press('3');
				expect(await complaints(page), 'room').toEqual([]);

				await fillPanel(page);
				expect(await complaints(page), 'practice panel').toEqual([]);
				if (use.isMobile) await page.keyboard.press('Escape');
				await page.getByRole('button', { name: /^Speed / }).press('Enter');
				await expect(page.getByRole('slider', { name: 'Speed' })).toBeFocused();
				expect(await complaints(page), 'speed').toEqual([]);
				await page.keyboard.press('Escape');
				await expect(page.getByRole('slider', { name: 'Speed' })).toBeHidden();

				await page.keyboard.press('?');
				const keys = page.getByRole('dialog', { name: 'Keys' });
				await expect(keys).toBeVisible();
				expect(await complaints(page), 'keys').toEqual([]);
				await keys.getByRole('button', { name: 'Change keys' }).click();
				await keys.getByRole('button', { name: 'New key for Mute drums' }).click();
				expect(await complaints(page), 'keys that are changed').toEqual([]);
				for (let back = 0; back < 3; back++) await page.keyboard.press('Escape');
				await expect(keys).toBeHidden();

				await page.keyboard.press('e');
				const saving = page.getByRole('dialog', { name: 'Save as a file' });
				for (const what of ['The mix', 'One stem', 'All four stems']) {
					await saving.getByRole('radio', { name: what }).check();
					expect(await complaints(page), `saving: ${what}`).toEqual([]);
				}
				await page.keyboard.press('Escape');
				await expect(saving).toBeHidden();
			});
	});

test('everything can be done from the keyboard alone', async ({ page }) => {
	await openApp(page);
	for (const first of ['Progress', 'Storage']) {
		await page.keyboard.press('Tab');
		await expect(page.getByRole('link', { name: first })).toBeFocused();
	}
	await page.keyboard.press('Tab');
	await expect(page.getByLabel('Drop a song')).toBeFocused();
	await dropFiles(page, practiceSong());
	await expect(page.getByText('Ready')).toBeVisible();

	await page.keyboard.press('Tab');
	await expect(page.getByRole('button', { name: 'mix', exact: true })).toBeFocused();
	await page.keyboard.press('Enter');
	await page.getByRole('region', { name: 'Drums' }).waitFor();

	await page.keyboard.press('Space');
	await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
	await page.keyboard.press('2');
	await expect(page.getByRole('button', { name: 'Solo bass' })).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('ArrowDown');
	await expect(page.getByRole('slider', { name: 'Master volume' })).toHaveAttribute(
		'aria-valuetext',
		'-1 dB'
	);

	// A button that was clicked leaves Space to the room; one that was reached by Tab keeps it.
	await page.getByRole('button', { name: 'Mute vocals' }).click();
	await page.keyboard.press('Space');
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Mute vocals' })).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('Tab');
	await page.keyboard.press('Space');
	await expect(page.getByRole('button', { name: 'Solo vocals' })).toHaveAttribute('aria-pressed', 'true');

	await page.keyboard.press('Escape');
	await expect(page.getByRole('article', { name: 'mix' })).toBeVisible();
	await page.getByRole('button', { name: 'Delete mix' }).focus();
	await page.keyboard.press('Enter');
	await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Delete mix' })).toBeFocused();
});
