import { describe, expect, test, vi } from 'vitest';
import { MAX_FILE_BYTES, MAX_SECONDS, probe } from '../../../src/lib/audio/probe';
import { tone } from '../../tools/signals';
import { encodeWav } from '../../tools/wav';
import { fixture, truncated } from './fixtures';
import { never } from './harness';

const wav = (seconds: number, name: string, rate = 44_100) =>
	new File([encodeWav([tone(440, seconds, 0.2, rate)], 'pcm16', rate)], name);

async function probed(file: File) {
	const outcome = await probe(never(), file);
	if (!outcome.ok) throw new Error(`${outcome.reason}: ${outcome.detail}`);
	return outcome.value;
}

describe('what a song is called', () => {
	test.each(['tagged.mp3', 'tagged.m4a', 'stereo.ogg', 'stereo.opus', 'stereo.flac'])(
		'%s: by its tags',
		async (name) => {
			const tags = await probed(await fixture(name));
			expect(tags).toMatchObject({ title: 'Two', artist: 'Tones', album: 'Fixtures' });
			expect(Math.abs(tags.seconds - 1)).toBeLessThan(0.1);
		}
	);

	test.each(['tagged.mp3', 'tagged.m4a'])('%s: its cover', async (name) => {
		const { cover } = await probed(await fixture(name));
		expect(cover!.type).toBe('image/png');
		const image = await createImageBitmap(cover!);
		expect([image.width, image.height]).toEqual([8, 8]);
	});

	test('else by its name', async () => {
		const tags = await probed(await fixture('stereo.mp3', '01_My  favourite_song.v2.mp3'));
		expect(tags).toMatchObject({ title: '01 My favourite song.v2', artist: null, album: null, cover: null });
	});
});

describe('what it is', () => {
	test.each([
		'stereo.mp3',
		'mono-48k.mp3',
		'stereo.m4a',
		'mono-48k.m4a',
		'stereo.aac',
		'mono-48k.webm',
		'stereo-video.webm',
		'stereo-video.mp4'
	])('%s is a second of sound', async (name) => {
		expect(Math.abs((await probed(await fixture(name))).seconds - 1)).toBeLessThan(0.15);
	});

	test('is told by its content, whatever its name says', async () => {
		expect((await probed(wav(2, 'liar.mp3'))).seconds).toBeCloseTo(2, 3);
		expect((await probed(await fixture('stereo.m4a', 'no extension'))).title).toBe('no extension');
	});
});

describe('refusals', () => {
	test('an empty file', async () => {
		expect(await probe(never(), new File([], 'a.mp3'))).toMatchObject({ ok: false, reason: 'empty' });
	});

	test('a file without a packet of sound', async () => {
		const header = new File([encodeWav([new Float32Array(0)])], 'a.wav');
		expect(await probe(never(), header)).toMatchObject({ ok: false, reason: 'empty' });
	});

	test('a file over 500 MB, without reading it', async () => {
		const million = new Blob([new Uint8Array(1_000_000)]);
		const file = new File([...Array<Blob>(500).fill(million), 'x'], 'long.wav');
		expect(file.size).toBe(MAX_FILE_BYTES + 1);
		const reads = [
			vi.spyOn(Blob.prototype, 'slice'),
			vi.spyOn(Blob.prototype, 'stream'),
			vi.spyOn(Blob.prototype, 'arrayBuffer')
		];
		expect(await probe(never(), file)).toMatchObject({ ok: false, reason: 'too-large' });
		for (const read of reads) expect(read).not.toHaveBeenCalled();
		vi.restoreAllMocks();
	});

	test('more than thirty minutes; thirty are welcome', async () => {
		expect(MAX_SECONDS).toBe(1800);
		expect(await probe(never(), wav(1801, 'long.wav', 3000))).toMatchObject({
			ok: false,
			reason: 'too-long'
		});
		expect((await probed(wav(1800, 'long.wav', 3000))).seconds).toBe(1800);
	});

	test.each([
		['silent-video.mp4', 'MP4 without sound'],
		['alac.m4a', 'MP4 with the codec alac'],
		['aiff.aiff', 'a .aiff file'],
		['wma.wma', 'a .wma file']
	])('%s, by name', async (name, detail) => {
		expect(await probe(never(), await fixture(name))).toEqual({ ok: false, reason: 'unsupported', detail });
	});

	test('what is no sound at all, and a playlist, which is not followed', async () => {
		const files = [
			new File(['Dear diary'], 'notes.txt', { type: 'text/plain' }),
			new File(['#EXTM3U\n#EXTINF:1,\nhttps://example.org/a.ts\n#EXT-X-ENDLIST\n'], 'list.m3u8'),
			new File([crypto.getRandomValues(new Uint8Array(50_000))], 'noise')
		];
		for (const file of files)
			expect(await probe(never(), file)).toMatchObject({ ok: false, reason: 'unsupported' });
		expect(await probe(never(), files[0]!)).toMatchObject({
			reason: 'unsupported',
			detail: 'a .txt file (text/plain)'
		});
	});

	test('a file that can no longer be read', async () => {
		const file = wav(1, 'gone.wav');
		const gone = () => Promise.reject(new DOMException('it was moved', 'NotReadableError'));
		const read = vi.spyOn(Blob.prototype, 'slice').mockImplementation(() => {
			const part = new Blob();
			part.arrayBuffer = gone;
			return part;
		});
		const stream = vi
			.spyOn(Blob.prototype, 'stream')
			.mockImplementation(() => new ReadableStream({ pull: gone }));
		expect(await probe(never(), file)).toMatchObject({ ok: false, reason: 'unreadable' });
		read.mockRestore();
		stream.mockRestore();
	});

	test('a file whose table of contents is cut off', async () => {
		const cut = truncated(await fixture('stereo.m4a'), 0.9);
		expect(await probe(never(), cut)).toMatchObject({ ok: false, reason: 'undecodable' });
	});

	test.each(['stereo.mp3', 'stereo.m4a', 'stereo.ogg', 'stereo.opus', 'stereo.flac', 'stereo-video.webm'])(
		'%s cut off is told something of or refused, and never hangs',
		async (name) => {
			for (const part of [0.01, 0.1, 0.5, 0.95]) {
				const outcome = await probe(never(), truncated(await fixture(name), part));
				if (outcome.ok) expect(outcome.value.seconds).toBeLessThan(1.2);
				else expect(['undecodable', 'unsupported', 'empty']).toContain(outcome.reason);
			}
		}
	);

	test('an abort rejects at once', async () => {
		const aborting = new AbortController();
		const probing = probe(aborting.signal, await fixture('stereo.mp3'));
		aborting.abort(new DOMException('changed my mind', 'AbortError'));
		await expect(probing).rejects.toThrow('changed my mind');
	});
});
