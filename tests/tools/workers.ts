import type { Page } from '@playwright/test';

/** One `new Worker` of the page. */
export interface WorkerRecord {
	readonly url: string;
	readonly name: string;
	/** False from the moment `terminate()` was called. */
	readonly alive: boolean;
	/** When that was, on the page's clock in milliseconds; null while it is alive. */
	readonly terminatedAt: number | null;
	/** Messages from the page and to it: where each call is answered once, fewer answers mean work. */
	readonly asked: number;
	readonly answered: number;
}

/** Counts the workers that the page makes and terminates, from its first script on. */
export const installWorkerCount = (page: Page): Promise<unknown> => page.addInitScript(countWorkers);

/** Every worker since the page was loaded, oldest first; `match` is sought in its address and name. */
export async function workers(page: Page, match = ''): Promise<WorkerRecord[]> {
	const records = await page.evaluate(() => globalThis.riffroomWorkers);
	return records.filter(({ url, name }) => `${url} ${name}`.includes(match));
}

export const aliveWorkers = async (page: Page, match = ''): Promise<number> =>
	(await workers(page, match)).filter(({ alive }) => alive).length;

/** Workers that still owe an answer. */
export const workersAtWork = async (page: Page, match = ''): Promise<number> =>
	(await workers(page, match)).filter(({ alive, asked, answered }) => alive && asked > answered).length;

declare global {
	var riffroomWorkers: WorkerRecord[];
}

/** Runs in the page, before any script of the app. */
function countWorkers(): void {
	const records: { -readonly [Key in keyof WorkerRecord]: WorkerRecord[Key] }[] = [];
	globalThis.riffroomWorkers = records;
	globalThis.Worker = class extends Worker {
		readonly #record: (typeof records)[number];

		constructor(url: string | URL, options?: WorkerOptions) {
			super(url, options);
			const name = options?.name ?? '';
			const record = { url: String(url), name, alive: true, terminatedAt: null, asked: 0, answered: 0 };
			this.#record = record;
			records.push(record);
			this.addEventListener('message', () => (record.answered += 1));
		}

		override postMessage(...message: unknown[]): void {
			this.#record.asked += 1;
			(super.postMessage as (...parts: unknown[]) => void).apply(this, message);
		}

		override terminate(): void {
			this.#record.alive = false;
			this.#record.terminatedAt ??= performance.now();
			super.terminate();
		}
	};
}
