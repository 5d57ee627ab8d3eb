import { execFileSync } from 'node:child_process';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import { exportSound } from '../../../src/lib/audio/export/export-sound';
import { mostBytes, type ExportFormat } from '../../../src/lib/audio/export/format';
import { jobFrames, type ExportContent, type ExportJob } from '../../../src/lib/audio/export/job';
import type { ReadBlock } from '../../../src/lib/audio/render-sound';
import { freshMix } from '../../../src/lib/music/mix';
import { STEMS } from '../../../src/lib/music/stems';
import { cents } from '../../../src/lib/units/units';
import { layoutOf, makeBlock, scaleOf, type SongCode } from '../../tools/blocks';
import { decodeWav } from '../../tools/wav';

const layout = layoutOf(100_000, 40_000);
const tones: SongCode = (stem, channel, frame) =>
	Math.round(12_000 * Math.sin((frame * (stem + 2 + channel)) / 23));
const readBlock: ReadBlock = (index) =>
	Promise.resolve({ type: 'block', block: makeBlock(layout, index, tones) });
const tags = { title: 'Tïtle', artist: 'Artist', album: null };
const drums: ExportContent = { type: 'stem', stem: 'drums' };
const wholeMix: ExportContent = {
	type: 'mix',
	mix: freshMix(),
	sound: { rate: 1, transposed: cents(0), loop: null }
};

const jobOf = (format: ExportFormat, content: ExportContent): ExportJob => ({
	layout,
	format,
	files: [{ name: 'file', content, tags }]
});

async function exported(job: ExportJob, read = readBlock, signal = new AbortController().signal) {
	const parts: Uint8Array[] = [];
	let [closed, aborted, frames] = [false, false, 0];
	const outcome = await exportSound(
		signal,
		job,
		{ readBlock: read, onProgress: (done) => (frames = done) },
		new WritableStream({
			write: (bytes) => void parts.push(bytes),
			close: () => void (closed = true),
			abort: () => void (aborted = true)
		})
	);
	return { outcome, bytes: new Uint8Array(Buffer.concat(parts)), parts, closed, aborted, frames };
}

/** A sample as it is stored. */
const stored = (stem: number, channel: number, frame: number) =>
	tones(stem, channel, frame) * scaleOf(stem, Math.floor(frame / layout.stride));

describe('one file', () => {
	test.each([
		['pcm16', 2 ** 15],
		['pcm24', 2 ** 23],
		['float32', 2 ** 23]
	] as const)('as WAV (%s) holds a stem as it is stored', async (format, full) => {
		const { outcome, bytes, closed, frames } = await exported(jobOf(format, drums));
		expect([outcome.ok, closed, frames]).toEqual([true, true, layout.frames]);
		const wav = decodeWav(bytes);
		expect(wav).toMatchObject({ format, sampleRate: 44_100 });
		expect(bytes.length).toBeLessThanOrEqual(mostBytes(format, layout.frames));
		wav.channels.forEach((samples, channel) => {
			expect(samples.length).toBe(layout.frames);
			const off = samples.findIndex(
				(sample, frame) => Math.abs(sample - stored(0, channel, frame)) > 0.5001 / full
			);
			expect(off).toBe(-1);
		});
	});

	test('as MP3 is not written frame by frame', async () => {
		const { outcome, bytes, parts } = await exported(jobOf('mp3', wholeMix));
		expect(outcome.ok).toBe(true);
		expect(parts.length).toBe(Math.ceil(bytes.length / 2 ** 16));
	});

	test('as FLAC says its length and has tags', async () => {
		for (const bits of [16, 24] as const) {
			const { outcome, bytes } = await exported(jobOf(`flac${bits}`, wholeMix));
			expect(outcome.ok).toBe(true);
			const info = new DataView(bytes.buffer);
			expect([info.getUint16(8), info.getUint16(10), info.getUint32(22)]).toEqual([
				4096,
				4096,
				layout.frames
			]);
			expect(((info.getUint16(20) >> 4) & 31) + 1).toBe(bits);
			expect(bytes.length).toBeLessThan(mostBytes(`flac${bits}`, layout.frames));
			const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
			expect(await input.getMetadataTags()).toMatchObject({ title: 'Tïtle', artist: 'Artist' });
			expect(await input.computeDuration()).toBeCloseTo(layout.frames / 44_100, 3);
		}
	});

	test.skipIf(!hasFfmpeg())('as FLAC holds what a WAV file of as many bits does', async () => {
		for (const bits of [16, 24] as const) {
			const flac = await exported(jobOf(`flac${bits}`, wholeMix));
			const wav = await exported(jobOf(`pcm${bits}`, wholeMix));
			const args = ['-v', 'error', '-i', '-', '-f', `s${bits}le`, '-'];
			const decoded = execFileSync('ffmpeg', args, { input: flac.bytes, maxBuffer: 2 ** 26 });
			expect(decoded.equals(Buffer.from(wav.bytes.subarray(44)))).toBe(true);
		}
	});

	test('as MP3 has its length, 320 kbit/s and its tags', async () => {
		const { outcome, bytes } = await exported(jobOf('mp3', wholeMix));
		expect(outcome.ok).toBe(true);
		const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
		expect(await input.getMetadataTags()).toMatchObject({ title: 'Tïtle', artist: 'Artist' });
		const track = (await input.getPrimaryAudioTrack())!;
		expect(await Promise.all([track.getCodec(), track.getNumberOfChannels(), track.getSampleRate()])).toEqual(
			['mp3', 2, 44_100]
		);
		const longer = (await input.computeDuration()) * 44_100 - layout.frames;
		expect(longer).toBeGreaterThanOrEqual(0);
		expect(longer).toBeLessThan(3 * 1152);
		expect(Math.abs(bytes.length - mostBytes('mp3', layout.frames))).toBeLessThan(4000);
	});

	test('is not finished where a block is missing or the target refuses', async () => {
		for (const format of ['pcm16', 'flac16', 'mp3'] as const) {
			const lacking: ReadBlock = (index) =>
				index === 1 ? Promise.resolve({ type: 'missing', index }) : readBlock(index);
			expect(await exported(jobOf(format, drums), lacking)).toMatchObject({
				outcome: { ok: false, reason: 'missing' },
				closed: false,
				aborted: true
			});
		}
		const full = new WritableStream<Uint8Array<ArrayBuffer>>({
			write: () => Promise.reject(new Error('no space'))
		});
		expect(
			await exportSound(
				new AbortController().signal,
				jobOf('pcm16', drums),
				{ readBlock, onProgress: () => undefined },
				full
			)
		).toMatchObject({ ok: false, reason: 'unwritable', detail: 'Error: no space' });
	});

	test('too long for WAV is refused before anything is rendered', async () => {
		const long = { ...jobOf('float32', drums), layout: layoutOf(2 ** 30, 40_000) };
		expect((await exported(long)).outcome).toMatchObject({ ok: false, reason: 'too-long' });
	});
});

const stems: ExportJob = {
	layout,
	format: 'pcm16',
	files: STEMS.map((stem) => ({
		name: `Sông (${stem}).wav`,
		content: { type: 'stem', stem } as const,
		tags
	})) as unknown as ExportJob['files']
};

describe('a zip', () => {
	test('holds the four stems, each as it is alone', async () => {
		const { outcome, bytes, closed, frames } = await exported(stems);
		expect([outcome.ok, closed, frames]).toEqual([true, true, jobFrames(stems)]);
		const { BlobReader, Uint8ArrayWriter, ZipReader } = await import('@zip.js/zip.js');
		const entries = await new ZipReader(new BlobReader(new Blob([bytes]))).getEntries();
		expect(entries.map(({ filename }) => filename)).toEqual(stems.files.map(({ name }) => name));
		for (const [i, entry] of entries.entries()) {
			if (entry.directory) throw new Error('A folder');
			const inside = await entry.getData(new Uint8ArrayWriter(), { checkSignature: true });
			const alone = await exported({ ...stems, files: [stems.files[i]!] });
			expect(Buffer.from(inside).equals(Buffer.from(alone.bytes))).toBe(true);
		}
	});

	test('is aborted where a stem fails, and when it is cancelled', async () => {
		const torn: ReadBlock = (index) =>
			Promise.resolve(
				index === 2
					? { type: 'damaged', index, detail: 'torn' }
					: { type: 'block', block: makeBlock(layout, index) }
			);
		expect(await exported(stems, torn)).toMatchObject({
			outcome: { ok: false, reason: 'damaged', detail: 'torn' },
			closed: false,
			aborted: true
		});
		const cancel = new AbortController();
		const third: ReadBlock = (index) => {
			if (index === 2) cancel.abort(new Error('enough'));
			return readBlock(index);
		};
		await expect(exported(stems, third, cancel.signal)).rejects.toThrow('enough');
	});
});

/** A decoder of FLAC that is not the encoder's own. */
function hasFfmpeg(): boolean {
	try {
		execFileSync('ffmpeg', ['-version'], { stdio: 'ignore' });
		return true;
	} catch {
		return false;
	}
}
