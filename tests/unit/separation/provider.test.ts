import { afterEach, describe, expect, it, vi } from 'vitest';
import { chooseProvider, isSoftware } from '../../../src/lib/separation/provider';

describe('a graphics device', () => {
	it('is refused where it is a processor in disguise', () => {
		expect(isSoftware({ vendor: 'google', architecture: 'swiftshader' })).toBe(true);
		expect(isSoftware({ vendor: 'mesa', description: 'llvmpipe (LLVM 19.1.7, 256 bits)' })).toBe(true);
		expect(isSoftware({ vendor: 'microsoft', description: 'Microsoft Basic Render Driver' })).toBe(true);
		expect(isSoftware({ vendor: 'nvidia', isFallbackAdapter: true })).toBe(true);
	});

	it('is taken where it is one, or says nothing of itself', () => {
		expect(isSoftware({ vendor: 'nvidia', architecture: 'ampere', isFallbackAdapter: false })).toBe(false);
		expect(isSoftware({ vendor: 'apple', architecture: 'metal-3' })).toBe(false);
		expect(isSoftware({ vendor: 'qualcomm', architecture: 'adreno-7xx', description: '' })).toBe(false);
		expect(isSoftware({})).toBe(false);
	});
});

describe('the choice', () => {
	afterEach(() => vi.unstubAllGlobals());

	/** What a browser says of itself; an adapter that says nothing is a real one. */
	function browser(adapter: { features: string[]; info?: object } | null, isolated = true): void {
		const found = adapter && { ...adapter, features: new Set(adapter.features) };
		vi.stubGlobal('crossOriginIsolated', isolated);
		vi.stubGlobal('navigator', {
			hardwareConcurrency: 6,
			gpu: { requestAdapter: () => Promise.resolve(found) }
		});
	}
	const real = (...features: string[]) => ({ features });
	const software = { features: [], info: { architecture: 'swiftshader' } };
	const wish = (provider: 'auto' | 'webgpu' | 'wasm', threads = 0) => ({ provider, threads });

	it('is a real graphics device, in 16 bits where it has them', async () => {
		browser(real('subgroups', 'shader-f16'));
		expect(await chooseProvider(wish('auto'), null)).toEqual({
			provider: 'webgpu',
			precision: 'fp16',
			threads: 1,
			because: 'The graphics device separates: the fastest way here.'
		});
		browser(real('subgroups'));
		expect(await chooseProvider(wish('auto'), null)).toMatchObject({ provider: 'webgpu', precision: 'fp32' });
	});

	it('is the processor, in 32 bits, where there is none, or it was asked for', async () => {
		browser(null);
		expect(await chooseProvider(wish('auto'), null)).toEqual({
			provider: 'wasm',
			precision: 'fp32',
			threads: 6,
			because: 'This browser offers no graphics device, so the processor separates on 6 threads.'
		});
		browser(real('shader-f16'), false);
		expect(await chooseProvider(wish('wasm', 3), null)).toEqual({
			provider: 'wasm',
			precision: 'fp32',
			threads: 1,
			because: 'As you asked, the processor separates.'
		});
	});

	it('has one thread where an isolated page may share no memory, and says so', async () => {
		browser(null);
		vi.stubGlobal('SharedArrayBuffer', undefined);
		Reflect.deleteProperty(globalThis, 'SharedArrayBuffer');
		expect(await chooseProvider(wish('auto'), null)).toMatchObject({
			threads: 1,
			because:
				'This browser offers no graphics device, so the processor separates, on the one thread that it allows.'
		});
	});

	it('is not an imitated graphics device, unless it was asked for', async () => {
		browser(software);
		expect(await chooseProvider(wish('auto'), null)).toMatchObject({
			provider: 'wasm',
			because: 'This browser only imitates a graphics device, so the processor separates on 6 threads.'
		});
		expect(await chooseProvider(wish('webgpu'), null)).toMatchObject({
			provider: 'webgpu',
			precision: 'fp32',
			because: 'As you asked, the graphics device separates.'
		});
	});

	it('is no graphics device that is distrusted, and says why', async () => {
		browser(real('shader-f16'));
		for (const provider of ['auto', 'webgpu'] as const) {
			expect(await chooseProvider(wish(provider), 'wrong')).toMatchObject({
				provider: 'wasm',
				because: 'The graphics device here computes wrongly, so the processor separates on 6 threads.'
			});
			expect(await chooseProvider(wish(provider, 1), 'unable')).toMatchObject({
				provider: 'wasm',
				because: 'The graphics device here cannot run the separator, so the processor separates.'
			});
		}
	});
});
