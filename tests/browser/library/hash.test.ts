import { describe, expect, it } from 'vitest';
import { songIdOf } from '../../../src/lib/library/hash';

const never = new AbortController().signal;

describe('the id of a song', () => {
	it.each([
		['', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
		['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad']
	])('is the SHA-256 of its bytes: %j', async (text, id) => {
		const bytes = new TextEncoder().encode(text).buffer;
		expect(await songIdOf(never, bytes)).toBe(id);
		expect(bytes.byteLength).toBe(text.length);
	});

	it('is not told once aborted', async () => {
		const controller = new AbortController();
		const hashing = songIdOf(controller.signal, new ArrayBuffer(1000));
		controller.abort();
		await expect(hashing).rejects.toBe(controller.signal.reason);
	});
});
