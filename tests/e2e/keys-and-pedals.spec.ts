import { expect, test, type Locator, type Page } from '@playwright/test';
import { clip } from '../tools/jobs';
import { expectSaid, openRoom, pause, placeIn, play } from '../tools/room';

const song = () => ({ path: clip('bound', 440, 8), title: 'bound' });
const muteDrums = (page: Page): Locator => page.getByRole('button', { name: 'Mute drums' });

async function openKeys(page: Page): Promise<Locator> {
	await page.keyboard.press('?');
	const dialog = page.getByRole('dialog', { name: 'Keys' });
	await expect(dialog).toBeVisible();
	return dialog;
}

/** Binds one key after the other as a player does in the help screen, and closes it. */
async function bind(dialog: Locator, ...pairs: readonly (readonly [command: string, key: string])[]) {
	const { keyboard } = dialog.page();
	await dialog.getByRole('button', { name: 'Change keys' }).press('Enter');
	for (const [command, key] of pairs) {
		await dialog.getByRole('button', { name: `New key for ${command}` }).press('Enter');
		await keyboard.press(key);
		await expect(dialog.getByRole('status').last()).toContainText(`is now “${command}”`);
	}
	await dialog.getByRole('button', { name: 'Close', exact: true }).click();
	await expect(dialog).toBeHidden();
}

/**
 * Checked by bindings that are not kept (the first two), by keys that act where someone types, by a room that is deaf
 * to MIDI, and by a lock screen that is told of no song: each fails the test of that.
 */
test('keys are changed from the keyboard alone, told aloud, and come back', async ({ page }) => {
	await openRoom(page, song());
	const dialog = await openKeys(page);
	const said = dialog.getByRole('status').last();
	const add = dialog.getByRole('button', { name: 'New key for Mute drums' });
	await dialog.getByRole('button', { name: 'Change keys' }).press('Enter');
	await add.press('Enter');
	await expect(said).toContainText('Press a key');
	await page.keyboard.press('Tab');
	await expect(said).toContainText('Tab goes from one control to the next');
	await page.keyboard.press('m');
	await expect(said).toHaveText('M is now “Mute drums”; it was “Marker here”.');
	await expect(add).toBeFocused();

	// One step back each: the question, the changing, the dialog.
	await page.keyboard.press('Enter');
	await page.keyboard.press('Escape');
	await expect(add).toHaveAttribute('aria-pressed', 'false');
	await page.keyboard.press('Escape');
	await expect(add).toBeHidden();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();

	await page.keyboard.press('m');
	await expect(muteDrums(page)).toHaveAttribute('aria-pressed', 'true');
	await page.reload();
	await expect(muteDrums(page)).toHaveAttribute('aria-pressed', 'true');
	await page.keyboard.press('m');
	await expect(muteDrums(page)).toHaveAttribute('aria-pressed', 'false');
	await expectSaid(page, 'Drums not muted');
});

test('a pedal that types PageDown plays and stops, and scrolls nothing', async ({ page }) => {
	await page.setViewportSize({ width: 800, height: 400 });
	await openRoom(page, song());
	await bind(await openKeys(page), ['Play or pause', 'PageDown'], ['Again from the loop’s start', 'PageUp']);
	for (const from of ['at once', 'after a reload'])
		await test.step(from, async () => {
			await page.keyboard.press('PageDown');
			await expect(pause(page)).toBeVisible();
			await page.keyboard.press('PageDown');
			await expect(play(page)).toBeVisible();
			expect(await placeIn(page)).toBeGreaterThan(0);
			await page.keyboard.press('PageUp');
			await expect.poll(() => placeIn(page)).toBe(0);
			expect(await page.evaluate(() => scrollY)).toBe(0);
			await page.reload();
			await expect(muteDrums(page)).toBeVisible();
		});
});

test('keys never act while someone types, and AltGr types the brackets', async ({ page }) => {
	await openRoom(page, song());
	const from = page.getByRole('complementary').getByRole('textbox', { name: 'From', exact: true });
	await from.focus();
	await page.keyboard.type('[ m,.+1?');
	await expect(from).toHaveValue('[ m,.+1?');
	await page.keyboard.press('Escape');
	await page.keyboard.press('[');
	// The first Escape took back what was typed, the bracket is typed again; nothing of it was a command.
	await expect(from).toHaveValue('[');
	await from.fill('');
	await from.blur();
	await expect(page.getByRole('button', { name: 'Speed 100 %' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Key: own key' })).toBeVisible();
	await expect(page.getByRole('button', { name: 'Solo drums' })).toHaveAttribute('aria-pressed', 'false');
	await expect(page.getByRole('dialog')).toBeHidden();
	expect(await page.getByRole('status').allTextContents()).not.toContain(expect.stringContaining('Loop'));

	// Windows tells of AltGr as of Ctrl and Alt together; a German keyboard has the bracket on the key of the 8.
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Input.dispatchKeyEvent', {
		type: 'keyDown',
		key: '[',
		code: 'Digit8',
		modifiers: 1 | 2
	});
	await devtools.send('Input.dispatchKeyEvent', {
		type: 'keyUp',
		key: '[',
		code: 'Digit8',
		modifiers: 1 | 2
	});
	await expectSaid(page, 'Loop from 0:00: now its other end');
	await expect(page.getByRole('button', { name: 'Mute drums' })).toHaveAttribute('aria-pressed', 'false');
});

/** A MIDI device as the browser has it; the test is the one who presses. Runs in the page. */
function installPad(): void {
	const input = Object.assign(new EventTarget(), {
		state: 'connected',
		connection: 'closed',
		open() {
			this.connection = 'open';
			return Promise.resolve(this);
		},
		close() {
			this.connection = 'closed';
			return Promise.resolve(this);
		}
	});
	const access = Object.assign(new EventTarget(), { inputs: new Map([['pad', input]]) });
	Object.assign(navigator, { requestMIDIAccess: () => Promise.resolve(access) });
	Object.assign(globalThis, {
		pressPad: (note: number) =>
			input.dispatchEvent(Object.assign(new Event('midimessage'), { data: Uint8Array.of(0x90, note, 100) }))
	});
}

test('a MIDI pad is learned by pressing it', async ({ page }) => {
	await page.addInitScript(installPad);
	await openRoom(page, song());
	const dialog = await openKeys(page);
	await dialog.getByRole('button', { name: 'Use MIDI' }).click();
	await expect(dialog.getByText('MIDI is on, with 1 device')).toBeVisible();
	await dialog.getByRole('button', { name: 'Change keys' }).click();
	await dialog.getByRole('button', { name: 'New key for Mute drums' }).click();
	const press = () =>
		page.evaluate(() => (globalThis as unknown as { pressPad(note: number): void }).pressPad(36));
	await press();
	await expect(dialog.getByRole('status').last()).toHaveText('Note C2 is now “Mute drums”.');
	await dialog.getByRole('button', { name: 'Close', exact: true }).click();
	await expect(muteDrums(page)).toHaveAttribute('aria-pressed', 'false');
	await press();
	await expect(muteDrums(page)).toHaveAttribute('aria-pressed', 'true');
});

test('where a browser has no MIDI it says so; headphone keys and the lock screen know the song', async ({
	page
}) => {
	await page.addInitScript(() => {
		delete (Navigator.prototype as { requestMIDIAccess?: unknown }).requestMIDIAccess;
		const asked: Record<string, MediaSessionActionHandler | null> = {};
		Object.assign(globalThis, { asked });
		const prototype = MediaSession.prototype as {
			setActionHandler: (this: MediaSession, ...told: Parameters<MediaSession['setActionHandler']>) => void;
		};
		const { setActionHandler } = prototype;
		prototype.setActionHandler = function (action, handler) {
			asked[action] = handler;
			setActionHandler.call(this, action, handler);
		};
	});
	await openRoom(page, song());
	const dialog = await openKeys(page);
	await expect(dialog.getByText('There is no MIDI in this browser.')).toBeVisible();
	await expect(dialog.getByRole('button', { name: 'Use MIDI' })).toBeHidden();
	await page.keyboard.press('Escape');

	const told = () =>
		page.evaluate(() => ({
			title: navigator.mediaSession.metadata?.title,
			state: navigator.mediaSession.playbackState
		}));
	/** As the system calls what a page has given it. */
	const ask = (details: MediaSessionActionDetails) =>
		page.evaluate(
			(asked) =>
				(globalThis as unknown as { asked: Record<string, MediaSessionActionHandler> }).asked[asked.action]?.(
					asked
				),
			details
		);
	await expect.poll(told).toEqual({ title: 'bound', state: 'paused' });
	await ask({ action: 'seekto', seekTime: 3 });
	await expect.poll(() => placeIn(page)).toBeCloseTo(3, 1);
	await ask({ action: 'play' });
	await expect(pause(page)).toBeVisible();
	await expect.poll(told).toEqual({ title: 'bound', state: 'playing' });
	await ask({ action: 'pause' });
	await expect(play(page)).toBeVisible();
	await page.getByRole('link', { name: 'Back to your songs' }).click();
	await expect.poll(told).toEqual({ title: undefined, state: 'none' });
});
