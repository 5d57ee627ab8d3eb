import { registerFlacEncoder } from '@mediabunny/flac-encoder';
import { FlacOutputFormat } from 'mediabunny';
import { wavSamples } from '../../signal/wav';
import type { Frames } from '../../units/units';
import type { Bytes, Encoder, Tags, WriteBytes } from './encoder';
import { encodeMedia } from './media-encoder';

/** Where a FLAC file's STREAMINFO has its block sizes (two of 16 bits) and the low 32 bits of its length in frames: RFC 9639, 8.2. */
const BLOCK_SIZES_AT = 8;
const LENGTH_AT = 22;
/** What libFLAC takes at 44.1 kHz; only the last block is shorter. */
const BLOCK_FRAMES = 4096;

/** Samples are rounded as in a WAV file of as many bits: the two hold the same. */
export function encodeFlac(bits: 16 | 24, length: Frames, tags: Tags, write: WriteBytes): Promise<Encoder> {
	registerFlacEncoder();
	return encodeMedia(
		{
			output: new FlacOutputFormat({ appendOnly: true }),
			config: { codec: 'flac' },
			sampleFormat: bits === 16 ? 's16' : 's32',
			samples: ({ planar, scale }) =>
				bits === 16 ? wavSamples('pcm16', planar, scale) : widened(wavSamples('pcm24', planar, scale))
		},
		tags,
		withLength(length, write)
	);
}

/** Each sample of 24 bits as the upper ones of 32. */
function widened(packed: ArrayBuffer): ArrayBuffer {
	const from = new Uint8Array(packed);
	const samples = new Int32Array(from.length / 3);
	for (let i = 0; i < samples.length; i++)
		samples[i] = (from[3 * i]! << 8) | (from[3 * i + 1]! << 16) | (from[3 * i + 2]! << 24);
	return samples.buffer;
}

/** A muxer that cannot go back leaves the length open, though here it is known before. */
function withLength(length: Frames, write: WriteBytes): WriteBytes {
	let head: Bytes | null = new Uint8Array(0);
	return async (bytes) => {
		if (head === null) return write(bytes);
		head = joined(head, bytes);
		if (head.length < LENGTH_AT + 4) return;
		const view = new DataView(head.buffer);
		view.setUint16(BLOCK_SIZES_AT, BLOCK_FRAMES);
		view.setUint16(BLOCK_SIZES_AT + 2, BLOCK_FRAMES);
		view.setUint32(LENGTH_AT, length);
		const first = head;
		head = null;
		await write(first);
	};
}

function joined(one: Bytes, other: Bytes): Bytes {
	const both = new Uint8Array(one.length + other.length);
	both.set(one);
	both.set(other, one.length);
	return both;
}
