import type { Distrust, ProviderChoice, ProviderWish } from './protocol';

/** More threads than this no longer make the model faster, but take memory each. */
const MOST_THREADS = 8;

/** Names under which a processor poses as a graphics device: it would need minutes for each segment. */
const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b|software|\bcpu\b/i;

/** What a browser offers of graphics; `half`: it computes with 16-bit floats as well. */
interface Graphics {
	readonly real: boolean;
	readonly half: boolean;
}

const DISTRUST: Readonly<Record<Distrust, string>> = {
	wrong: 'The graphics device here computes wrongly',
	unable: 'The graphics device here cannot run the separator'
};

/** What would run the model on this device, and why. A graphics device that is distrusted is left alone. */
export async function chooseProvider(wish: ProviderWish, distrust: Distrust | null): Promise<ProviderChoice> {
	const threads = usefulThreads(wish.threads);
	const one = crossOriginIsolated && !sharesMemory() ? ', on the one thread that it allows' : '';
	const onProcessor = `the processor separates${threads === 1 ? one : ` on ${threads} threads`}`;
	const wasm = (because: string): ProviderChoice => ({
		provider: 'wasm',
		precision: 'fp32',
		threads,
		because
	});

	if (wish.provider === 'wasm') return wasm(`As you asked, ${onProcessor}.`);
	if (distrust !== null) return wasm(`${DISTRUST[distrust]}, so ${onProcessor}.`);
	const graphics = await findGraphics();
	if (graphics === null) return wasm(`This browser offers no graphics device, so ${onProcessor}.`);
	if (!graphics.real && wish.provider === 'auto')
		return wasm(`This browser only imitates a graphics device, so ${onProcessor}.`);
	return {
		provider: 'webgpu',
		precision: graphics.half ? 'fp16' : 'fp32',
		threads: 1,
		because:
			wish.provider === 'webgpu'
				? 'As you asked, the graphics device separates.'
				: 'The graphics device separates: the fastest way here.'
	};
}

/**
 * Whether there may be threads: they share memory, which browsers allow on cross-origin isolated pages only, and
 * WebKitGTK (2.50) not even there.
 */
export const sharesMemory = (): boolean => crossOriginIsolated && 'SharedArrayBuffer' in globalThis;

function usefulThreads(wished: number): number {
	if (!sharesMemory()) return 1;
	return wished > 0 ? wished : Math.min(navigator.hardwareConcurrency, MOST_THREADS);
}

async function findGraphics(): Promise<Graphics | null> {
	// In older browsers WebGPU, its `info`, or the flag in it is missing.
	const { gpu } = navigator as { gpu?: GPU };
	const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
	if (!adapter) return null;
	const { info = {} } = adapter as { info?: Partial<GPUAdapterInfo> };
	return { real: !isSoftware(info), half: adapter.features.has('shader-f16') };
}

/** Whether an adapter says of itself that it is none. */
export function isSoftware(info: Partial<GPUAdapterInfo>): boolean {
	const names = [info.vendor, info.architecture, info.device, info.description];
	return info.isFallbackAdapter === true || names.some((name) => name !== undefined && SOFTWARE.test(name));
}
