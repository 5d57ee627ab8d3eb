import { expect, it } from 'vitest';
import { chooseProvider } from '../../../src/lib/separation/provider';

it('uses the processor, and says so, where no real graphics device is', async () => {
	for (const provider of ['auto', 'webgpu', 'wasm'] as const) {
		const choice = await chooseProvider({ provider, threads: 4 });
		// Threads need a cross-origin isolated page, which this one is not.
		expect(choice).toMatchObject({ provider: 'wasm', threads: 1 });
		expect(choice.because).toMatch(/the processor separates\.$/);
	}
});
