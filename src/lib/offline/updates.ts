import { Workbox } from 'workbox-window';

/**
 * Registers the service worker at `address`. When a new version of the app has been fetched, `onWaiting` gets
 * what makes it take over and reloads the page: to be called only when the player agrees. Where the browser
 * refuses service workers, the app works as before, with a network.
 */
export async function watchForUpdates(
	address: string,
	onWaiting: (takeOver: () => void) => void
): Promise<void> {
	if (!('serviceWorker' in navigator)) return;
	const workbox = new Workbox(address);
	workbox.addEventListener('waiting', () => {
		onWaiting(() => {
			workbox.addEventListener('controlling', () => location.reload());
			workbox.messageSkipWaiting();
		});
	});
	try {
		await workbox.register();
	} catch (thrown) {
		// A refusal (private windows, blocked site data) is the browser's right; anything else is a mistake.
		if (!(thrown instanceof DOMException)) throw thrown;
	}
}
