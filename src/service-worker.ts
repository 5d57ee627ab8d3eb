import { clientsClaim } from 'workbox-core';
import {
	addPlugins,
	cleanupOutdatedCaches,
	matchPrecache,
	precacheAndRoute,
	type PrecacheEntry
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { NetworkOnly } from 'workbox-strategies';
import { isolatedResponse } from './lib/offline/isolated-response';
import { receiveShare, SHARE_ACTION } from './lib/offline/share';
import { openPage } from './lib/offline/open-page';

/** What this file needs of its global scope; TypeScript's own description excludes that of pages. */
interface ServiceWorkerScope {
	readonly __WB_MANIFEST: PrecacheEntry[];
	readonly registration: ServiceWorkerRegistration;
	readonly clients: { claim(): Promise<void> };
	skipWaiting(): Promise<void>;
	addEventListener(type: 'message', listener: (event: MessageEvent<{ type?: string }>) => void): void;
}
declare const self: ServiceWorkerScope;

/** The library's address: the app may live in a folder of its host. */
const home = new URL(self.registration.scope);

/** Everything that is served from here makes the page isolated, on hosts that send no headers as well. */
const isolating = {
	handlerWillRespond: async ({ response }: { response: Response }) => isolatedResponse(response)
};

/**
 * Keeps the shell (pages, scripts, styles) on the device, so that songs which are ready open without a network. The
 * runtime and the model are kept by those who load them (src/lib/separation, src/lib/model). An address that names
 * a song is the same page whatever the song.
 */
addPlugins([isolating]);
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

registerRoute(
	({ url }) => url.href === new URL(SHARE_ACTION, home).href,
	({ request }) => receiveShare(request, home),
	'POST'
);

registerRoute(
	new NavigationRoute(async ({ request }) => isolatedResponse(await openPage(request, home, matchPrecache)))
);

// Scripts and workers of the host which are not in the shell: without the headers an isolated page may not start
// them. What code fetches as data (the model) needs none, and goes past this file.
registerRoute(
	({ request, sameOrigin }) => sameOrigin && request.destination !== '',
	new NetworkOnly({ plugins: [isolating] })
);

// The first visit is served from here as soon as it can be: it may have to be loaded once more to be isolated.
clientsClaim();

self.addEventListener('message', ({ data }) => {
	// A new version waits until the player agrees (src/lib/offline/updates.ts).
	if (data.type === 'SKIP_WAITING') void self.skipWaiting();
	// A page that was loaded past this file asks to be served from here (src/lib/offline/isolation.ts).
	if (data.type === 'CLAIM') void self.clients.claim();
});
