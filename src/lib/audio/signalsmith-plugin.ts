import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const ID = 'virtual:signalsmith-stretch';
/** Rollup's sign for a module that is no file. */
const RESOLVED = `\0${ID}`;

/** Where the function that makes the WASM module begins and ends in the package's file. */
const BEGIN = 'function(moduleArg = {}) {';
const END = 'return moduleRtn;';

/**
 * Makes `import createModule from 'virtual:signalsmith-stretch'` the WASM factory that is inside signalsmith-stretch.
 * The package exports only what makes an audio node of its own from it. Throws where the package has changed so that
 * the factory is not found.
 */
export const signalsmithModule = (): Plugin => ({
	name: 'riffroom:signalsmith-module',
	resolveId: (id) => (id === ID ? RESOLVED : null),
	load: (id) => (id === RESOLVED ? factoryIn(packageSource()) : null)
});

const packageSource = (): string =>
	readFileSync(fileURLToPath(import.meta.resolve('signalsmith-stretch')), 'utf8');

function factoryIn(source: string): string {
	const [begin, end] = [source.indexOf(BEGIN), source.indexOf(END)];
	const once = begin === source.lastIndexOf(BEGIN) && end === source.lastIndexOf(END);
	if (begin < 0 || end < begin || !once)
		throw new Error('signalsmith-stretch: its WASM factory is not found');
	// The script's address is for a .wasm file beside it: here the bytes are in the source.
	return `const _scriptName = undefined;\nexport default ${source.slice(begin, end + END.length)}\n}\n`;
}
