import { defineConfig, devices } from '@playwright/test';
import { chromiumLaunch } from './tests/tools/chromium';

const CI = process.env.CI !== undefined;
const PORT = 4183;

/**
 * The app as players get it: the production build in real Chromium, one test after the other, because they
 * share two cores with a separator. Tests that need the full model carry the tag `@full`.
 */
export default defineConfig({
	testDir: 'tests',
	outputDir: 'test-results/playwright',
	reporter: 'list',
	workers: 1,
	retries: 0,
	forbidOnly: CI,
	// Generous: a machine may be slow, and nothing here is about time. `npm test` tries a test that failed once more.
	timeout: 120_000,
	expect: { timeout: 20_000 },
	use: {
		...devices['Desktop Chrome'],
		baseURL: `http://localhost:${PORT}`,
		launchOptions: chromiumLaunch(),
		screenshot: 'only-on-failure',
		// So that tests can stand between the page and the network; tests/e2e/offline.spec.ts allows them.
		serviceWorkers: 'block'
	},
	projects: [
		{ name: 'e2e', testMatch: 'e2e/**/*.spec.ts' },
		{ name: 'guarantees', testMatch: 'guarantees/**/*.spec.ts' }
	],
	webServer: {
		command: `npx --loglevel=error vite preview --port ${PORT} --strictPort`,
		url: `http://localhost:${PORT}`,
		reuseExistingServer: !CI
	}
});
