import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is: the first of `names` on the path, or in one of `folders`; undefined where there is none. */
export function findProgram(names: readonly string[], folders: readonly string[] = []): string | undefined {
	const places = [...(process.env.PATH ?? '').split(delimiter), ...folders];
	return names.flatMap((name) => places.map((place) => join(place, name))).find(isExecutable);
}

/** The folders at `path/<any>/more`: libraries lie in one folder for each kind of processor. */
export function foldersIn(path: string, ...more: readonly string[]): string[] {
	try {
		return readdirSync(path).flatMap((name) => more.map((rest) => join(path, name, rest)));
	} catch {
		return [];
	}
}

export function isExecutable(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
