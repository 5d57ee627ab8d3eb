import type * as Onnxruntime from 'onnxruntime-web/wasm';
import type { ProviderChoice } from './protocol';
import { runtimeBinary } from './runtime-binary';

export type Runtime = typeof Onnxruntime;

/** What packed-runtime-plugin.ts adds to the runtime in builds. */
interface Packed {
	/** Address of the runtime's WASM, gzipped. */
	readonly packedWasm?: string;
}

/**
 * Loads onnxruntime, in the smallest build that has the provider. It stays a chunk of its own: its threads run
 * the file it stands in once more, which must not be the separation worker's. Rejects where it can be had neither
 * from the device nor from the host.
 */
export async function loadRuntime({ provider, threads }: ProviderChoice): Promise<Runtime> {
	const runtime: Runtime & Packed =
		provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
	const { wasm } = runtime.env;
	wasm.numThreads = threads;
	wasm.proxy = false;
	if (runtime.packedWasm !== undefined) wasm.wasmBinary = await runtimeBinary(runtime.packedWasm);
	return runtime;
}
