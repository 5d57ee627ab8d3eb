import { until } from './until';

/** The name of an element in WebDriver's JSON, as the standard has it. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

/** A session of a browser that is driven by W3C WebDriver (https://www.w3.org/TR/webdriver2/). */
export class WebDriverSession {
	readonly browserName: string;
	readonly browserVersion: string;
	readonly #address: string;

	/** Waits until a driver listens at `address`, and starts a browser. */
	static async begin(address: string, capabilities: object): Promise<WebDriverSession> {
		await until('the driver listens', async () => (await fetch(`${address}/status`)).ok, 20);
		const { sessionId, capabilities: given } = await ask<{
			sessionId: string;
			capabilities: { browserName: string; browserVersion: string };
		}>('POST', `${address}/session`, { capabilities: { alwaysMatch: capabilities } });
		return new WebDriverSession(`${address}/session/${sessionId}`, given.browserName, given.browserVersion);
	}

	private constructor(address: string, browserName: string, browserVersion: string) {
		this.#address = address;
		this.browserName = browserName;
		this.browserVersion = browserVersion;
	}

	open(url: string): Promise<null> {
		return this.#post('url', { url });
	}

	refresh(): Promise<null> {
		return this.#post('refresh');
	}

	/** What the function of this body gives to its last argument. */
	execute<Value>(script: string): Promise<Value> {
		return this.#post('execute/async', { script, args: [] });
	}

	async click(x: number, y: number): Promise<void> {
		const actions = [
			{ type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
			{ type: 'pointerDown', button: 0 },
			{ type: 'pointerUp', button: 0 }
		];
		await this.#post('actions', { actions: [{ type: 'pointer', id: 'mouse', actions }] });
	}

	async press(value: string): Promise<void> {
		const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
		await this.#post('actions', { actions: [{ type: 'key', id: 'keys', actions }] });
	}

	/** Types into an element; a file input takes a path. */
	async type(selector: string, text: string): Promise<void> {
		const found = await this.#post<Record<string, string>>('element', {
			using: 'css selector',
			value: selector
		});
		await this.#post(`element/${found[ELEMENT]!}/value`, { text });
	}

	async end(): Promise<void> {
		await ask('DELETE', this.#address);
	}

	#post<Value>(command: string, body: object = {}): Promise<Value> {
		return ask('POST', `${this.#address}/${command}`, body);
	}
}

async function ask<Value>(method: string, address: string, body?: object): Promise<Value> {
	const response = await fetch(address, { method, body: body === undefined ? null : JSON.stringify(body) });
	const { value } = (await response.json()) as { value: Value & { error?: string; message?: string } };
	if (!response.ok) throw new Error(`WebDriver: ${value.error ?? ''} ${value.message ?? ''}`);
	return value;
}
