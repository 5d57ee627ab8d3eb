import { cleanupOutdatedCaches, precacheAndRoute, type PrecacheEntry } from 'workbox-precaching';

/** What this file needs of its global scope; TypeScript's own description excludes that of pages. */
interface ServiceWorkerScope {
	readonly __WB_MANIFEST: PrecacheEntry[];
	skipWaiting(): Promise<void>;
	addEventListener(type: 'message', listener: (event: MessageEvent<{ type?: string }>) => void): void;
}
declare const self: ServiceWorkerScope;

/**
 * Keeps the shell (pages, scripts, styles; not the runtime's WASM, not the model) on the device, so that songs
 * which are ready open without a network. An address that names a song is the same page whatever the song.
 */
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

// A new version waits until the player agrees (src/lib/offline/updates.ts).
self.addEventListener('message', ({ data }) => {
	if (data.type === 'SKIP_WAITING') void self.skipWaiting();
});
