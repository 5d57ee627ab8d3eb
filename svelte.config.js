import adapter from '@sveltejs/adapter-static';

/**
 * A static site of prerendered shells: any file server can host it, also under a sub-path
 * (`BASE_PATH=/riffroom npm run build`).
 *
 * @type {import('@sveltejs/kit').Config}
 */
export default {
	kit: {
		adapter: adapter({ strict: true }),
		// Registered by src/lib/offline/updates.ts.
		serviceWorker: { register: false },
		paths: { base: /** @type {'' | `/${string}`} */ (process.env.BASE_PATH ?? ''), relative: true }
	}
};
