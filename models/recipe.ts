import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { sha256 } from './hash';

/**
 * A hash of all that the models are made from: this folder's program, which pins the published file's hash,
 * and the app's files that it takes constants from. The published file itself need not be read for it.
 */
export function recipe(): string {
	const here = (path: string) => new URL(path, import.meta.url);
	const program = readdirSync(fileURLToPath(here('.')))
		.filter((name) => /\.(ts|proto)$/.test(name))
		.sort();
	const app = [
		'model/manifest',
		'music/model',
		'music/stems',
		'separation/half',
		'separation/self-test',
		'signal/level',
		'units/units'
	].map((path) => `../src/lib/${path}.ts`);
	return sha256([...program, ...app].map((path) => sha256(readFileSync(here(path)))).join('\n'));
}
