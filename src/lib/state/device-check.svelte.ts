import type { FailureWords } from '../separation/job';
import { judge, type DeviceVerdict } from './device-check';
import { wordsFor } from './failures';
import type { Settings } from './settings.svelte';

/** Looks at this device before the separator is fetched for the first time, and says what to expect of it. */
export class DeviceCheck {
	/** Null before it was looked at, and where there is nothing to say: the separator is here, or out of reach. */
	verdict = $state.raw<DeviceVerdict | null>(null);
	/** The separator is not on this device, and the site that has it cannot be reached: in words. */
	missing = $state.raw<FailureWords | null>(null);
	readonly #settings: Settings;
	readonly #disposed = new AbortController();
	#looking: Promise<void> | null = null;

	constructor(settings: Settings) {
		this.#settings = settings;
		addEventListener('online', () => this.missing !== null && void this.look(), {
			signal: this.#disposed.signal
		});
	}

	/** Once for as long as the page lives; again where the site could not be reached. Well under a second. */
	look(): Promise<void> {
		this.#looking ??= this.#look(this.#disposed.signal);
		return this.#looking;
	}

	/** It has been read, or the separator is here by now. */
	dismiss(): void {
		this.verdict = this.missing = null;
	}

	dispose(): void {
		this.#disposed.abort();
	}

	async #look(signal: AbortSignal): Promise<void> {
		try {
			// Not in what the page loads first: it comes when the page has nothing else to do.
			const loaded = await import('./device-check-facts').catch((thrown: unknown) => reportError(thrown));
			const facts = await loaded?.factsOfDevice(signal, this.#settings);
			this.missing = facts?.ok === false ? wordsFor('model:missing', '', facts.detail) : null;
			if (facts?.ok !== true) this.#looking = null;
			else if (facts.value !== null) this.verdict = judge(facts.value);
		} catch (thrown) {
			if (!signal.aborted) throw thrown;
		}
	}
}
