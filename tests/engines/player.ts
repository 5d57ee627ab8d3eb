import type { Page } from '@playwright/test';
import { query } from '../tools/app';
import { installEar, levels } from '../tools/sound';
import { frames, toSeconds } from '../../src/lib/units/units';
import type { Engine } from './engine';
import { until } from './until';

/** A control's name as a screen reader has it, for the few ways in which RiffRoom gives names. */
const FIND = `
	const nameOf = (element) =>
		(element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent)
			.trim().replace(/\\s+/g, ' ');
	const find = (selector, name) =>
		[...document.querySelectorAll(selector)].find((element) => element.checkVisibility() && nameOf(element) === name);`;

/** Someone who practises in a browser: sees what is shown, hears what sounds, uses mouse and keys. */
export class Player {
	readonly engine: Engine;
	/** As much of Playwright's page as the ear needs (see tests/tools/sound.ts). */
	readonly #page: Page;

	constructor(engine: Engine) {
		this.engine = engine;
		const call = (work: (argument: unknown) => unknown, argument: unknown = null) =>
			// tsx gives functions their names back with this helper, which a page does not have.
			engine.evaluate(
				`globalThis.__name = (named) => named; return (${work.toString()})(${JSON.stringify(argument)});`
			);
		this.#page = { evaluate: call, addInitScript: call } as unknown as Page;
	}

	/** Opens the library with the tiny model, and waits until the service worker has isolated the page. */
	async open(home: string): Promise<void> {
		await this.engine.goto(`${home}${query({ model: 'tiny', open: 'no' })}`);
		await this.#arrive();
	}

	async reload(): Promise<void> {
		await this.engine.reload();
		await this.#arrive();
	}

	/** Before anything can sound: the ear hears only what is connected after it was put on. */
	async #arrive(): Promise<void> {
		await until('the library is shown and isolated', () =>
			this.engine.evaluate(
				`return crossOriginIsolated && document.readyState === 'complete' && document.querySelector('input[type=file]') !== null;`
			)
		);
		await installEar(this.#page);
	}

	drop(path: string): Promise<void> {
		return this.engine.giveFile(path);
	}

	/** All that can be read on the page. */
	text(): Promise<string> {
		return this.engine.evaluate<string>(`return document.body.innerText.replace(/\\s+/g, ' ');`);
	}

	/** Waits until the words are there, and gives what matches. */
	async reads(words: RegExp, seconds?: number): Promise<RegExpExecArray> {
		let seen = '';
		try {
			return await until(String(words), async () => words.exec((seen = await this.text())), seconds);
		} catch (thrown) {
			throw new Error(`${words} is not to be read in “${seen}”`, { cause: thrown });
		}
	}

	/** Something was said aloud to who does not look, and is what was said last. */
	async hearsSaid(words: RegExp): Promise<void> {
		await until(`${words} is said`, async () => {
			const said = await this.engine.evaluate<string[]>(
				`return [...document.querySelectorAll('[role=status]')].map(({ textContent }) => textContent.trim());`
			);
			return said.some((one) => words.test(one));
		});
	}

	/** Clicks a button, a link or a labelled choice by its name, with the mouse. */
	async click(name: string): Promise<void> {
		const [x, y] = await until(`there is a button ${name}`, () =>
			this.engine.evaluate<[number, number] | null>(`${FIND}
				const button = find('button, a, label', ${JSON.stringify(name)});
				if (button === undefined || button.disabled) return null;
				button.scrollIntoView({ block: 'center', behavior: 'instant' });
				const { x, y, width, height } = button.getBoundingClientRect();
				return [x + width / 2, y + height / 2];`)
		);
		await this.engine.clickAt(x, y);
	}

	has(button: string): Promise<boolean> {
		return this.engine.evaluate<boolean>(
			`${FIND} return find('button', ${JSON.stringify(button)}) !== undefined;`
		);
	}

	/** Opens a song of the library in its room. */
	async openSong(title: string): Promise<void> {
		await this.click(title);
		// The lanes come with the sound; what is pressed before belongs to no song.
		await until('the room is open', () => this.has('Solo drums'));
	}

	/** Where the song is, in seconds. */
	async place(): Promise<number> {
		const value = await this.engine.evaluate<number>(
			`${FIND} return find('input[type=range]', 'Position').valueAsNumber;`
		);
		return toSeconds(frames(Math.round(value)));
	}

	/** How loud it is on the quieter side, in dB of full scale. */
	async loudness(): Promise<number> {
		const { left, right } = await levels(this.#page);
		return Math.min(left, right);
	}

	/** Waits until it sounds and goes on. */
	async hears(): Promise<void> {
		await until('it sounds', async () => (await this.loudness()) > -50);
		const from = await this.place();
		await until('it goes on', async () => Math.abs((await this.place()) - from) > 0.3);
	}
}
