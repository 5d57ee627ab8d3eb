import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Sha256, sha256Of } from '../../../src/lib/library/backup/sha256';

describe('SHA-256 of what comes piece by piece', () => {
	it('is that of the standard’s examples', () => {
		const of = (text: string) => {
			const hash = new Sha256();
			hash.add(new TextEncoder().encode(text));
			return hash.end();
		};
		expect(of('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
		expect(of('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
	});

	it('is that of all of it at once, however it is cut', async () => {
		const pieces = fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 6 });
		await fc.assert(
			fc.asyncProperty(pieces, async (parts) => {
				const hash = new Sha256();
				for (const part of parts) hash.add(part);
				expect(hash.end()).toBe(await sha256Of(Uint8Array.from(parts.flatMap((part) => [...part]))));
			}),
			{ numRuns: 300 }
		);
	});
});
