import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Where onnxruntime's bundles name the WASM file beside them. */
const WASM_FILE = /new URL\("(ort-wasm-[\w.-]+\.wasm)",\s*import\.meta\.url\)/g;

/**
 * Puts onnxruntime's WASM into the build gzipped: hosts refuse files over 25 MiB, which the build for graphics
 * devices is, and many do not compress WASM. The bundle exports the address of what is packed as `packedWasm`, and
 * runtime-binary.ts unpacks it. Throws where a bundle no longer names one file in this way. For the workers of
 * builds; in development the files are taken as they are.
 */
export const packedRuntime = (): Plugin => ({
	name: 'riffroom:packed-runtime',
	apply: 'build',
	// Before Vite itself turns such an address into a file of the build.
	enforce: 'pre',
	transform: {
		filter: { id: /onnxruntime-web\/dist\/ort\.[\w.]*bundle\.min\.mjs$/ },
		handler(code, id) {
			const [file, ...others] = wasmFilesIn(code);
			if (file === undefined || others.length > 0) throw new Error(`${id}: its WASM file is not found`);
			const reference = this.emitFile({
				type: 'asset',
				// Not `.gz`: servers announce that as compressed, and browsers unpack it by themselves then.
				name: `${file}.packed`,
				source: gzipSync(readFileSync(join(dirname(id), file)), { level: 9 })
			});
			const address = `import.meta.ROLLUP_FILE_URL_${reference}`;
			const changed = code.replaceAll(WASM_FILE, 'new URL(packedWasm)');
			return { code: `export const packedWasm = ${address};\n${changed}`, map: null };
		}
	}
});

/** The WASM files that a bundle of onnxruntime names, each once. */
export const wasmFilesIn = (bundle: string): string[] => [
	...new Set([...bundle.matchAll(WASM_FILE)].map(([, file]) => file!))
];
