import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { temporaryPath } from './files';

/** What a build reads. */
const SOURCES = [
	'src',
	'static',
	'LICENSE',
	'package.json',
	'svelte.config.js',
	'tsconfig.json',
	'vite.config.ts'
];

/**
 * Builds the app for a folder of its host, such as `/riffroom`, with the tiny model alone, in a place of its own: the
 * build that the other tests use stays. Returns where it is.
 */
export function buildForFolder(base: string): string {
	const project = temporaryPath('sub-path');
	mkdirSync(project, { recursive: true });
	for (const source of SOURCES)
		cpSync(source, join(project, source), {
			recursive: true,
			filter: (path) => !path.includes(join('models', 'htdemucs'))
		});
	symlinkSync(resolve('node_modules'), join(project, 'node_modules'), 'dir');
	execFileSync(process.execPath, [resolve('node_modules/vite/bin/vite.js'), 'build', '--logLevel', 'warn'], {
		cwd: project,
		env: { ...process.env, BASE_PATH: base, NODE_ENV: 'production' },
		stdio: ['ignore', 'inherit', 'inherit']
	});
	return join(project, 'build');
}
