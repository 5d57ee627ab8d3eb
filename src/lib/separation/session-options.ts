import type { InferenceSession } from 'onnxruntime-web/wasm';
import type { WholePart } from './model-files';
import type { Provider } from './protocol';

/** How the runtime is to run a part: everything that costs or saves time and memory is decided here. */
export const sessionOptions = (
	provider: Provider,
	weights: WholePart['weights']
): InferenceSession.SessionOptions => ({
	...(provider === 'webgpu' ? ON_GRAPHICS : ON_PROCESSOR),
	externalData: weights
});

const ON_PROCESSOR: InferenceSession.SessionOptions = {
	executionProviders: ['wasm'],
	graphOptimizationLevel: 'all',
	// Measured: a pattern takes 108 MB more, for the same time; neither the arena nor prepacking makes a difference.
	enableCpuMemArena: false,
	enableMemPattern: false
};

const ON_GRAPHICS: InferenceSession.SessionOptions = {
	executionProviders: [
		{
			name: 'webgpu',
			// Buffers are kept for tensors of exactly their size, which are the same in each run. The default rounds
			// sizes up, to the double at worst, so that other sizes may use them too.
			storageBufferCacheMode: 'simple'
		}
	],
	// What the levels above fuse are operators for the processor: the graph would go back and forth.
	graphOptimizationLevel: 'basic',
	// What one part hands to the next never leaves the device; the chain fetches the last one's results.
	preferredOutputLocation: 'gpu-buffer'
};
