import { describe, expect, test } from 'vitest';
import { decode, type Pcm } from '../../../src/lib/audio/decode';
import { noise, tone } from '../../tools/signals';
import { encodeWav, type WavFormat } from '../../tools/wav';
import { fixture, truncated } from './fixtures';
import { never } from './harness';

const RATE = 44_100;
const bytesOf = async (name: string) => (await fixture(name)).arrayBuffer();

async function decoded(bytes: ArrayBuffer): Promise<Pcm> {
	const outcome = await decode(never(), bytes);
	if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
	expect(outcome.value.left.length).toBe(outcome.value.frames);
	expect(outcome.value.right.length).toBe(outcome.value.frames);
	return outcome.value;
}

/** The sine of a given pitch that fits the middle of a signal best: its amplitude, and what is left, in dB below it. */
function fit(signal: Float32Array, frequency: number): { amplitude: number; snr: number } {
	const from = Math.round(signal.length * 0.2);
	// Whole periods, or nearly: sine and cosine are orthogonal then.
	const period = RATE / frequency;
	const count = Math.round(Math.floor((signal.length * 0.6) / period) * period);
	const angle = (i: number) => (2 * Math.PI * i) / period;
	let sine = 0;
	let cosine = 0;
	for (let i = 0; i < count; i++) {
		sine += (2 / count) * signal[from + i]! * Math.sin(angle(i));
		cosine += (2 / count) * signal[from + i]! * Math.cos(angle(i));
	}
	let rest = 0;
	for (let i = 0; i < count; i++)
		rest += (signal[from + i]! - sine * Math.sin(angle(i)) - cosine * Math.cos(angle(i))) ** 2;
	const power = (sine ** 2 + cosine ** 2) / 2;
	return { amplitude: Math.hypot(sine, cosine), snr: 10 * Math.log10(power / (rest / count)) };
}

describe('formats', () => {
	test.each([
		['stereo.mp3', 25],
		['tagged.mp3', 25],
		['stereo.m4a', 25],
		['tagged.m4a', 25],
		['stereo.aac', 25],
		['stereo.ogg', 25],
		['stereo.opus', 25],
		['stereo.flac', 80],
		['stereo-video.webm', 25],
		['stereo-video.mp4', 25]
	])('%s: two tones, each on its side', async (name, snr) => {
		const { left, right, frames } = await decoded(await bytesOf(name));
		expect(Math.abs(frames / RATE - 1)).toBeLessThan(0.1);
		for (const [channel, frequency] of [
			[left, 440],
			[right, 660]
		] as const) {
			const found = fit(channel, frequency);
			expect(found.amplitude).toBeCloseTo(0.25, 1);
			expect(found.snr).toBeGreaterThan(snr);
		}
	});

	test.each(['mono-48k.mp3', 'mono-48k.m4a', 'mono-48k.webm'])('%s: one tone on both sides', async (name) => {
		const { left, right } = await decoded(await bytesOf(name));
		expect(fit(left, 440).snr).toBeGreaterThan(25);
		expect(right).toEqual(left);
		expect(right.buffer).not.toBe(left.buffer);
	});

	test.each<[WavFormat, number]>([
		['pcm16', 1 / 32768],
		['pcm24', 1 / 8388608],
		['float32', 1e-9]
	])('a wav of %s comes out as it went in', async (format, precision) => {
		const channels = [noise(0.5, 1), noise(0.5, 2)] as const;
		const { left, right, frames } = await decoded(encodeWav(channels, format).buffer);
		expect(frames).toBe(22_050);
		for (const [i, channel] of [left, right].entries())
			expect(channel.findIndex((sample, at) => Math.abs(sample - channels[i]![at]!) > precision)).toBe(-1);
	});
});

describe('other shapes', () => {
	test.each([8000, 22_050, 32_000, 48_000, 96_000])('%i Hz comes out at the right pitch', async (rate) => {
		const wav = encodeWav([tone(1000, 1, 0.5, rate), tone(1500, 1, 0.5, rate)], 'float32', rate);
		const { left, right, frames } = await decoded(wav.buffer);
		expect(Math.abs(frames - RATE)).toBeLessThan(4);
		const found = [fit(left, 1000), fit(right, 1500)];
		for (const { amplitude, snr } of found) {
			expect(amplitude).toBeCloseTo(0.5, 2);
			expect(snr).toBeGreaterThan(80);
		}
	});

	test('of six channels the first two are kept', async () => {
		const channels = [1, 2, 3, 4, 5, 6].map((seed) => noise(0.2, seed));
		const { left, right } = await decoded(encodeWav(channels, 'float32').buffer);
		expect(left).toEqual(channels[0]);
		expect(right).toEqual(channels[1]);
	});

	test('both channels can be moved to a worker; the bytes are spent', async () => {
		const bytes = await bytesOf('stereo.mp3');
		const { left, right, frames } = await decoded(bytes);
		expect(bytes.byteLength).toBe(0);
		const moved = structuredClone({ left, right }, { transfer: [left.buffer, right.buffer] });
		expect(moved.left.length).toBe(frames);
		expect(moved.right.length).toBe(frames);
		expect(fit(moved.right, 660).snr).toBeGreaterThan(25);
		expect(left.length).toBe(0);
	});
});

describe('refusals', () => {
	test('no bytes', async () => {
		expect(await decode(never(), new ArrayBuffer(0))).toMatchObject({ ok: false, reason: 'empty' });
	});

	test.each(['aiff.aiff', 'wma.wma', 'silent-video.mp4'])('%s', async (name) => {
		expect(await decode(never(), await bytesOf(name))).toMatchObject({ ok: false, reason: 'undecodable' });
	});

	test('noise for bytes', async () => {
		const bytes = crypto.getRandomValues(new Uint8Array(20_000)).buffer;
		expect(await decode(never(), bytes)).toMatchObject({ ok: false, reason: 'undecodable' });
	});

	test.each(['stereo.mp3', 'stereo.m4a', 'stereo.ogg', 'stereo.opus', 'stereo.flac', 'stereo-video.webm'])(
		'%s cut off gives what is there or is refused',
		async (name) => {
			for (const part of [0.02, 0.5, 0.95]) {
				const cut = truncated(await fixture(name), part);
				const outcome = await decode(never(), await cut.arrayBuffer());
				if (outcome.ok) expect(outcome.value.frames).toBeLessThan(1.1 * RATE);
				else expect(['undecodable', 'empty']).toContain(outcome.reason);
			}
		}
	);

	test('more than thirty minutes', async () => {
		const minutes = new Float32Array(31 * 60 * 3000);
		const bytes = encodeWav([minutes], 'pcm16', 3000).buffer;
		expect(await decode(never(), bytes)).toMatchObject({ ok: false, reason: 'too-long' });
	});

	test('an abort rejects at once', async () => {
		const aborting = new AbortController();
		const decoding = decode(aborting.signal, encodeWav([noise(60)]).buffer);
		aborting.abort(new DOMException('changed my mind', 'AbortError'));
		await expect(decoding).rejects.toThrow('changed my mind');
		await expect(decode(aborting.signal, new ArrayBuffer(1))).rejects.toThrow('changed my mind');
	});
});
