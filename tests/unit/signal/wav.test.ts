import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wavHeader, wavSamples, type WavFormat } from '../../../src/lib/signal/wav';
import { decodeWav } from '../../tools/wav';

const FORMATS: readonly WavFormat[] = ['pcm16', 'pcm24', 'float32'];

function file(format: WavFormat, planar: Int16Array | Float32Array, scale: number) {
	const header = new Uint8Array(wavHeader(format, planar.length / 2, 44_100));
	const samples = new Uint8Array(wavSamples(format, planar, scale));
	return decodeWav(Uint8Array.of(...header, ...samples));
}

describe('WAV', () => {
	it('has a header of 44 bytes for integers and 58 for float, and says its own length', () => {
		for (const [format, bytes, width] of [
			['pcm16', 44, 2],
			['pcm24', 44, 3],
			['float32', 58, 4]
		] as const) {
			const header = new DataView(wavHeader(format, 1000, 44_100));
			expect(header.byteLength).toBe(bytes);
			expect(header.getUint32(4, true)).toBe(bytes - 8 + 2000 * width);
			expect(header.getUint32(28, true)).toBe(44_100 * 2 * width);
			expect(header.getUint32(bytes - 4, true)).toBe(2000 * width);
		}
		expect(new DataView(wavHeader('float32', 1000, 44_100)).getUint32(46, true)).toBe(1000);
	});

	it('is read back with its channels where they were', () => {
		const planar = Int16Array.from([1, 2, 3, -1, -2, -3]);
		for (const format of FORMATS) {
			const wav = file(format, planar, 2 ** -15);
			expect(wav).toMatchObject({ format, sampleRate: 44_100 });
			expect(wav.channels.map((channel) => [...channel].map((sample) => sample * 2 ** 15))).toEqual([
				[1, 2, 3],
				[-1, -2, -3]
			]);
		}
	});

	it('keeps every float, also beyond full scale', () => {
		const sample = fc.float({ noNaN: true, min: -4, max: 4 });
		fc.assert(
			fc.property(fc.array(fc.tuple(sample, sample)), (pairs) => {
				const planar = Float32Array.from([
					...pairs.map(([left]) => left),
					...pairs.map(([, right]) => right)
				]);
				const { channels } = file('float32', planar, 1);
				expect(Float32Array.of(...channels[0]!, ...channels[1]!)).toEqual(planar);
			})
		);
	});

	it('rounds integers to the nearest and clips them, never wraps', () => {
		fc.assert(
			fc.property(fc.float({ noNaN: true, min: -3, max: 3 }), (sample) => {
				for (const [format, full] of [
					['pcm16', 2 ** 15],
					['pcm24', 2 ** 23]
				] as const) {
					const read = file(format, Float32Array.of(sample, sample), 1).channels[0]![0]! * full;
					const limited = Math.max(-full, Math.min(full - 1, sample * full));
					expect(Math.abs(read - limited)).toBeLessThanOrEqual(0.5);
				}
			})
		);
		const edges = Float32Array.of(1, -1, 1.5, -1.5, 0.5 / 32_768, -0.5 / 32_768);
		const { channels } = file('pcm16', edges, 1);
		expect([...channels[0]!, ...channels[1]!].map((sample) => sample * 32_768)).toEqual([
			32_767, -32_768, 32_767, -32_768, 1, 0
		]);
	});

	it('refuses what RIFF cannot hold', () => {
		expect(() => wavHeader('float32', 2 ** 29, 44_100)).toThrow(RangeError);
	});
});
