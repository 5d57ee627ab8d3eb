import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import { existsSync, readFileSync } from 'node:fs';
import type { Connect, Plugin } from 'vite';
import { defineConfig } from 'vite';
import { signalsmithModule } from './src/lib/audio/signalsmith-plugin';
import { appManifest, SCREENSHOTS } from './src/lib/offline/app-manifest';
import { thirdParty } from './src/lib/licences/third-party-plugin';
import { headersFor, parseHeaders } from './src/lib/offline/host-headers';
import { entriesAlone } from './src/lib/separation/entries-alone-plugin';
import { packedRuntime } from './src/lib/separation/packed-runtime-plugin';

const base = `${process.env.BASE_PATH ?? ''}/`;

/**
 * Sends what a host sends that reads `_headers`: without cross-origin isolation there are no WASM threads.
 * SvelteKit's dev and preview servers ignore `server.headers`, so a middleware in front of both does it.
 */
function hostHeaders(): Plugin {
	const rules = parseHeaders(readFileSync('static/_headers', 'utf8'));
	const middleware: Connect.NextHandleFunction = ({ url = '/' }, response, next) => {
		const { pathname } = new URL(url, 'http://localhost');
		const path = pathname.startsWith(base) ? pathname.slice(base.length - 1) : pathname;
		for (const [name, value] of headersFor(rules, path)) response.setHeader(name, value);
		next();
	};
	return {
		name: 'riffroom:host-headers',
		configureServer: (server) => void server.middlewares.use(middleware),
		configurePreviewServer: (server) => void server.middlewares.use(middleware)
	};
}

/** The install manifest, and the service worker of src/service-worker.ts with the list of files it keeps. */
const pwa = SvelteKitPWA({
	strategies: 'injectManifest',
	srcDir: 'src',
	filename: 'service-worker.ts',
	registerType: 'prompt',
	injectRegister: false,
	base,
	scope: base,
	kit: { base, trailingSlash: 'always' },
	injectManifest: {
		globPatterns: ['client/**/*.{js,css,svg}', 'client/**/pffft*.wasm', 'prerendered/**/*.html']
	},
	manifest: appManifest(
		base,
		SCREENSHOTS.filter(({ file }) => existsSync(`static/screenshots/${file}`))
	)
});

/**
 * What every page loads, and all that it needs, in one script and one style sheet: as thirty small ones it would take a
 * phone's network longer, and gzip into more.
 */
const SHELL = {
	name: 'shell',
	test: /[\\/]src[\\/](routes[\\/]\+layout\.(svelte|ts)|lib[\\/]ui[\\/](TopBar|JobCard)\.svelte)$/
};

export default defineConfig({
	plugins: [hostHeaders(), signalsmithModule(), thirdParty(), sveltekit(), pwa],
	worker: { format: 'es', plugins: () => [signalsmithModule(), packedRuntime(), entriesAlone()] },
	// Both find their .wasm file beside themselves; a pre-bundled copy would lose it.
	optimizeDeps: {
		exclude: ['onnxruntime-web', '@echogarden/pffft-wasm'],
		// Imported on demand: found late, it would reload the page in the middle of a backup or an export.
		include: [
			'@zip.js/zip.js/lib/zip-core-custom.js',
			'mediabunny',
			'@mediabunny/flac-encoder',
			'@mediabunny/mp3-encoder'
		]
	},
	build: { target: 'es2023', rolldownOptions: { output: { codeSplitting: { groups: [SHELL] } } } },
	server: { port: 5173 },
	preview: { port: 4173 }
});
