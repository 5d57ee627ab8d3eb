import { expect, test, type Page } from '@playwright/test';
import { expectSaid, HARD_TONE, hardSong, openRoom, pause, play, speedShown } from '../tools/room';
import { levels, spectrumPeak, stemLevels } from '../tools/sound';

const panel = (page: Page) => page.getByRole('complementary', { name: 'Practice' });

/**
 * The same as tests/e2e/practice-by-keyboard.spec.ts through a screen reader's tree: everything is found by its role
 * and its name alone, and how it stands is read from its value, its state or what is said.
 *
 * Checked by a position without words, and by a command after which nothing is said.
 */
test('the room as a screen reader has it', async ({ page }) => {
	await openRoom(page, hardSong('hard'));
	await expect(page.getByRole('main')).toMatchAriaSnapshot(`
		- main:
		  - group "The whole song"
		  - region "Drums":
		    - heading "Drums" [level=2]
		    - button "Mute drums"
		    - button "Solo drums"
		    - slider "Drums volume"
		    - slider "Drums pan"
		    - button "Export drums"
		  - region "Bass"
		  - region "Other"
		  - region "Vocals"
	`);
	await expect(page.getByRole('region', { name: 'Playing' })).toMatchAriaSnapshot(`
		- region "Playing":
		  - slider "Position"
		  - slider "Master volume"
		  - button "Show the keys"
		  - group "Loop":
		    - button "Loop start here"
		    - button "Loop" [disabled]
		    - button "Loop end here"
		    - button "Clear the loop" [disabled]
		  - button "10 seconds back"
		  - button "5 seconds back"
		  - button "Play"
		  - status
		  - button "5 seconds on"
		  - button "10 seconds on"
		  - button "Slower"
		  - button "Speed 100 %"
		  - button "Faster"
		  - button "A semitone down"
		  - 'button "Key: own key"'
		  - button "A semitone up"
	`);
	await expect(panel(page)).toMatchAriaSnapshot(`
		- complementary "Practice":
		  - group:
		    - heading "Loop" [level=3]
		    - group "Loop":
		      - textbox "From"
		      - textbox "To"
		    - group "Loop start":
		      - button "Loop start 10 ms earlier" [disabled]
		      - button "Loop start here"
		      - button "Loop start 10 ms later" [disabled]
		    - group "Loop end"
		  - group:
		    - heading "Kept loops" [level=3]
		  - group:
		    - heading "Speed trainer" [level=3]
		    - textbox "From, per cent"
		    - textbox "To, per cent"
		    - textbox "In steps of, per cent"
		    - textbox "Every"
		    - button "Start the trainer" [disabled]
		  - group:
		    - heading "Your turn" [level=3]
		  - group:
		    - heading "Count-in" [level=3]
		  - group:
		    - heading "Markers" [level=3]
		  - group:
		    - heading "Minus me" [level=3]
	`);
	await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute(
		'aria-valuetext',
		'0 seconds of 13 seconds'
	);
	await expect(page.getByRole('button', { name: 'Play', exact: true })).toHaveAttribute(
		'aria-keyshortcuts',
		'Space'
	);
});

/** What a key does, and what is said then. */
const SAID: readonly (readonly [key: string, words: string])[] = [
	['[', 'Loop from 0:05: now its other end'],
	['ArrowRight', '10 seconds'],
	[']', 'Loop 0:05.0 – 0:10.0 on'],
	['m', 'Marker at 0:05'],
	['Shift+ArrowRight', '13 seconds'],
	['<', '5 seconds'],
	['l', 'Loop 0:05.0 – 0:10.0 off'],
	['l', 'Loop 0:05.0 – 0:10.0 on'],
	[',', 'Speed 95 %'],
	['s', 'Speed 100 %'],
	['+', 'Key: 1 semitone up'],
	['-', 'Key: own key'],
	['c', 'Count-in of 4'],
	['b', 'Tempo 100'],
	['c', 'No count-in'],
	['Shift+3', 'Other muted'],
	['Shift+3', 'Other not muted'],
	['3', 'Other solo'],
	['3', 'Other no solo'],
	['2', 'Bass solo'],
	['0', 'No solo'],
	['ArrowDown', 'Volume -1 dB'],
	['ArrowUp', 'Volume 0 dB'],
	['y', 'Choose your instrument first, under Practice, Minus me'],
	['t', '60 %. Next: 65 % in 2 passes'],
	['t', 'Trainer stopped'],
	['{', 'No loop'],
	['t', 'Set a loop first, then train its speed']
];

test('every command that is given unseen says how things stand', async ({ page }) => {
	await openRoom(page, hardSong('hard'));
	await page.keyboard.press('ArrowRight');
	for (const [key, words] of SAID) {
		await page.keyboard.press(key);
		await expectSaid(page, words);
	}
	// The same from the buttons that change no name or state of theirs.
	const button = (name: string) =>
		page.getByRole('region', { name: 'Playing' }).getByRole('button', { name });
	await button('Loop end here').press('Enter');
	await expectSaid(page, /^Loop from 0:05: now its other end$/);
	await button('Clear the loop').press('Enter');
	await expectSaid(page, 'No loop');
});

test('a hard bar is looped, slowed, trained and played without the own stem, by roles and names', async ({
	page
}) => {
	await openRoom(page, hardSong('hard'));
	const dock = page.getByRole('region', { name: 'Playing' });
	const press = (name: string) => page.getByRole('button', { name, exact: true }).press('Enter');
	const position = page.getByRole('slider', { name: 'Position' });
	const loopButton = page.getByRole('button', { name: 'Loop 0:07.0 – 0:08.5, 1.5 s', exact: true });

	await position.press('ArrowRight');
	await expect(position).toHaveAttribute('aria-valuetext', '5 seconds of 13 seconds');
	await panel(page).getByRole('textbox', { name: 'From', exact: true }).fill('7');
	await panel(page).getByRole('textbox', { name: 'From', exact: true }).press('Enter');
	await panel(page).getByRole('textbox', { name: 'To', exact: true }).fill('8.5');
	await panel(page).getByRole('textbox', { name: 'To', exact: true }).press('Enter');
	await expect(loopButton).toHaveAttribute('aria-pressed', 'true');
	await expect(page.getByRole('slider', { name: 'Loop start', exact: true })).toHaveAttribute(
		'aria-valuetext',
		'0:07.00'
	);
	await expect(page.getByRole('slider', { name: 'Loop end', exact: true })).toHaveAttribute(
		'aria-valuetext',
		'0:08.50'
	);

	await press('Speed 100 %');
	const speed = page.getByRole('group', { name: 'Speed' }).getByRole('slider', { name: 'Speed' });
	await expect(speed).toBeFocused();
	await speed.fill('62');
	await expect(speed).toHaveAttribute('aria-valuetext', '62 %');
	await speed.press('Escape');
	await expect(speedShown(page, 62)).toBeFocused();

	for (const [field, number] of [
		['From, per cent', '62'],
		['Every', '1']
	] as const) {
		const box = page.getByRole('textbox', { name: field });
		await box.fill(number);
		await box.press('Enter');
	}
	await press('Start the trainer');
	await expect(page.getByRole('button', { name: 'Stop the trainer' })).toBeFocused();
	await expect(panel(page).getByText('Next: 67 % in 1 pass', { exact: true })).toBeVisible();
	await expect(panel(page).getByRole('button', { name: /^Open Loop 1/ })).toBeVisible();
	await press('Play');
	await expect(pause(page)).toBeVisible();
	await expect(panel(page).getByText('Next: 72 % in 1 pass', { exact: true })).toBeVisible();
	await expect(panel(page).getByRole('button', { name: /^Open Loop 1 .* 62 %, 1 pass$/ })).toBeVisible();
	await expect(dock.getByRole('button', { name: 'Speed 67 %' })).toBeVisible();
	await expect.poll(async () => Math.abs((await spectrumPeak(page)) - HARD_TONE)).toBeLessThan(6);

	const minusMe = panel(page)
		.getByRole('group')
		.filter({ has: page.getByRole('heading', { name: 'Minus me' }) });
	await minusMe.getByRole('heading').click();
	await minusMe.getByRole('radio', { name: 'Other' }).check();
	await expect(minusMe.getByRole('checkbox', { name: 'Leave it to me' })).toBeChecked();
	await expect
		.poll(async () => {
			const sounding = await stemLevels(page);
			return sounding.other - sounding.bass;
		})
		.toBeLessThan(-9);
	await pause(page).press('Enter');
	await expect(play(page)).toBeFocused();
	await expect.poll(async () => (await levels(page)).left).toBe(-Infinity);
});
