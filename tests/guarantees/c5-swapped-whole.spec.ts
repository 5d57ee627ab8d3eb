import { expect, test, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong } from '../tools/app';
import { clip, expectReady, fourStems } from '../tools/jobs';
import { rows } from '../tools/rows';
import { STEM_TONES } from '../tools/signals';
import { levels, spectrumPeak } from '../tools/sound';

/** Takes a few samples from the end of one stem of a stored block. */
async function damage(page: Page, title: string, stem: string, index: number): Promise<void> {
	const id = (await rows(page, 'songs')).find(
		({ value }) => (value as { title: string }).title === title
	)!.key;
	await page.evaluate(
		async ([key, name]) => {
			const asked = <Value>(request: IDBRequest<Value>) =>
				new Promise<Value>((resolve, reject) => {
					request.onsuccess = () => resolve(request.result);
					request.onerror = () => reject(request.error!);
				});
			const database = await asked(indexedDB.open('riffroom'));
			const blocks = database.transaction('blocks', 'readwrite').objectStore('blocks');
			const block = (await asked(blocks.get(key))) as { stems: Record<string, { pcm: Int16Array }> };
			block.stems[name]!.pcm = block.stems[name]!.pcm.slice(0, -10);
			await asked(blocks.put(block, key));
			database.close();
		},
		[[id as string, index], stem] as [[string, number], string]
	);
}

/**
 * C5: a song is swapped in whole or not at all.
 *
 * Checked by putting B on the stand although the mixer refused it (its title over the sound of A), and by an
 * `isWholeBlock` that looks at the first two stems only.
 */
test('C5: after a failed load the old song is shown and heard', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, fourStems('A song', 9), clip('B song', 600, 4));
	await expectReady(page, 'A song');
	await expectReady(page, 'B song');
	await damage(page, 'B song', 'other', 0);
	const play = page.getByRole('button', { name: 'Play', exact: true });
	const isA = async () => {
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('A song');
		await expect(page).toHaveTitle('A song · RiffRoom');
		await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute(
			'aria-valuetext',
			/9 seconds$/
		);
		await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-30);
		const tones = Object.values(STEM_TONES);
		const peak = await spectrumPeak(page);
		expect(Math.min(...tones.map((tone) => Math.abs(tone - peak)))).toBeLessThan(6);
	};

	await openSong(page, 'A song');
	await play.click();
	await isA();

	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await openSong(page, 'B song');
	await expect(page.getByRole('alert')).toContainText('A part of B song is damaged');
	await expect(page.getByRole('alert')).toContainText('drop its file again');
	await play.click();
	await isA();
	await page.getByRole('button', { name: 'Solo bass' }).click();
	await expect.poll(async () => Math.abs((await spectrumPeak(page)) - STEM_TONES.bass)).toBeLessThan(6);
});
