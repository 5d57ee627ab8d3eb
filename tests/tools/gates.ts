import type { Page } from '@playwright/test';

/** Where a test can hold the app up: the browser has done its part, and its answer waits until the gate is opened. */
export type Gate = 'decode' | 'peaks';

interface Gates {
	shut(gate: Gate): void;
	open(gate: Gate): void;
	/** The last one who came goes first. */
	openBackwards(gate: Gate): void;
	waiting(gate: Gate): number;
}

declare global {
	var riffroomGates: Gates;
}

/** All gates are open until one is shut. */
export const installGates = (page: Page): Promise<unknown> => page.addInitScript(makeGates);

export const shut = (page: Page, gate: Gate): Promise<void> =>
	page.evaluate((name) => globalThis.riffroomGates.shut(name), gate);

export const open = (page: Page, gate: Gate): Promise<void> =>
	page.evaluate((name) => globalThis.riffroomGates.open(name), gate);

/** Resolves when something has come up to a shut gate. */
export const reached = (page: Page, gate: Gate): Promise<unknown> =>
	page.waitForFunction((name) => globalThis.riffroomGates.waiting(name) > 0, gate, { polling: 20 });

/** Runs in the page, before any script of the app. */
function makeGates(): void {
	const held = new Map<Gate, (() => void)[]>();
	/** Resolves at once where the gate is open. */
	const pass = (gate: Gate) =>
		new Promise<void>((resolve) => {
			const queue = held.get(gate);
			if (queue === undefined) resolve();
			else queue.push(resolve);
		});
	globalThis.riffroomGates = {
		shut: (gate) => void held.set(gate, held.get(gate) ?? []),
		open(gate) {
			const queue = held.get(gate) ?? [];
			held.delete(gate);
			for (const go of queue) go();
		},
		openBackwards(gate) {
			held.get(gate)?.reverse();
			this.open(gate);
		},
		waiting: (gate) => held.get(gate)?.length ?? 0
	};

	const contexts = BaseAudioContext.prototype as {
		decodeAudioData: (this: BaseAudioContext, bytes: ArrayBuffer) => Promise<AudioBuffer>;
	};
	const decode = contexts.decodeAudioData;
	contexts.decodeAudioData = async function (bytes) {
		const decoded = await decode.call(this, bytes);
		await pass('decode');
		return decoded;
	};

	const stores = IDBObjectStore.prototype as unknown as {
		getAll: (this: IDBObjectStore, ...parts: unknown[]) => IDBRequest;
	};
	const { getAll } = stores;
	stores.getAll = function (...parts) {
		const request = getAll.apply(this, parts);
		if (this.name === 'peaks')
			request.addEventListener(
				'success',
				(event) => {
					event.stopImmediatePropagation();
					void pass('peaks').then(() => request.dispatchEvent(new Event('success')));
				},
				{ once: true }
			);
		return request;
	};
}
