import { afterEach, describe, expect, it, vi } from 'vitest';
import { deviceMemory, keepsModels, runsModels } from '../../../src/lib/model/device';

afterEach(() => vi.unstubAllGlobals());

describe('what a device says of itself', () => {
	it('has SIMD here, and not where WebAssembly is refused', () => {
		expect(runsModels()).toBe(true);
		vi.stubGlobal('WebAssembly', { validate: () => false });
		expect(runsModels()).toBe(false);
		vi.stubGlobal('WebAssembly', undefined);
		expect(runsModels()).toBe(false);
	});

	it('tells its memory in bytes, or nothing', () => {
		expect(deviceMemory({ deviceMemory: 0.5 })).toBe(2 ** 29);
		expect(deviceMemory({ deviceMemory: 8 })).toBe(2 ** 33);
		expect(deviceMemory({})).toBeNull();
		expect(deviceMemory({ deviceMemory: 'much' })).toBeNull();
	});

	it('keeps models where the Cache API answers', async () => {
		vi.stubGlobal('caches', { has: () => Promise.resolve(false) });
		expect(await keepsModels()).toBe(true);
		vi.stubGlobal('caches', { has: () => Promise.reject(new DOMException('No', 'SecurityError')) });
		expect(await keepsModels()).toBe(false);
	});
});
