import { expect, test, type Locator, type Page } from '@playwright/test';
import { complaints, DEVICES } from '../tools/accessibility';
import { openApp } from '../tools/app';
import { aYear, openPractised, type Practised } from '../tools/practised-rows';
import { hardSong, openRoom, tabTo } from '../tools/room';

test.use({ timezoneId: 'Asia/Tokyo' });

const TODAY = '2026-11-23';
const EVENING = `${TODAY}T20:30:00+09:00`;

/** Five days in a row until yesterday. */
const AUTUMN: readonly Practised[] = [
	{ song: 'Blue Bossa', at: '2025-12-30T19:00:00+09:00', minutes: 20 },
	{
		song: 'Blue Bossa',
		at: '2026-11-18T19:00:00+09:00',
		minutes: 25,
		loop: { name: 'Bridge', passes: 4, percent: 62 }
	},
	{ song: 'Blue Bossa', at: '2026-11-19T19:00:00+09:00', minutes: 30 },
	{ song: 'Autumn Leaves', artist: 'Joseph Kosma', at: '2026-11-20T08:00:00+09:00', minutes: 12 },
	{ song: 'Oleo', at: '2026-11-20T21:00:00+09:00', minutes: 5 },
	// After midnight, and still of the 21st.
	{
		song: 'Blue Bossa',
		at: '2026-11-22T02:30:00+09:00',
		minutes: 40,
		loop: { name: 'Bridge', passes: 6, percent: 85 }
	},
	{ song: 'Autumn Leaves', artist: 'Joseph Kosma', at: '2026-11-22T18:00:00+09:00', minutes: 10 }
];
const HERE = ['Blue Bossa', 'Autumn Leaves'];

async function openProgress(page: Page, at = EVENING): Promise<void> {
	await page.clock.setFixedTime(at);
	await page.goto('/progress/');
	await page.getByRole('heading', { name: 'Progress', level: 1 }).waitFor();
}

const section = (page: Page, title: string): Locator =>
	page.getByRole('region', { name: title, exact: true });

/** What the table beside a chart says, row by row. */
async function tableOf(within: Locator, caption: string): Promise<string[][]> {
	await within.getByText(`Show as a table: ${caption}`).click();
	const table = within.getByRole('table', { name: caption });
	await expect(table).toBeVisible();
	const rows = await table.getByRole('row').all();
	return Promise.all(rows.map((row) => row.locator('th, td').allInnerTexts()));
}

/** The bars of a chart with what they are of, and how many pixels each has for a minute. */
const barsOf = (within: Locator): Promise<{ name: string; height: number }[]> =>
	within
		.locator('rect')
		.evaluateAll((bars) =>
			bars.map((bar) => ({ name: bar.textContent, height: Number(bar.getAttribute('height')) }))
		);

const minutesOf = (time: string): number => {
	const [, hours = 0, minutes = 0] = /^(?:(\d+) h ?)?(?:(\d+) min)?$/.exec(time) ?? [];
	return 60 * Number(hours) + Number(minutes);
};

/** The bars are as high as the table says, and those that are not there stand for nothing. */
async function expectSame(within: Locator, rows: readonly string[][]): Promise<void> {
	const bars = await barsOf(within);
	const practised = rows.slice(1).filter(([, time]) => time !== '0 min');
	expect(bars.map(({ name }) => name)).toEqual(practised.map(([name, time]) => `${name}: ${time}`));
	const perMinute = bars.map(({ height }, i) => height / minutesOf(practised[i]![1]!));
	for (const pixels of perMinute) expect(pixels).toBeCloseTo(perMinute[0]!, 3);
}

test.describe('after a few days', () => {
	test.beforeEach(async ({ page, context }) => {
		const practise = await openPractised(context);
		await practise(AUTUMN, HERE);
		await openProgress(page);
	});

	test('the streak, the sums and what was practised most', async ({ page, context }) => {
		const streak = section(page, 'Streak');
		await expect(streak).toContainText('5 days in a row');
		await expect(streak).toContainText('Play today to make it 6.');
		await expect(section(page, 'Altogether').locator('dd')).toHaveText(['2 h 22 min', '6', '3', '10']);

		const most = section(page, 'Most practised');
		await expect(most.getByRole('listitem')).toHaveText([
			'Blue Bossa 1 h 55 min',
			'Autumn Leaves Joseph Kosma 22 min',
			'Oleo 5 min'
		]);
		await expect(most.getByRole('link')).toHaveText([/Blue Bossa/, /Autumn Leaves/]);

		const kinds = section(page, 'Achievements');
		await expect(kinds.getByRole('listitem').first()).toHaveText(/7 days in a row:\s*5 of 7/);
		await expect(kinds.getByText('3 of 10', { exact: true })).toBeVisible();

		// Another tab practises.
		const practise = await openPractised(context);
		await practise([{ song: 'Blue Bossa', at: '2026-11-23T20:00:00+09:00', minutes: 3 }], HERE);
		await expect(streak).toContainText('6 days in a row');
		await expect(streak).toContainText('Today counts already.');
	});

	test('charts and tables say the same', async ({ page }) => {
		const days = section(page, 'The last 14 days');
		const daily = await tableOf(days, 'Minutes per day');
		expect(daily).toHaveLength(15);
		expect(daily.slice(0, 2)).toEqual([
			['Day', 'Practised'],
			['Tue 10 November', '0 min']
		]);
		expect(daily.slice(-6)).toEqual([
			['Wed 18 November', '25 min'],
			['Thu 19 November', '30 min'],
			['Fri 20 November', '17 min'],
			['Sat 21 November', '40 min'],
			['Sun 22 November', '10 min'],
			['Mon 23 November', '0 min']
		]);
		await expectSame(days, daily);
		await expect(days.getByRole('img')).toHaveAccessibleName(
			'Minutes per day. Most: 40 min, Sat 21 November.'
		);

		const weeks = section(page, 'The last 12 weeks');
		const weekly = await tableOf(weeks, 'Minutes per week');
		expect(weekly).toHaveLength(13);
		expect(weekly.slice(-3)).toEqual([
			['Week of 9 November', '0 min'],
			['Week of 16 November', '2 h 2 min'],
			['Week of 23 November', '0 min']
		]);
		await expectSame(weeks, weekly);

		const loops = section(page, 'Loops');
		const bridge = loops.locator('summary', { has: page.getByRole('heading', { name: 'Bridge' }) });
		await expect(bridge).toHaveText('Bridge Blue Bossa 62 % → 85 %');
		await bridge.click();
		expect(await tableOf(loops, 'Best speed in Bridge, day by day')).toEqual([
			['Day', 'Best speed', 'Passes'],
			['18 November', '62 %', '4'],
			['21 November', '85 %', '6']
		]);
		await expect(loops.locator('circle title')).toHaveText(['18 November: 62 %', '21 November: 85 %']);
	});

	test('the calendar by keyboard', async ({ page }) => {
		const calendar = section(page, 'Calendar');
		const told = (words: string) => expect(calendar.getByText(words, { exact: true })).toBeVisible();
		const day = (words: string) => calendar.getByRole('gridcell', { name: words, exact: true });
		await told('Today, Mon 23 November: no practice');
		await expect(calendar.locator('[tabindex="0"]')).toHaveCount(1);

		await tabTo(day('Mon 23 November: no practice'));
		for (const [key, words] of [
			['ArrowUp', 'Sun 22 November: 10 min'],
			['ArrowUp', 'Sat 21 November: 40 min'],
			['ArrowLeft', 'Sat 14 November: no practice'],
			['ArrowRight', 'Sat 21 November: 40 min'],
			['PageUp', 'Wed 21 October: no practice'],
			['Home', 'Thu 1 January: no practice'],
			['ArrowUp', 'Thu 1 January: no practice'],
			['End', 'Mon 23 November: no practice'],
			['ArrowDown', 'Mon 23 November: no practice']
		] as const) {
			await page.keyboard.press(key);
			await expect(day(words), key).toBeFocused();
		}
		await expect(calendar.locator('[tabindex="0"]')).toHaveCount(1);
		await page.keyboard.press('Tab');
		await expect(calendar.locator('summary')).toBeFocused();

		await calendar.getByRole('combobox', { name: 'Year' }).selectOption('2025');
		await expect(day('Tue 30 December: 20 min')).toBeVisible();
		await expect(calendar).toContainText('1 day, 20 min');
		const months = await tableOf(calendar, 'Practice in 2025, month by month');
		expect(months.at(-1)).toEqual(['December', '1', '20 min']);
	});

	test('the day ends when the player says', async ({ page }) => {
		await openProgress(page, `${TODAY}T02:30:00+09:00`);
		const calendar = section(page, 'Calendar');
		await expect(calendar.getByText('Today, Sun 22 November: 10 min', { exact: true })).toBeVisible();
		const setting = page.getByLabel('My day ends at');
		await expect(setting).toHaveValue('04:00');
		await setting.fill('13:00');
		await expect(page.getByRole('alert')).toHaveText('Choose a time between midnight and noon.');
		await setting.fill('00:30');
		await expect(page.getByRole('alert')).toHaveCount(0);
		await expect(calendar.getByText('Today, Mon 23 November: no practice', { exact: true })).toBeVisible();

		await page.reload();
		await expect(setting).toHaveValue('00:30');
		await page.getByRole('button', { name: 'Back to 04:00' }).click();
		await expect(setting).toHaveValue('04:00');
		await expect(calendar.getByText('Today, Sun 22 November: 10 min', { exact: true })).toBeVisible();
	});

	test('another day has come when the page is seen again', async ({ page }) => {
		await page.clock.setFixedTime('2026-11-25T09:00:00+09:00');
		await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		await expect(section(page, 'Streak')).toContainText('Today can be day 1');
		await expect(section(page, 'Streak')).toContainText('Your longest: 5 days.');
	});

	test('storage that cannot be reached is told, and what was read stays', async ({ page, context }) => {
		const streak = section(page, 'Streak');
		await expect(streak).toContainText('5 days in a row');
		// A newer RiffRoom takes the database over, and this page is not reloaded.
		const newer = await context.newPage();
		await newer.route('**/newer', (route) => route.fulfill({ contentType: 'text/html', body: '' }));
		await newer.goto('/newer');
		await newer.evaluate(() => {
			const opening = indexedDB.open('riffroom', 1000);
			return new Promise((resolve) => (opening.onsuccess = resolve));
		});
		await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
		await expect(page.getByText('RiffRoom cannot reach its storage in this browser.')).toBeVisible();
		await expect(streak).toContainText('5 days in a row');
	});
});

test('a loop that is due opens in its room', async ({ page, context }) => {
	await openRoom(page, hardSong('etude'));
	const practise = await openPractised(context);
	const loop = { name: 'Hard bar', passes: 3, percent: 70 };
	await practise([{ song: 'etude', at: '2026-11-22T19:00:00+09:00', minutes: 5, loop }], []);
	await openProgress(page);
	const due = section(page, 'Due today').getByRole('link', { name: /Hard bar/ });
	await expect(due).toHaveText('Hard bar etude 70 % · played yesterday');
	await due.click();
	await expect(page.getByRole('heading', { name: 'etude', level: 1 })).toBeVisible();
	await expect(page.getByRole('button', { name: /^Loop 0:00\.0/ })).toHaveAttribute('aria-pressed', 'true');
});

const widthOf = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);

for (const { name, use } of DEVICES)
	test.describe(`on ${name}`, () => {
		test.use(use);
		test('nobody is shut out', async ({ page, context }) => {
			await page.emulateMedia({ colorScheme: use.isMobile ? 'dark' : 'light', reducedMotion: 'reduce' });
			await openApp(page);
			await page.getByRole('link', { name: 'Progress' }).click();
			await expect(page.getByRole('heading', { name: 'Nothing practised yet' })).toBeVisible();
			expect(await complaints(page), 'nothing practised').toEqual([]);

			const practise = await openPractised(context);
			const { sessions, here } = aYear(TODAY, '+09:00');
			await practise(sessions, here);
			await openProgress(page);
			await expect(section(page, 'Streak')).toContainText('Today counts already.');
			const more = page.getByRole('button', { name: /^Show all/ });
			while (await more.first().isVisible()) await more.first().click();
			await page.evaluate(() => {
				for (const details of document.querySelectorAll('details')) details.open = true;
			});
			await expect(page.getByRole('table', { name: 'Minutes per day' })).toBeVisible();
			expect(await complaints(page), 'a year').toEqual([]);
			expect(await widthOf(page), 'nothing sticks out').toBeLessThanOrEqual(use.viewport.width);
			await page.setViewportSize({ width: 360, height: 800 });
			await expect.poll(() => widthOf(page), 'nor once it is narrower').toBeLessThanOrEqual(360);
		});
	});
