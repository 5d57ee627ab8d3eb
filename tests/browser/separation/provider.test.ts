import { afterEach, expect, it, vi } from 'vitest';
import { chooseProvider } from '../../../src/lib/separation/provider';

afterEach(() => vi.restoreAllMocks());

it('uses the processor, and says so, where there is no graphics device', async () => {
	vi.spyOn(navigator.gpu, 'requestAdapter').mockResolvedValue(null);
	for (const provider of ['auto', 'webgpu', 'wasm'] as const) {
		const choice = await chooseProvider({ provider, threads: 4 }, null);
		// Threads need a cross-origin isolated page, which this one is not.
		expect(choice).toMatchObject({ provider: 'wasm', precision: 'fp32', threads: 1 });
		expect(choice.because).toMatch(/the processor separates\.$/);
	}
});

it('uses an imitated graphics device, which this browser has, only where it is asked to', async () => {
	expect(await chooseProvider({ provider: 'auto', threads: 0 }, null)).toMatchObject({
		provider: 'wasm',
		because: 'This browser only imitates a graphics device, so the processor separates.'
	});
	expect(await chooseProvider({ provider: 'webgpu', threads: 0 }, null)).toMatchObject({
		provider: 'webgpu',
		precision: 'fp32'
	});
});
