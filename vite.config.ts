import { sveltekit } from '@sveltejs/kit/vite';
import type { Connect, Plugin } from 'vite';
import { defineConfig } from 'vite';

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

export default defineConfig({
	plugins: [crossOriginIsolation(), sveltekit()],
	worker: { format: 'es' },
	// Both find their .wasm file beside themselves; a pre-bundled copy would lose it.
	optimizeDeps: { exclude: ['onnxruntime-web', '@echogarden/pffft-wasm'] },
	build: { target: 'es2023' },
	server: { port: 5173 },
	preview: { port: 4173 }
});
