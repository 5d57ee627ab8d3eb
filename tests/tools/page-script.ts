import type { BrowserContext, Page } from '@playwright/test';
import { resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { signalsmithModule } from '../../src/lib/audio/signalsmith-plugin';

const scripts = new Map<string, Promise<string>>();

/**
 * A page beside the app, of the same origin, that runs a script of the tests: `tests/tools/NAME.page.ts`, bundled with
 * whatever it imports. `ready` is the global that the script sets at its end.
 */
export async function openScripted(context: BrowserContext, name: string, ready: string): Promise<Page> {
	const script = scripts.get(name) ?? bundle(name);
	scripts.set(name, script);
	const page = await context.newPage();
	await page.route(`**/${name}`, (route) =>
		route.fulfill({ contentType: 'text/html', body: `<title>${name}</title>` })
	);
	await page.goto(`/${name}`);
	await page.addScriptTag({ type: 'module', content: await script });
	await page.waitForFunction((global) => global in globalThis, ready);
	return page;
}

async function bundle(name: string): Promise<string> {
	const built = (await build({
		configFile: false,
		logLevel: 'warn',
		plugins: [signalsmithModule()],
		build: { write: false, rolldownOptions: { input: resolve(`tests/tools/${name}.page.ts`) } }
	})) as Rolldown.RolldownOutput;
	return built.output[0].code;
}
