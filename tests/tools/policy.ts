import type { BrowserContext } from '@playwright/test';

/** What pages of a context wanted that they are not meant to. */
export interface PolicyWatch {
	/** What the Content Security Policy has refused, in pages and in workers. */
	readonly violations: readonly string[];
	/** Addresses at other sites that something asked for, whether or not it was let. */
	readonly foreign: readonly string[];
}

/** Watches every page that is opened from now on. @param origin the app's */
export async function watchPolicy(context: BrowserContext, origin: string): Promise<PolicyWatch> {
	const violations: string[] = [];
	const foreign: string[] = [];
	await context.exposeFunction('riffroomViolated', (what: string) => void violations.push(what));
	await context.addInitScript(() => {
		document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
			(globalThis as unknown as { riffroomViolated: (what: string) => void }).riffroomViolated(
				`${effectiveDirective}: ${blockedURI} ${sample}`
			)
		);
	});
	// Workers have no such page to tell; Chromium writes it on the console.
	context.on('console', (message) => {
		if (message.text().includes('Content Security Policy')) violations.push(message.text());
	});
	context.on('request', (request) => {
		const { protocol, origin: asked } = new URL(request.url());
		if (protocol !== 'data:' && asked !== origin) foreign.push(request.url());
	});
	return { violations, foreign };
}
