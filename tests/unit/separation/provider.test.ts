import { describe, expect, it } from 'vitest';
import { isSoftware } from '../../../src/lib/separation/provider';

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
