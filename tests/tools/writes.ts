import type { Page } from '@playwright/test';

/**
 * Which write of the page to IndexedDB something happens at: its number, counted from the plan on, its number in
 * its own transaction, or the one that makes a song complete. `hold` keeps its transaction open, with this write done and the app not told,
 * until the test releases it; `abort` aborts the transaction; `clickAtCommit` clicks an element in the very
 * tick in which the browser says that the transaction is complete, before the app hears of it.
 */
export interface WritePlan {
	readonly at: number | { readonly inTransaction: number } | 'complete';
	readonly act: 'hold' | 'abort' | 'clickAtCommit';
	/** For `clickAtCommit`: the accessible label of what is clicked. */
	readonly label?: string;
}

interface Writes {
	plan: WritePlan | null;
	/** Since the plan was made. */
	count: number;
	/** The plan has come to pass. */
	done: boolean;
	/** The number of the planned write in its own transaction. */
	place: number;
	release: (() => void) | null;
}

declare global {
	var riffroomWrites: Writes;
}

/** Watches the page's writes (put, add and delete) from its first script on. */
export const installWrites = (page: Page): Promise<unknown> => page.addInitScript(watchWrites);

export const planWrite = (page: Page, plan: WritePlan): Promise<void> =>
	page.evaluate((given) => {
		Object.assign(globalThis.riffroomWrites, { plan: given, count: 0, done: false });
	}, plan);

/** Nothing is to happen any more. */
export const forgetPlan = (page: Page): Promise<void> =>
	page.evaluate(() => {
		globalThis.riffroomWrites.plan = null;
	});

/** Resolves when the planned thing has happened, with the number of that write in its transaction. */
export async function writeReached(page: Page): Promise<number> {
	await page.waitForFunction(() => globalThis.riffroomWrites.done, undefined, { polling: 10 });
	return page.evaluate(() => globalThis.riffroomWrites.place);
}

export const releaseWrite = (page: Page): Promise<void> =>
	page.evaluate(() => globalThis.riffroomWrites.release?.());

/** Runs in the page, before any script of the app. */
function watchWrites(): void {
	const writes: Writes = (globalThis.riffroomWrites = {
		plan: null,
		count: 0,
		done: false,
		place: 0,
		release: null
	});
	const places = new WeakMap<IDBTransaction, number>();

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
			writes.count += 1;
			const { plan, count } = writes;
			const place = (places.get(this.transaction) ?? 0) + 1;
			places.set(this.transaction, place);
			const completes = this.name === 'songs' && (parts[0] as { state?: string }).state === 'complete';
			const planned =
				typeof plan?.at === 'object'
					? plan.at.inTransaction === place
					: plan?.at === count || (plan?.at === 'complete' && completes);
			if (plan === null || !planned) return request;
			Object.assign(writes, { plan: null, place });
			if (plan.act === 'clickAtCommit')
				// The app has been listening for longer; on the way down to the transaction comes its database.
				this.transaction.db.addEventListener(
					'complete',
					({ target }) => {
						const button = document.querySelector<HTMLElement>(`[aria-label="${plan.label ?? ''}"]`);
						if (target !== this.transaction || button === null) return;
						button.click();
						writes.done = true;
					},
					{ capture: true }
				);
			else
				request.addEventListener(
					'success',
					(event) => {
						if (plan.act === 'hold') hold(this, request, event);
						else request.transaction!.abort();
						writes.done = true;
					},
					{ once: true }
				);
			return request;
		};
	}
}
