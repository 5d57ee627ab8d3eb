import { expect, it } from 'vitest';
import type { ProviderChoice } from '../../../src/lib/separation/protocol';
import { newer, oneThreadWords, replaced } from '../../../src/lib/ui/reload-words';

const choice = (provider: ProviderChoice['provider']): ProviderChoice => ({
	provider,
	precision: 'fp32',
	threads: 1,
	because: ''
});

it('says why there is one thread, where the page is the reason', () => {
	expect(oneThreadWords('refused', choice('wasm'))).toMatch(/^That is on one thread: /);
	expect(oneThreadWords('pending', choice('wasm'))).toContain('this time');
	expect(oneThreadWords('isolated', choice('wasm'))).toBeNull();
	expect(oneThreadWords('refused', choice('webgpu'))).toBeNull();
	expect(oneThreadWords('refused', null)).toBeNull();
});

it.each([newer, replaced])('says what stands against a reload that was asked for', (words) => {
	expect(words(false).remedy).toContain('when it suits you');
	expect(words(true).remedy).toMatch(/^Not now: /);
});
