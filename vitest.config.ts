import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { chromiumLaunch } from './tests/tools/chromium';

/**
 * `unit` runs pure code in Node; `browser` runs what needs real audio, workers or IndexedDB in Chromium.
 * Cross-origin isolation (WASM threads) exists only in the production build: Playwright tests cover that.
 */
export default defineConfig({
	publicDir: 'static',
	worker: { format: 'es' },
	optimizeDeps: { exclude: ['onnxruntime-web', '@echogarden/pffft-wasm'] },
	test: {
		projects: [
			{
				extends: true,
				test: { name: 'unit', include: ['tests/unit/**/*.test.ts'], environment: 'node' }
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
						provider: playwright({ launchOptions: chromiumLaunch() }),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
