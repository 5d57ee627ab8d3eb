import type { Workbox } from 'workbox-window';
import { describe, failure, success, type Outcome } from '../outcome/outcome';

export interface UpdateEvents {
	/**
	 * A new version of the app has been fetched. `takeOver` starts it and reloads the page: to be called when the
	 * player agrees. It answers false, and does nothing, while `mayReload` says no.
	 */
	readonly waiting: (takeOver: () => boolean) => void;
	/** Another tab started the new version. This page runs on, but has to be reloaded before long. */
	readonly replaced: () => void;
	/** Whether nothing plays, is separated or is unsaved; asked again right before the reload. */
	readonly mayReload: () => boolean;
}

/** An app on a home screen may stay open for weeks; it looks for a new version when it is shown, at most this often. */
const LOOK_EVERY_MS = 60 * 60 * 1000;

/**
 * Registers the service worker at `address`, and watches for new versions for as long as the page lives.
 * Fails where the browser has no service workers or refuses this one (private windows, blocked site data, no
 * network at the first visit): the app works as before, with a network.
 */
export async function watchForUpdates(
	address: string,
	{ waiting, replaced, mayReload }: UpdateEvents
): Promise<Outcome<null, 'no-service-worker'>> {
	const { serviceWorker } = navigator as { serviceWorker?: ServiceWorkerContainer };
	if (serviceWorker === undefined) return failure('no-service-worker', 'This browser has none');

	let isTakingOver = false;
	let hadController = serviceWorker.controller !== null;
	serviceWorker.addEventListener('controllerchange', () => {
		// The first service worker of all replaces nothing.
		if (isTakingOver) {
			// What began since the player agreed is not cut off; then the page tells how to go on.
			if (mayReload()) location.reload();
			else replaced();
		} else if (hadController) replaced();
		hadController = true;
	});

	let workbox: Workbox;
	try {
		// Not in what the page loads first: it comes once the page is shown.
		workbox = new (await import('workbox-window')).Workbox(address);
		workbox.addEventListener('waiting', () => {
			waiting(() => {
				if (!mayReload()) return false;
				isTakingOver = true;
				workbox.messageSkipWaiting();
				return true;
			});
		});
		await workbox.register();
	} catch (thrown) {
		// Browsers refuse with both; a browser whose service workers are switched off registers nothing at all, on
		// which Workbox throws a TypeError as well, as does the import without a network. Anything else is a mistake.
		if (!(thrown instanceof DOMException || thrown instanceof TypeError)) throw thrown;
		return failure('no-service-worker', describe(thrown));
	}
	lookWhenShown(workbox);
	return success(null);
}

function lookWhenShown(workbox: Workbox): void {
	let looked = performance.now();
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState !== 'visible' || performance.now() - looked < LOOK_EVERY_MS) return;
		looked = performance.now();
		// Without a network there is nothing to be found; the next time will do.
		workbox.update().catch(() => undefined);
	});
}
