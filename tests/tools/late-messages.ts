import type { Page } from '@playwright/test';

declare global {
	var riffroomSaid: { readonly worker: Worker; readonly data: { readonly id?: unknown } }[];
	/** Calls without an answer, by their id, and workers that will never give one. */
	var riffroomOwed: { readonly calls: Map<unknown, Worker>; readonly terminated: Set<Worker> };
}

/** Keeps everything that workers say to the page, from its first script on. */
export const installLateMessages = (page: Page): Promise<unknown> => page.addInitScript(keepMessages);

/**
 * Has every worker of the page say everything once more, as if its messages had been long on their way, and
 * terminated ones answer what they were asked last, as they had answered the question before. How many messages
 * that were.
 */
export const replayMessages = (page: Page): Promise<number> =>
	page.evaluate(() => {
		const late = [...globalThis.riffroomSaid];
		const { calls, terminated } = globalThis.riffroomOwed;
		for (const [id, worker] of calls) {
			const before = late.findLast((message) => message.worker === worker);
			if (before !== undefined && terminated.has(worker)) late.push({ worker, data: { ...before.data, id } });
		}
		for (const { worker, data } of late) worker.dispatchEvent(new MessageEvent('message', { data }));
		return late.length;
	});

/** Runs in the page, before any script of the app. */
function keepMessages(): void {
	const said: typeof riffroomSaid = (globalThis.riffroomSaid = []);
	const { calls, terminated } = (globalThis.riffroomOwed = {
		calls: new Map<unknown, Worker>(),
		terminated: new Set<Worker>()
	});
	globalThis.Worker = class extends Worker {
		constructor(url: string | URL, options?: WorkerOptions) {
			super(url, options);
			this.addEventListener('message', ({ data, isTrusted }: MessageEvent<{ id?: unknown }>) => {
				if (!isTrusted) return;
				said.push({ worker: this, data });
				calls.delete(data.id);
			});
		}

		override postMessage(...message: unknown[]): void {
			const { id } = message[0] as { id?: unknown };
			if (id !== undefined) calls.set(id, this);
			(super.postMessage as (...parts: unknown[]) => void).apply(this, message);
		}

		override terminate(): void {
			terminated.add(this);
			super.terminate();
		}
	};
}
