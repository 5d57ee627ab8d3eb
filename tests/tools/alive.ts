import type { Page } from '@playwright/test';

/**
 * What a page holds on to, as the browser itself counts it after everything unused was let go: objects that something
 * still refers to, by their class; listeners, audio nodes, worklet processors and workers of its own book-keeping;
 * workers that run, the threads of one among them; object URLs that were not revoked (see {@link installUrlCount});
 * locks that are held or waited for.
 */
export type Alive = Readonly<Record<string, number>>;

/**
 * What comes and goes with what is shown (DOM nodes), or with the moment in which the last job was cancelled (signals of
 * a step that it has not begun to wait for when it is told): less than one a time, where something is done that often.
 */
const SPARE: Alive = { Nodes: 20, AbortSignal: 4 };

/** What there is more of now than there was. */
export const more = (now: Alive, before: Alive): Alive =>
	Object.fromEntries(
		Object.entries(now).filter(([name, count]) => count > (before[name] ?? 0) + (SPARE[name] ?? 0))
	);

const CLASSES = [
	'AudioContext',
	'AudioNode',
	'MessagePort',
	'Worker',
	'BroadcastChannel',
	'IDBDatabase',
	'AbortSignal'
];
const METRICS = [
	'JSEventListeners',
	'AudioHandlers',
	'AudioWorkletProcessors',
	'WorkerGlobalScopes',
	'Nodes',
	'Documents'
];

declare global {
	var riffroomUrls: Set<string>;
}

/** Counts object URLs, from the page's first script on. */
export const installUrlCount = (page: Page): Promise<unknown> =>
	page.addInitScript(() => {
		const urls = (globalThis.riffroomUrls = new Set());
		const createObjectURL = URL.createObjectURL.bind(URL);
		const revokeObjectURL = URL.revokeObjectURL.bind(URL);
		URL.createObjectURL = (object) => {
			const url = createObjectURL(object);
			urls.add(url);
			return url;
		};
		URL.revokeObjectURL = (url) => {
			urls.delete(url);
			revokeObjectURL(url);
		};
	});

export async function alive(page: Page): Promise<Alive> {
	const devtools = await page.context().newCDPSession(page);
	try {
		await devtools.send('Performance.enable');
		await devtools.send('HeapProfiler.enable');
		await devtools.send('HeapProfiler.collectGarbage');
		const counts: Record<string, number> = {};
		for (const name of CLASSES) {
			const { result } = await devtools.send('Runtime.evaluate', { expression: `${name}.prototype` });
			const found = await devtools.send('Runtime.queryObjects', { prototypeObjectId: result.objectId! });
			const counted = await devtools.send('Runtime.callFunctionOn', {
				objectId: found.objects.objectId!,
				functionDeclaration: 'function () { return this.length; }',
				returnByValue: true
			});
			counts[name] = counted.result.value as number;
			await devtools.send('Runtime.releaseObject', { objectId: found.objects.objectId! });
			await devtools.send('Runtime.releaseObject', { objectId: result.objectId! });
		}
		await devtools.send('HeapProfiler.collectGarbage');
		const { metrics } = await devtools.send('Performance.getMetrics');
		for (const { name, value } of metrics) if (METRICS.includes(name)) counts[name] = value;
		const own = await page.evaluate(async () => {
			const { held = [], pending = [] } = await navigator.locks.query();
			return { held: held.length, pending: pending.length, urls: globalThis.riffroomUrls.size };
		});
		return { ...counts, ...own, running: page.workers().length };
	} finally {
		await devtools.detach();
	}
}
