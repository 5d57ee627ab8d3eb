import type { Plugin } from 'vite';

/**
 * Puts what a chunk needs of a worker's own script beside that script, never into it. WebKit (2.50) runs a worker's
 * script once more when a chunk imports it: there would be two in one worker, and each would answer every call.
 */
export const entriesAlone = (): Plugin => ({
	name: 'riffroom:entries-alone',
	apply: 'build',
	options: (given) => ({ ...given, preserveEntrySignatures: 'strict' }),
	generateBundle(_options, bundle) {
		for (const part of Object.values(bundle))
			for (const file of part.type === 'chunk' ? [...part.imports, ...part.dynamicImports] : []) {
				const imported = bundle[file];
				if (imported?.type === 'chunk' && imported.isEntry)
					this.error(`${part.fileName} imports the worker ${file}`);
			}
	}
});
