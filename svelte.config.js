import adapter from '@sveltejs/adapter-static';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** SvelteKit hides the words it reads out at a change of page with this attribute: the only inline style there is. */
const ANNOUNCER_STYLE =
	'position: absolute; left: 0; top: 0; clip: rect(0 0 0 0); clip-path: inset(50%); overflow: hidden; white-space: nowrap; width: 1px; height: 1px';

/** @type {`sha256-${string}`} */
const announcerHash = `sha256-${createHash('sha256').update(ANNOUNCER_STYLE).digest('base64')}`;

/**
 * What a page may do, in a meta tag of each; SvelteKit adds the hash of the one script that is inline, its own.
 * The tag cannot say who may frame the page and does not count in workers: `static/_headers` does both, where the
 * host reads it.
 *
 * @type {NonNullable<import('@sveltejs/kit').KitConfig['csp']>['directives']}
 */
const directives = {
	'default-src': ['self'],
	// blob: is for the audio worklet, whose modules standardized-audio-context loads from there, and WASM for the
	// stretcher in it. A page that does not run foreign scripts makes no foreign blob.
	'script-src': ['self', 'wasm-unsafe-eval', 'blob:'],
	// mediabunny's helpers are workers from a blob:.
	'worker-src': ['self', 'blob:'],
	'style-src': ['self'],
	'style-src-attr': ['unsafe-hashes', announcerHash],
	'img-src': ['self', 'blob:', 'data:'],
	'media-src': ['self', 'blob:'],
	'connect-src': ['self'],
	'font-src': ['self'],
	'manifest-src': ['self'],
	'object-src': ['none'],
	'frame-src': ['none'],
	'base-uri': ['none'],
	'form-action': ['self']
};

/** @type {{ version: string }} */
const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * A static site of prerendered shells: any file server can host it, also under a sub-path
 * (`BASE_PATH=/riffroom npm run build`).
 *
 * @type {import('@sveltejs/kit').Config}
 */
export default {
	kit: {
		adapter: adapter({ strict: true }),
		// What a report of a failure names.
		version: { name: version },
		csp: { mode: 'hash', directives },
		// Registered by src/lib/offline/updates.ts.
		serviceWorker: { register: false },
		// Absolute, because a relative address in a page's head means another file once the player has gone on to
		// another page.
		paths: { base: /** @type {'' | `/${string}`} */ (process.env.BASE_PATH ?? ''), relative: false }
	}
};
