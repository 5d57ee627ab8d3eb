import { expect, test } from 'vitest';
import { measureSpeed } from '../../../src/lib/separation/estimate-speed';

// The real worker with the real transform; nothing here is about how fast this machine is.
test('the processor is measured in well under a second a thread, and more than a toy', async () => {
	const speed = await measureSpeed(new AbortController().signal, 2);
	expect(speed).toBeGreaterThan(1000);
	expect(speed).toBeLessThan(1e8);
});

test('a worker that cannot be started gives no number', async () => {
	const missing = () => new Worker('/there-is-no-such-worker.js', { type: 'module' });
	expect(await measureSpeed(new AbortController().signal, 1, missing)).toBeNull();
});
