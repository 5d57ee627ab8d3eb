import { expect, test, type Page } from '@playwright/test';
import { dropFiles, openApp, openSong } from '../tools/app';
import { openAuditor } from '../tools/auditor';
import { clip, expectIdle, expectReady, fourStems, songRow } from '../tools/jobs';
import { levels } from '../tools/sound';

/** A site that offers another model now: the stems made with the one before are kept until the player says otherwise. */

interface Manifest {
	version: string;
	shards: { file: string; sha256: string }[];
}

/** From now on the site's manifest is of another version. */
const publish = (page: Page, change: (manifest: Manifest) => void = () => undefined) =>
	page.route('**/models/tiny/manifest.json', async (route) => {
		const response = await route.fetch();
		const manifest = (await response.json()) as Manifest;
		change(manifest);
		await route.fulfill({ response, json: { ...manifest, version: '7'.repeat(64) } });
	});

const EARLIER = 'made with an earlier separator';
const renewButton = (page: Page, title: string) =>
	page.getByRole('button', { name: `Separate ${title} anew`, exact: true });
const agree = (page: Page) => page.getByRole('button', { name: 'Separate anew', exact: true }).click();

/** Checked by a song that is begun anew as soon as its file is dropped again: its stems would be gone here. */
test('a complete song keeps its stems, and is separated anew when the player agrees', async ({
	page,
	context
}) => {
	const audit = await openAuditor(context);
	const file = clip('tone', 440);
	await openApp(page);
	await dropFiles(page, file);
	await expectReady(page, 'tone');
	await expect(renewButton(page, 'tone')).toHaveCount(0);

	await publish(page);
	await page.reload();
	await expect(songRow(page, 'tone')).toContainText(EARLIER);
	await openSong(page, 'tone');
	await page.keyboard.press('Space');
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
	await page.keyboard.press('Escape');

	await renewButton(page, 'tone').click();
	await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(renewButton(page, 'tone')).toBeFocused();
	await page.keyboard.press('Enter');
	await agree(page);
	await expectReady(page, 'tone');
	await expectIdle(page);
	await expect(songRow(page, 'tone')).not.toContainText(EARLIER);
	await expect(renewButton(page, 'tone')).toHaveCount(0);
	expect((await audit()).complaints).toEqual([]);
	await openSong(page, 'tone');
	await page.keyboard.press('Space');
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
});

/** Checked by removing the stems before the model is there. */
test('where the other separator cannot be fetched, the stems stay', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, clip('tone', 440));
	await expectReady(page, 'tone');
	await publish(page, ({ shards }) => {
		shards[0]!.sha256 = '0'.repeat(64);
	});
	await page.reload();
	await page.route('**/models/tiny/*.bin', (route) => route.abort());
	await renewButton(page, 'tone').click();
	await agree(page);
	await expect(page.getByRole('alert')).toContainText('the connection broke off');
	await expectReady(page, 'tone');
	await openSong(page, 'tone');
	await page.keyboard.press('Space');
	await expect.poll(async () => (await levels(page)).left).toBeGreaterThan(-50);
});

/** Checked by a song that goes on by itself with what the site has now. */
test('a song that is partly there keeps what there is, and does not go on by itself', async ({ page }) => {
	await openApp(page);
	await dropFiles(page, fourStems('long', 60));
	await expect(songRow(page, 'long').getByText(/^Separating [3-9] of/)).toBeVisible();
	await publish(page);
	await page.reload();
	await expect(page.getByRole('alert')).toContainText('long was begun with an earlier separator');
	await expect(songRow(page, 'long').getByText(/^Stopped at [3-9] of/)).toBeVisible();

	await renewButton(page, 'long').click();
	await agree(page);
	await expectReady(page, 'long');
	await expect(page.getByRole('alert')).toHaveCount(0);
});
