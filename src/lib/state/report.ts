import type { StorageUse } from '../library/quota';
import { deviceMemory } from '../model/device';
import type { FailureCause } from '../separation/job';
import type { ProviderChoice, ProviderWish } from '../separation/protocol';
import { withoutNames } from './report-privacy';

/** What a browser says of itself; null where it does not. */
export interface BrowserFacts {
	readonly userAgent: string;
	/** Logical ones. */
	readonly cores: number | null;
	/** In bytes. */
	readonly memory: number | null;
	readonly isolated: boolean;
	readonly online: boolean;
	/** Opened from the home screen, in a window of its own. */
	readonly installed: boolean;
	/** A service worker serves the page. */
	readonly served: boolean;
}

export interface ReportFacts {
	/** The app's. */
	readonly version: string;
	readonly browser: BrowserFacts;
	/** Null where the app could not be opened. */
	readonly model: string | null;
	readonly wish: ProviderWish | null;
	readonly choice: ProviderChoice | null;
	readonly storage: StorageUse | null;
	readonly cause: FailureCause | null;
}

/**
 * A report to paste into a question for help: plain text, a fact a line. No names of files, songs or people, no
 * addresses, no paths; nothing is sent anywhere.
 */
export function reportOf({ version, browser, model, wish, choice, storage, cause }: ReportFacts): string {
	const lines: readonly (readonly [string, string | null])[] = [
		['RiffRoom', version],
		['Failure', cause && cause.key],
		['Detail', cause && (withoutNames(cause.detail, cause.names) || null)],
		['Browser', withoutNames(browser.userAgent, [])],
		['Cores', browser.cores === null ? null : String(browser.cores)],
		['Memory', inGigabytes(browser.memory)],
		['Cross-origin isolated', yes(browser.isolated)],
		['Online', yes(browser.online)],
		['Installed', yes(browser.installed)],
		['Service worker', yes(browser.served)],
		['Model', model && withoutNames(model, [])],
		[
			'Asked for',
			wish && `${wish.provider}, ${wish.threads === 0 ? 'as many threads as useful' : threads(wish.threads)}`
		],
		['Separates with', choice && `${choice.provider}, ${choice.precision}, ${threads(choice.threads)}`],
		['Storage used', storage && inGigabytes(storage.used)],
		['Storage allowed', storage && inGigabytes(storage.allowed)],
		['Storage is kept', storage && yes(storage.persisted)]
	];
	return lines.map(([name, value]) => `${name}: ${value ?? 'not known'}`).join('\n');
}

/** What the browser of this page says of itself. */
export function factsOfBrowser(): BrowserFacts {
	const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
	return {
		userAgent: navigator.userAgent,
		cores: navigator.hardwareConcurrency || null,
		memory: deviceMemory(),
		isolated: crossOriginIsolated,
		online: navigator.onLine,
		installed: matchMedia('(display-mode: standalone)').matches,
		served: (serviceWorker?.controller ?? null) !== null
	};
}

const yes = (is: boolean): string => (is ? 'yes' : 'no');
const inGigabytes = (bytes: number | null): string | null =>
	bytes === null ? null : `${(bytes / 1e9).toFixed(1)} GB`;
const threads = (count: number): string => `${count} thread${count === 1 ? '' : 's'}`;
