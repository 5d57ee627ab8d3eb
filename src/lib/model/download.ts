import { describe, failure, success, type Outcome } from '../outcome/outcome';
import type { ModelFailure } from './failure';

/**
 * A file of known length, in a buffer of that length which is the caller's. Past the browser's HTTP cache:
 * there it would lie a second time, and a damaged copy would come back.
 *
 * @param onReceived Called with the bytes received so far, after each piece.
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function download(
	signal: AbortSignal,
	url: URL,
	bytes: number,
	onReceived: (received: number) => void
): Promise<Outcome<ArrayBuffer, ModelFailure>> {
	const data = new Uint8Array(bytes);
	let received = 0;
	try {
		const response = await fetch(url, { signal, cache: 'no-store' });
		if (!response.ok || response.body === null) return failure('network', `${url.href}: ${response.status}`);
		for await (const piece of pieces(response.body)) {
			if (received + piece.length > bytes)
				return failure('damaged', `${url.href} is longer than ${bytes} bytes`);
			data.set(piece, received);
			received += piece.length;
			onReceived(received);
		}
	} catch (thrown) {
		signal.throwIfAborted();
		return failure('network', `${url.href}: ${describe(thrown)}`);
	}
	return received === bytes
		? success(data.buffer)
		: failure('damaged', `${url.href} has ${received} bytes instead of ${bytes}`);
}

/** Safari cannot iterate a stream. Leaving the loop early ends the transfer. */
async function* pieces(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
	const reader = stream.getReader();
	try {
		for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
	} finally {
		await reader.cancel();
	}
}
