/**
 * Stereo WAV (RIFF, little-endian). Integer formats have the plain 44-byte header. Float has 58 bytes, because
 * the specification asks every format but integer PCM for an extension size and a `fact` chunk:
 * "Multiple Channel Audio Data and WAVE Files", Microsoft; RFC 2361.
 */
export type WavFormat = 'pcm16' | 'pcm24' | 'float32';

const CHANNELS = 2;
const BYTES: Readonly<Record<WavFormat, number>> = { pcm16: 2, pcm24: 3, float32: 4 };
const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;

/**
 * The header of a file with `frames` sample frames; the samples follow it.
 * @throws RangeError where the file would be over 4 GiB, which RIFF cannot say.
 */
export function wavHeader(format: WavFormat, frames: number, sampleRate: number): ArrayBuffer {
	const isFloat = format === 'float32';
	const frameBytes = CHANNELS * BYTES[format];
	const dataBytes = frames * frameBytes;
	const header = new DataView(new ArrayBuffer(isFloat ? 58 : 44));
	const riffBytes = header.byteLength - 8 + dataBytes;
	if (riffBytes > 0xffffffff) throw new RangeError(`${frames} frames do not fit into a WAV file`);

	let at = 0;
	const text = (value: string) => {
		for (const letter of value) header.setUint8(at++, letter.charCodeAt(0));
	};
	const uint16 = (value: number) => {
		header.setUint16(at, value, true);
		at += 2;
	};
	const uint32 = (value: number) => {
		header.setUint32(at, value, true);
		at += 4;
	};

	text('RIFF');
	uint32(riffBytes);
	text('WAVE');
	text('fmt ');
	uint32(isFloat ? 18 : 16);
	uint16(isFloat ? FORMAT_FLOAT : FORMAT_PCM);
	uint16(CHANNELS);
	uint32(sampleRate);
	uint32(sampleRate * frameBytes);
	uint16(frameBytes);
	uint16(8 * BYTES[format]);
	if (isFloat) {
		uint16(0);
		text('fact');
		uint32(4);
		uint32(frames);
	}
	text('data');
	uint32(dataBytes);
	return header.buffer;
}

/**
 * Interleaved samples for a WAV file: `planar` is the left channel, then the right one, of equal length, and
 * sample = `planar[i] · scale`, 1 being full scale. Float32 keeps every sample, also beyond full scale.
 * Integers are the nearest to sample · 2^(bits - 1), halves towards +∞, without dither, and clipped.
 */
export function wavSamples(format: WavFormat, planar: Int16Array | Float32Array, scale: number): ArrayBuffer {
	const frames = planar.length / CHANNELS;
	const bytes = BYTES[format];
	const out = new DataView(new ArrayBuffer(planar.length * bytes));
	const put = writer(format, out);
	for (let frame = 0, at = 0; frame < frames; frame++) {
		for (let channel = 0; channel < CHANNELS; channel++, at += bytes)
			put(at, planar[channel * frames + frame]! * scale);
	}
	return out.buffer;
}

function writer(format: WavFormat, out: DataView): (at: number, sample: number) => void {
	switch (format) {
		case 'float32':
			return (at, sample) => out.setFloat32(at, sample, true);
		case 'pcm16':
			return (at, sample) => out.setInt16(at, quantised(sample, 0x8000), true);
		case 'pcm24':
			return (at, sample) => {
				const value = quantised(sample, 0x800000);
				out.setInt16(at, value, true);
				out.setInt8(at + 2, value >> 16);
			};
	}
}

const quantised = (sample: number, full: number): number =>
	Math.max(-full, Math.min(full - 1, Math.round(sample * full)));
