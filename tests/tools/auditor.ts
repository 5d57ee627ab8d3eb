import type { BrowserContext } from '@playwright/test';
import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import type { Findings } from './auditor.page';

let script: Promise<string> | undefined;

/**
 * A page beside the app, of the same origin, that looks into the library by a connection of its own, whatever
 * became of the app's page. Gives the function that looks.
 */
export async function openAuditor(context: BrowserContext): Promise<() => Promise<Findings>> {
	script ??= bundle();
	const page = await context.newPage();
	await page.route('**/auditor', (route) =>
		route.fulfill({ contentType: 'text/html', body: '<title>Auditor</title>' })
	);
	await page.goto('/auditor');
	await page.addScriptTag({ type: 'module', content: await script });
	await page.waitForFunction(() => 'riffroomLook' in globalThis);
	return () => page.evaluate(() => globalThis.riffroomLook());
}

async function bundle(): Promise<string> {
	const built = (await build({
		configFile: false,
		logLevel: 'warn',
		build: { write: false, rolldownOptions: { input: resolve('tests/tools/auditor.page.ts') } }
	})) as Rolldown.RolldownOutput;
	return built.output[0].code;
}
