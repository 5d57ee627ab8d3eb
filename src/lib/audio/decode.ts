import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { frames, SAMPLE_RATE, type Frames } from '../units/units';
import { abortable } from './abortable';
import { MAX_SECONDS } from './probe';

/** A song at 44.1 kHz, full scale = 1; the two buffers are apart and the caller's. */
export interface Pcm {
	readonly left: Float32Array<ArrayBuffer>;
	readonly right: Float32Array<ArrayBuffer>;
	readonly frames: Frames;
}

export type DecodeFailure = 'empty' | 'too-long' | 'undecodable';

/**
 * Decodes a whole file with the browser's own decoders, resampled to 44.1 kHz: a mono song comes as two equal
 * channels, of more than two channels the first two are kept. A file that is cut off gives what is in it, or
 * is `undecodable`. `bytes` is detached: hash and store them before. Runs on the main thread, because workers
 * have no `decodeAudioData`; the work itself is done elsewhere. An abort rejects at once; the browser finishes
 * decoding unheard.
 */
export async function decode(signal: AbortSignal, bytes: ArrayBuffer): Promise<Outcome<Pcm, DecodeFailure>> {
	signal.throwIfAborted();
	if (bytes.byteLength === 0) return failure('empty', 'The file has no bytes');
	const decoding = new OfflineAudioContext(2, 1, SAMPLE_RATE).decodeAudioData(bytes);
	let audio: AudioBuffer;
	try {
		audio = await abortable(signal, decoding);
	} catch (thrown) {
		if (signal.aborted) throw signal.reason;
		return failure('undecodable', describe(thrown));
	}
	if (audio.length === 0) return failure('empty', 'The file has no sound in it');
	if (audio.duration > MAX_SECONDS) return failure('too-long', `${audio.duration.toFixed(1)} s of sound`);
	const left = audio.getChannelData(0);
	const right = audio.numberOfChannels > 1 ? audio.getChannelData(1) : left.slice();
	return success({ left, right, frames: frames(audio.length) });
}
