import type * as Onnxruntime from 'onnxruntime-web/wasm';
import type { ProviderChoice } from './protocol';

export type Runtime = typeof Onnxruntime;

/**
 * Loads onnxruntime, in the smallest build that has the provider. It stays a chunk of its own: its threads run
 * the file it stands in once more, which must not be the separation worker's.
 */
export async function loadRuntime({ provider, threads }: ProviderChoice): Promise<Runtime> {
	const runtime =
		provider === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
	runtime.env.wasm.numThreads = threads;
	runtime.env.wasm.proxy = false;
	return runtime;
}
