import { wordsFor } from '$lib/state/failures';
import { App } from '$lib/state/app.svelte';
import type { LayoutLoad } from './$types';

/** Every page is a prerendered shell; all that matters happens in the player's browser. */
export const ssr = false;
export const prerender = true;
export const trailingSlash = 'always';

/** Opens the app once: it depends on nothing that navigation changes. */
export const load: LayoutLoad = async () => {
	// Days of practice are reckoned with it. Safari has none yet; it alone fetches this.
	if (!('Temporal' in globalThis)) await import('temporal-polyfill/global');
	const opened = await App.open(new URLSearchParams(location.search));
	return opened.ok
		? { app: opened.value, trouble: null }
		: { app: null, trouble: wordsFor(opened.reason, '', opened.detail) };
};
