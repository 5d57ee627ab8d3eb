import type { Channels } from './measure';

/** WAV files for tests: made and read by code that shares nothing with the app's. Runs in Node and in the browser. */
export type WavFormat = 'pcm16' | 'pcm24' | 'float32';

export interface Wav {
	readonly sampleRate: number;
	readonly format: WavFormat;
	/** Full scale = 1. */
	readonly channels: readonly Float32Array<ArrayBuffer>[];
}

const BYTES: Readonly<Record<WavFormat, number>> = { pcm16: 2, pcm24: 3, float32: 4 };
const INTEGER = 1;
const FLOAT = 3;
/** The format that names its real one further on; 24-bit files often come so. */
const EXTENSIBLE = 0xfffe;

/** Integer formats are rounded and clipped, without dither. */
export function encodeWav(
	channels: Channels,
	format: WavFormat = 'pcm16',
	sampleRate = 44100
): Uint8Array<ArrayBuffer> {
	const width = BYTES[format];
	const frames = channels[0]!.length;
	const dataBytes = frames * channels.length * width;
	const view = new DataView(new ArrayBuffer(44 + dataBytes));
	writeTag(view, 0, 'RIFF');
	view.setUint32(4, 36 + dataBytes, true);
	writeTag(view, 8, 'WAVE');
	writeTag(view, 12, 'fmt ');
	view.setUint32(16, 16, true);
	view.setUint16(20, format === 'float32' ? FLOAT : INTEGER, true);
	view.setUint16(22, channels.length, true);
	view.setUint32(24, sampleRate, true);
	view.setUint32(28, sampleRate * channels.length * width, true);
	view.setUint16(32, channels.length * width, true);
	view.setUint16(34, width * 8, true);
	writeTag(view, 36, 'data');
	view.setUint32(40, dataBytes, true);
	let at = 44;
	for (let i = 0; i < frames; i++)
		for (const channel of channels) {
			writeSample(view, at, format, channel[i]!);
			at += width;
		}
	return new Uint8Array(view.buffer);
}

/** @throws Error where the bytes are not a whole WAV file of one of the three formats. */
export function decodeWav(bytes: Uint8Array): Wav {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (readTag(view, 0) !== 'RIFF' || readTag(view, 8) !== 'WAVE') throw new Error('Not a WAV file');
	const chunks = readChunks(view);
	const header = chunks.get('fmt ');
	const data = chunks.get('data');
	if (!header || !data) throw new Error('A WAV file without a format or without data');

	const channelCount = view.getUint16(header.start + 2, true);
	const format = formatOf(view, header.start);
	const width = BYTES[format];
	const frames = data.bytes / (channelCount * width);
	if (!Number.isInteger(frames)) throw new Error('A WAV file that ends inside a frame');
	const channels = Array.from({ length: channelCount }, (_, c) =>
		Float32Array.from({ length: frames }, (_, i) =>
			readSample(view, data.start + (i * channelCount + c) * width, format)
		)
	);
	return { sampleRate: view.getUint32(header.start + 4, true), format, channels };
}

interface Chunk {
	readonly start: number;
	readonly bytes: number;
}

function readChunks(view: DataView): Map<string, Chunk> {
	const chunks = new Map<string, Chunk>();
	for (let at = 12; at + 8 <= view.byteLength;) {
		const bytes = view.getUint32(at + 4, true);
		if (at + 8 + bytes > view.byteLength) throw new Error(`Chunk "${readTag(view, at)}" is cut off`);
		chunks.set(readTag(view, at), { start: at + 8, bytes });
		at += 8 + bytes + (bytes % 2); // chunks begin at even places
	}
	return chunks;
}

function formatOf(view: DataView, header: number): WavFormat {
	const named = view.getUint16(header, true);
	const code = named === EXTENSIBLE ? view.getUint16(header + 24, true) : named;
	const bits = view.getUint16(header + 14, true);
	if (code === INTEGER && bits === 16) return 'pcm16';
	if (code === INTEGER && bits === 24) return 'pcm24';
	if (code === FLOAT && bits === 32) return 'float32';
	throw new Error(`WAV format ${code} with ${bits} bits is not read here`);
}

function writeSample(view: DataView, at: number, format: WavFormat, sample: number): void {
	if (format === 'float32') return view.setFloat32(at, sample, true);
	if (format === 'pcm16') return view.setInt16(at, toInteger(sample, 32768), true);
	const value = toInteger(sample, 8388608);
	view.setUint16(at, value & 0xffff, true);
	view.setInt8(at + 2, value >> 16);
}

function readSample(view: DataView, at: number, format: WavFormat): number {
	if (format === 'float32') return view.getFloat32(at, true);
	if (format === 'pcm16') return view.getInt16(at, true) / 32768;
	return ((view.getInt8(at + 2) << 16) | view.getUint16(at, true)) / 8388608;
}

const toInteger = (sample: number, fullScale: number): number =>
	Math.max(-fullScale, Math.min(fullScale - 1, Math.round(sample * fullScale)));

function writeTag(view: DataView, at: number, tag: string): void {
	for (let i = 0; i < 4; i++) view.setUint8(at + i, tag.charCodeAt(i));
}

const readTag = (view: DataView, at: number): string =>
	String.fromCharCode(...Array.from({ length: 4 }, (_, i) => view.getUint8(at + i)));
