import type { Page } from '@playwright/test';

/**
 * Which write of the page to IndexedDB something happens at: its number in its own transaction, the first into a
 * store, the first whose name (see {@link writeReached}) is not among these, or the one that makes a song complete.
 * `hold` keeps its transaction open, with this write done and the app not told, until the test releases it; `abort`
 * aborts the transaction, and every later one until there is another plan; `clickAtCommit` clicks an element in the very tick in which the browser says that the
 * transaction is complete, before the app hears of it.
 */
export interface WritePlan {
	readonly at:
		| { readonly inTransaction: number }
		| { readonly first: string }
		| { readonly otherThan: readonly string[] }
		| 'complete';
	readonly act: 'hold' | 'abort' | 'clickAtCommit';
	/** For `clickAtCommit`: the accessible label of what is clicked. */
	readonly label?: string;
}

interface Writes {
	plan: WritePlan | null;
	/** The name of the write at which the plan has come to pass; null until it has. */
	reached: string | null;
	release: (() => void) | null;
}

declare global {
	var riffroomWrites: Writes;
}

/** Watches the page's writes (put, add and delete) from its first script on, with a plan for it to begin with. */
export async function installWrites(page: Page, plan: WritePlan | null = null): Promise<void> {
	await page.addInitScript(watchWrites, plan);
}

export const planWrite = (page: Page, plan: WritePlan): Promise<void> =>
	page.evaluate((given) => {
		Object.assign(globalThis.riffroomWrites, { plan: given, reached: null });
	}, plan);

/** Nothing is to happen any more. */
export const forgetPlan = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.riffroomWrites.plan = null;
	});

/**
 * Resolves when the planned thing has happened, with the name of that write: what the first write of its transaction
 * was, and its own number in there. It has the same name when it is made again: `put blocks 3: 2`.
 */
export async function writeReached(page: Page): Promise<string> {
	const reached = () => globalThis.riffroomWrites.reached;
	return (await (await page.waitForFunction(reached, undefined, { polling: 10 })).jsonValue())!;
}

export const releaseWrite = (page: Page): Promise<void> =>
	page.evaluate(() => globalThis.riffroomWrites.release?.());

/** Runs in the page, before any script of the app. */
function watchWrites(begin: WritePlan | null): void {
	const writes: Writes = (globalThis.riffroomWrites = {
		plan: begin,
		reached: null,
		release: null
	});
	const transactions = new WeakMap<IDBTransaction, { readonly first: string; readonly place: number }>();

	/** A part's key after its song's; nothing for what a song has once. */
	const partOf = (key: unknown) => (Array.isArray(key) ? ` ${key.slice(1).join(' ')}` : '');

	function hold(store: IDBObjectStore, request: IDBRequest, event: Event): void {
		event.stopImmediatePropagation();
		let released = false;
		writes.release = () => (released = true);
		// A transaction lives as long as it has requests; this one's next is always another look at nothing.
		const ping = () => {
			if (released) request.dispatchEvent(new Event('success'));
			else store.count(IDBKeyRange.only('nothing')).onsuccess = ping;
		};
		ping();
	}

	const stores = IDBObjectStore.prototype as unknown as Record<
		'put' | 'add' | 'delete',
		(this: IDBObjectStore, ...parts: unknown[]) => IDBRequest
	>;
	for (const method of ['put', 'add', 'delete'] as const) {
		const real = stores[method];
		stores[method] = function (...parts) {
			const request = real.apply(this, parts);
			// How a song's room is left is written whenever something is changed there.
			if (this.name === 'rooms') return request;
			const { plan } = writes;
			const before = transactions.get(this.transaction);
			const key = partOf(parts[method === 'delete' ? 0 : 1]);
			const transaction = {
				first: before?.first ?? `${method} ${this.name}${key}`,
				place: (before?.place ?? 0) + 1
			};
			transactions.set(this.transaction, transaction);
			const name = `${transaction.first}: ${transaction.place}`;
			const completes = this.name === 'songs' && (parts[0] as { state?: string }).state === 'complete';
			const isPlanned = ({ at }: WritePlan) => {
				if (at === 'complete') return completes;
				if ('inTransaction' in at) return at.inTransaction === transaction.place;
				return 'first' in at ? at.first === this.name : !at.otherThan.includes(name);
			};
			const refuses = plan?.act === 'abort' && writes.reached !== null;
			if (plan === null || !(refuses || isPlanned(plan))) return request;
			if (plan.act !== 'abort') writes.plan = null;
			if (plan.act === 'clickAtCommit')
				// The app has been listening for longer; on the way down to the transaction comes its database.
				this.transaction.db.addEventListener(
					'complete',
					({ target }) => {
						const button = document.querySelector<HTMLElement>(`[aria-label="${plan.label ?? ''}"]`);
						if (target !== this.transaction || button === null) return;
						button.click();
						writes.reached = name;
					},
					{ capture: true }
				);
			else
				request.addEventListener(
					'success',
					(event) => {
						if (plan.act === 'hold') hold(this, request, event);
						else request.transaction!.abort();
						writes.reached ??= name;
					},
					{ once: true }
				);
			return request;
		};
	}
}
