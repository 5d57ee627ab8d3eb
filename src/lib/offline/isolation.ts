/**
 * Threads share memory, which browsers allow on cross-origin isolated pages only. Where the host cannot send the
 * headers for that, the service worker adds them (isolated-response.ts), from the next load of the page on.
 *
 * - `isolated`: all threads may be used.
 * - `pending`: the page will be loaded once more, when the service worker serves it and nothing is going on.
 * - `refused`: it was tried or cannot be tried; separation runs on one thread.
 */
export type Isolation = 'isolated' | 'pending' | 'refused';

export interface IsolationFacts {
	readonly isolated: boolean;
	/** Whether the browser lets this page have a service worker. */
	readonly able: boolean;
	/** The service worker answers for this page: another load of it goes through there. */
	readonly controlled: boolean;
	/** This page was reloaded for it already. */
	readonly reloaded: boolean;
	/** Nothing plays, is separated or is unsaved. */
	readonly mayReload: boolean;
}

/** What to do: one reload at the most, and never in the middle of something. */
export function nextStep(facts: IsolationFacts): Isolation | 'reload' {
	if (facts.isolated) return 'isolated';
	if (!facts.able || facts.reloaded) return 'refused';
	return facts.controlled && facts.mayReload ? 'reload' : 'pending';
}

/** The parts of a page that are needed; a test has its own. */
export interface IsolationPage {
	readonly crossOriginIsolated: boolean;
	/** Missing on insecure pages. */
	readonly serviceWorker: ServiceWorkerContainer | undefined;
	readonly history: Pick<History, 'state' | 'replaceState'>;
	reload(): void;
}

/**
 * In the state of the history's entry, which outlives a reload and nothing else. Session storage does not do: a page
 * that is isolated and one that is not may see different ones (Chromium 156), because they never share a process.
 */
const RELOADED = 'riffroom:reloaded-to-isolate';

/** Makes this page isolated as far as the browser allows it. Tells `onchange` each state, the first one at once. */
export class IsolationKeeper {
	readonly #page: IsolationPage;
	readonly #mayReload: () => boolean;
	readonly #onchange: (state: Isolation) => void;
	#state: Isolation | null = null;

	constructor(mayReload: () => boolean, onchange: (state: Isolation) => void, page = ownPage()) {
		this.#page = page;
		this.#mayReload = mayReload;
		this.#onchange = onchange;
		page.serviceWorker?.addEventListener('controllerchange', this.check);
		this.check();
		// After a forced reload the service worker is there but does not answer for the page, until it is asked to.
		if (this.#state === 'pending' && page.serviceWorker?.controller === null)
			void page.serviceWorker.ready.then(({ active }) => active?.postMessage({ type: 'CLAIM' }));
	}

	/** To be called when something ends that stood against a reload; the reload comes from here. */
	readonly check = (): void => {
		if (this.#state === 'refused') return;
		const { serviceWorker, crossOriginIsolated: isolated } = this.#page;
		const step = nextStep({
			isolated,
			able: serviceWorker !== undefined,
			controlled: (serviceWorker?.controller ?? null) !== null,
			reloaded: this.#entry[RELOADED] === true,
			mayReload: this.#mayReload()
		});
		// Left there it would forbid the reload after a forced one, an hour from now.
		if (step === 'isolated' && RELOADED in this.#entry) this.#remember(undefined);
		if (step !== 'reload') return this.#tell(step);
		this.#tell('pending');
		this.#remember(true);
		this.#page.reload();
	};

	dispose(): void {
		this.#page.serviceWorker?.removeEventListener('controllerchange', this.check);
	}

	get #entry(): Readonly<Record<string, unknown>> {
		return (this.#page.history.state ?? {}) as Record<string, unknown>;
	}

	#remember(reloaded: true | undefined): void {
		this.#page.history.replaceState({ ...this.#entry, [RELOADED]: reloaded }, '');
	}

	#tell(state: Isolation): void {
		if (state === this.#state) return;
		this.#state = state;
		this.#onchange(state);
	}
}

function ownPage(): IsolationPage {
	return {
		crossOriginIsolated,
		serviceWorker: (navigator as { serviceWorker?: ServiceWorkerContainer }).serviceWorker,
		history,
		reload: () => location.reload()
	};
}
