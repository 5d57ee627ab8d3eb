import { playwright } from '@vitest/browser-playwright';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch, SOFTWARE_GRAPHICS } from './tests/tools/chromium';
import { signalsmithModule } from './src/lib/audio/signalsmith-plugin';

/**
 * standardized-audio-context finds a worklet's imports only at its very beginning, where Vitest puts a line of
 * its own for dynamic imports, which a worklet cannot have.
 */
const workletImportsFirst = (): Plugin => ({
	name: 'riffroom:worklet-imports-first',
	enforce: 'post',
	transform: (code, id) =>
		id.includes('.worklet.ts?worker_file')
			? code.replace(/^globalThis\.__vitest_browser_runner__ .*\n/, '')
			: null
});

/**
 * `unit` runs pure code in Node; `browser` runs what needs real audio, workers or IndexedDB in Chromium.
 * Cross-origin isolation (WASM threads) exists only in the production build: Playwright tests cover that.
 */
export default defineConfig({
	publicDir: 'static',
	plugins: [workletImportsFirst(), signalsmithModule()],
	worker: { format: 'es', plugins: () => [signalsmithModule()] },
	optimizeDeps: {
		exclude: ['onnxruntime-web', '@echogarden/pffft-wasm'],
		// Imported on demand: found late, it would reload the page in the middle of a test.
		include: [
			'@zip.js/zip.js/lib/zip-core-custom.js',
			'mediabunny',
			'@mediabunny/flac-encoder',
			'@mediabunny/mp3-encoder'
		]
	},
	test: {
		// A machine may be slow, and nothing here is about time.
		testTimeout: 120_000,
		hookTimeout: 120_000,
		projects: [
			{
				extends: true,
				test: {
					name: 'unit',
					include: ['tests/unit/**/*.test.ts'],
					environment: 'node',
					setupFiles: 'tests/tools/temporal.ts'
				}
			},
			{
				extends: true,
				test: {
					name: 'browser',
					include: ['tests/browser/**/*.test.ts', 'tests/guarantees/**/*.test.ts'],
					fileParallelism: false,
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({ launchOptions: chromiumLaunch(...SOFTWARE_GRAPHICS) }),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
