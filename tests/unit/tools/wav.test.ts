import { describe, expect, it } from 'vitest';
import { largestDifference } from '../../tools/measure';
import { noise } from '../../tools/signals';
import { decodeWav, encodeWav, type WavFormat } from '../../tools/wav';

const recording = [noise(0.01, 1, 0.9), noise(0.01, 2, 0.9)];
const STEP: Readonly<Record<WavFormat, number>> = { pcm16: 2 ** -15, pcm24: 2 ** -23, float32: 0 };

describe.each(['pcm16', 'pcm24', 'float32'] as const)('a WAV file of %s', (format) => {
	it('comes back within half a step', () => {
		const read = decodeWav(encodeWav(recording, format, 48000));
		expect(read.sampleRate).toBe(48000);
		expect(read.format).toBe(format);
		expect(largestDifference(recording, read.channels)).toBeLessThanOrEqual(STEP[format] / 2);
	});

	it('holds the extremes', () => {
		const [channel] = decodeWav(encodeWav([Float32Array.of(-1, 0, 1)], format)).channels;
		expect([...channel!]).toEqual([-1, 0, 1 - STEP[format]]);
	});

	it('is refused when it is cut off', () => {
		expect(() => decodeWav(encodeWav(recording, format).slice(0, -1))).toThrow(/cut off/);
	});
});

it('a header has 44 bytes, and other chunks are passed over', () => {
	const plain = encodeWav([Float32Array.of(0.5)], 'pcm16');
	expect(plain).toHaveLength(46);
	const chunk = new TextEncoder().encode('LIST\x03\0\0\0abc\0');
	const padded = Uint8Array.of(...plain.slice(0, 36), ...chunk, ...plain.slice(36));
	expect([...decodeWav(padded).channels[0]!]).toEqual([0.5]);
});
