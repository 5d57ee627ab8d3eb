import type { SongId } from '../music/song';

/**
 * Who a song is: the SHA-256 of its file's bytes, which stay the caller's and unchanged. To be called before
 * decoding, which detaches them. Rejects with the signal's reason when aborted.
 */
export async function songIdOf(signal: AbortSignal, bytes: ArrayBuffer): Promise<SongId> {
	signal.throwIfAborted();
	const digest = await crypto.subtle.digest('SHA-256', bytes);
	signal.throwIfAborted();
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') as SongId;
}
