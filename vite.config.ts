import { sveltekit } from '@sveltejs/kit/vite';
import { SvelteKitPWA } from '@vite-pwa/sveltekit';
import type { Connect, Plugin } from 'vite';
import { defineConfig } from 'vite';
import { signalsmithModule } from './src/lib/audio/signalsmith-plugin';

/**
 * WASM threads and SharedArrayBuffer exist only on cross-origin isolated pages. SvelteKit's dev and
 * preview servers ignore `server.headers`, so a middleware in front of both sends them.
 */
function crossOriginIsolation(): Plugin {
	const middleware: Connect.NextHandleFunction = (_request, response, next) => {
		response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
		response.setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
		response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
		next();
	};
	return {
		name: 'riffroom:cross-origin-isolation',
		configureServer: (server) => void server.middlewares.use(middleware),
		configurePreviewServer: (server) => void server.middlewares.use(middleware)
	};
}

const base = `${process.env.BASE_PATH ?? ''}/`;

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
	manifest: {
		name: 'RiffRoom',
		short_name: 'RiffRoom',
		description: 'A music practice room: drop in a song, isolate any instrument, play along.',
		display: 'standalone',
		start_url: base,
		scope: base,
		background_color: '#121316',
		theme_color: '#121316',
		icons: [{ src: `${base}icon.svg`, sizes: 'any', type: 'image/svg+xml', purpose: 'any' }]
	}
});

export default defineConfig({
	plugins: [crossOriginIsolation(), signalsmithModule(), sveltekit(), pwa],
	worker: { format: 'es', plugins: () => [signalsmithModule()] },
	// Both find their .wasm file beside themselves; a pre-bundled copy would lose it.
	optimizeDeps: {
		exclude: ['onnxruntime-web', '@echogarden/pffft-wasm'],
		// Imported on demand: found late, it would reload the page in the middle of a backup.
		include: ['@zip.js/zip.js/lib/zip-core-custom.js']
	},
	build: { target: 'es2023' },
	server: { port: 5173 },
	preview: { port: 4173 }
});
