import type { Provider, ProviderChoice, ProviderWish } from './protocol';

/** More threads than this no longer make the model faster, but take memory each. */
const MOST_THREADS = 8;

/** Names under which a processor poses as a graphics device: it would need minutes for each segment. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|software|\bcpu\b/i;

type Graphics = 'real' | 'software' | 'none';

/** What would run the model on this device, and why. */
export async function chooseProvider(wish: ProviderWish): Promise<ProviderChoice> {
	const threads = usefulThreads(wish.threads);
	const choice = (provider: Provider, because: string) => ({ provider, threads, because });
	const onProcessor =
		threads === 1 ? 'the processor separates' : `the processor separates on ${threads} threads`;

	if (wish.provider === 'wasm') return choice('wasm', `As you asked, ${onProcessor}.`);
	const graphics = await findGraphics();
	if (graphics === 'none')
		return choice('wasm', `This browser offers no graphics device, so ${onProcessor}.`);
	if (wish.provider === 'webgpu') return choice('webgpu', 'As you asked, the graphics device separates.');
	return graphics === 'real'
		? choice('webgpu', 'The graphics device separates: the fastest way here.')
		: choice('wasm', `This browser only imitates a graphics device, so ${onProcessor}.`);
}

/** Threads share memory, which browsers allow on cross-origin isolated pages only. */
function usefulThreads(wished: number): number {
	if (!crossOriginIsolated) return 1;
	return wished > 0 ? wished : Math.min(navigator.hardwareConcurrency, MOST_THREADS);
}

async function findGraphics(): Promise<Graphics> {
	// In older browsers WebGPU, its `info`, or the flag in it is missing.
	const { gpu } = navigator as { gpu?: GPU };
	const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) return 'none';
	return isSoftware((adapter as { info?: Partial<GPUAdapterInfo> }).info ?? {}) ? 'software' : 'real';
}

/** Whether an adapter says of itself that it is none. */
export function isSoftware(info: Partial<GPUAdapterInfo>): boolean {
	const names = [info.vendor, info.architecture, info.device, info.description];
	return info.isFallbackAdapter === true || names.some((name) => name !== undefined && SOFTWARE.test(name));
}
