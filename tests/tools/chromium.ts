import { chromium } from '@playwright/test';
import { findProgram, isExecutable } from './programs';

/** Where a usable Chromium is: Playwright's own, else the system's; undefined where there is neither. */
export function findChromium(): string | undefined {
	const own = chromium.executablePath();
	return isExecutable(own) ? own : findProgram(['chromium', 'chromium-browser', 'google-chrome']);
}

/**
 * What to try, in order, where there is no Chromium: Playwright's installer with the system libraries it needs
 * (as root or with sudo), Debian's own package (root alone), Playwright's browser without the libraries.
 */
export function installAttempts(root: boolean, debian: boolean): readonly string[] {
	return [
		'npx playwright install --with-deps chromium',
		...(root && debian ? ['apt-get update && apt-get install -y chromium'] : []),
		...(root ? [] : ['npx playwright install chromium'])
	];
}

/** WebGPU without a graphics device: imitated on the processor, right but slow, and without 16-bit floats. */
export const SOFTWARE_GRAPHICS = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'] as const;

/**
 * How every test and benchmark starts Chromium: silent towards the network, free to play sound.
 * @param more Further switches.
 */
export function chromiumLaunch(...more: readonly string[]): { executablePath?: string; args: string[] } {
	const executablePath = findChromium();
	return {
		...(executablePath === undefined ? {} : { executablePath }),
		args: [
			...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			'--autoplay-policy=no-user-gesture-required',
			...more
		]
	};
}
