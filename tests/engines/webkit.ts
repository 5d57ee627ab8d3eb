import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { findDisplay, startDisplay, type Display } from './display';
import type { Engine, EngineMaker } from './engine';
import { freePort } from './free-port';
import { findProgram, foldersIn } from '../tools/programs';
import { WebDriverSession } from './webdriver';

const findDriver = () => findProgram(['WebKitWebDriver']);
/** The small browser that comes with WebKitGTK. It is not meant for players, so it is not on the path. */
const findBrowser = () =>
	findProgram(['MiniBrowser'], foldersIn('/usr/lib', 'webkit2gtk-4.1', 'webkitgtk-6.0', 'webkit2gtk-4.0'));

/** WebKitGTK's MiniBrowser, by WebDriver. It needs a display: where there is none, a virtual one is started. */
export const webkit: EngineMaker = {
	name: 'WebKit',
	missing() {
		if (findDriver() === undefined) return 'there is no WebKitWebDriver';
		if (findBrowser() === undefined) return 'there is no MiniBrowser of WebKitGTK';
		return findDisplay() === undefined ? 'there is no display, and no Xvfb to make one' : null;
	},
	async start() {
		const display = await startDisplay();
		const port = await freePort();
		const driver = spawn(findDriver()!, [`--port=${port}`], {
			stdio: 'ignore',
			env: { ...process.env, ...display.environment }
		});
		try {
			const session = await WebDriverSession.begin(`http://127.0.0.1:${port}`, {
				browserName: 'MiniBrowser',
				timeouts: { script: 60_000, pageLoad: 60_000 },
				'webkitgtk:browserOptions': { binary: findBrowser()!, args: ['--automation'] }
			});
			return new WebKitEngine(session, driver, display);
		} catch (thrown) {
			driver.kill();
			display.close();
			throw thrown;
		}
	}
};

/** A function that answers when it is done, and says what it has thrown: WebDriver knows no promises. */
const awaited = (body: string) => `
	const answer = arguments[arguments.length - 1];
	(async () => {${body}})().then(
		(value) => answer({ value }),
		(thrown) => answer({ thrown: String(thrown) })
	);`;

class WebKitEngine implements Engine {
	readonly name: string;
	readonly #session: WebDriverSession;
	readonly #driver: ChildProcess;
	readonly #display: Display;

	constructor(session: WebDriverSession, driver: ChildProcess, display: Display) {
		this.name = `WebKitGTK ${session.browserVersion}`;
		this.#session = session;
		this.#driver = driver;
		this.#display = display;
	}

	async goto(address: string): Promise<void> {
		await this.#session.open(address);
	}

	async reload(): Promise<void> {
		await this.#session.refresh();
	}

	async evaluate<Value>(body: string): Promise<Value> {
		const answer = await this.#session.execute<{ value: Value; thrown?: string }>(awaited(body));
		if (answer.thrown !== undefined) throw new Error(answer.thrown);
		return answer.value;
	}

	clickAt(x: number, y: number): Promise<void> {
		return this.#session.click(x, y);
	}

	press(key: string): Promise<void> {
		return this.#session.press(key);
	}

	giveFile(path: string): Promise<void> {
		return this.#session.type('input[type=file]', resolve(path));
	}

	async close(): Promise<void> {
		try {
			await this.#session.end();
		} finally {
			this.#driver.kill();
			this.#display.close();
		}
	}
}
