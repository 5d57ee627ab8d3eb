/** The smallest module with a SIMD instruction: a function that gives an `i8x16.splat` of zero. */
const SIMD = new Uint8Array([
	0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11
]);

/** Whether this browser can run a model at all: the runtime is WebAssembly with SIMD, whatever device computes. */
export const runsModels = (): boolean =>
	typeof WebAssembly === 'object' && typeof WebAssembly.validate === 'function' && WebAssembly.validate(SIMD);

/**
 * The device's memory in bytes, rounded by the browser to a power of two and cut off at the top; null where it does
 * not say (Firefox, Safari, and pages that are not served securely).
 */
export function deviceMemory(device: object = navigator): number | null {
	const { deviceMemory: gibibytes } = device as { deviceMemory?: unknown };
	return typeof gibibytes === 'number' && gibibytes > 0 ? gibibytes * 2 ** 30 : null;
}

/** Whether a model stays on this device: where the Cache API is refused, it is fetched each time. */
export async function keepsModels(): Promise<boolean> {
	if (!('caches' in globalThis)) return false;
	return caches.has('').then(
		() => true,
		() => false
	);
}
