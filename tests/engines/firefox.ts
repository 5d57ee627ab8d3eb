import { launch, type Browser, type KeyInput, type Page } from 'puppeteer-core';
import { resolve } from 'node:path';
import type { Engine, EngineMaker } from './engine';
import { findProgram } from '../tools/programs';

const findFirefox = () => findProgram(['firefox-esr', 'firefox']);

/** Firefox without a window, by WebDriver BiDi. */
export const firefox: EngineMaker = {
	name: 'Firefox',
	missing: () => (findFirefox() === undefined ? 'there is no firefox-esr and no firefox' : null),
	async start() {
		const browser = await launch({
			browser: 'firefox',
			executablePath: findFirefox()!,
			headless: true,
			// A sound card that only keeps time: without any, no audio context ever runs in Firefox.
			extraPrefsFirefox: { 'media.cubeb.force_mock_context': true },
			protocolTimeout: 60_000
		});
		const page = await browser.newPage();
		return new FirefoxEngine((await browser.version()).replace('firefox/', 'Firefox '), browser, page);
	}
};

class FirefoxEngine implements Engine {
	readonly name: string;
	readonly #browser: Browser;
	readonly #page: Page;

	constructor(name: string, browser: Browser, page: Page) {
		this.name = name;
		this.#browser = browser;
		this.#page = page;
	}

	async goto(address: string): Promise<void> {
		await this.#page.goto(address);
	}

	async reload(): Promise<void> {
		await this.#page.reload();
	}

	async evaluate<Value>(body: string): Promise<Value> {
		return (await this.#page.evaluate(`(async () => {${body}})()`)) as Value;
	}

	clickAt(x: number, y: number): Promise<void> {
		return this.#page.mouse.click(x, y);
	}

	press(key: string): Promise<void> {
		return this.#page.keyboard.press(key as KeyInput);
	}

	async giveFile(path: string): Promise<void> {
		const input = await this.#page.waitForSelector('input[type=file]');
		await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(resolve(path));
	}

	close(): Promise<void> {
		return this.#browser.close();
	}
}
