import { expect, test } from '@playwright/test';
import { complaints } from '../tools/accessibility';
import { openApp } from '../tools/app';

test('the library leads to the licences of the weights and of the work of others', async ({ page }) => {
	await openApp(page);
	await page.getByRole('link', { name: 'About RiffRoom' }).click();
	await expect(page.getByRole('heading', { name: 'About RiffRoom', level: 1 })).toBeVisible();
	// The tiny model's own terms; those of the real one are in its manifest just so.
	await expect(
		page.getByRole('region', { name: 'The separator' }).getByText('MIT', { exact: true })
	).toBeVisible();
	const others = page.getByRole('region', { name: 'The work of others in it' });
	await others.getByText('LAME').first().click();
	await expect(others.getByText('GNU LIBRARY GENERAL PUBLIC LICENSE').first()).toBeVisible();
	expect(await complaints(page)).toEqual([]);
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await expect(page.getByLabel('Drop a song')).toBeAttached();
});

test('the terms of the real separator are told before anything of it is fetched', async ({ page }) => {
	const fetched: string[] = [];
	page.on('request', (request) => fetched.push(new URL(request.url()).pathname));
	await page.goto('/about/');
	await expect(page.getByText('only for scientific purposes')).toBeVisible();
	expect(fetched.filter((path) => path.includes('/models/'))).toEqual(['/models/htdemucs/manifest.json']);
});
