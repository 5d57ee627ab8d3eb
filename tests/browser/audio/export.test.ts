import { expect, test } from 'vitest';
import type { Bytes } from '../../../src/lib/audio/export/encoder';
import { runExport } from '../../../src/lib/audio/export/exporter';
import type { ExportFormat } from '../../../src/lib/audio/export/format';
import type { ExportJob } from '../../../src/lib/audio/export/job';
import type { BlockRequest } from '../../../src/lib/music/block';
import { STEMS } from '../../../src/lib/music/stems';
import { layoutOf, makeBlock, scaleOf, type SongCode } from '../../tools/blocks';

const layout = layoutOf(100_000, 40_000);
const tones: SongCode = (stem, channel, frame) =>
	Math.round(12_000 * Math.sin((frame * (stem + 2 + channel)) / 23));

/** Answers for every block; `fail` for the last. */
function blocks(missing = -1): MessagePort {
	const { port1, port2 } = new MessageChannel();
	port1.onmessage = ({ data: { index } }: MessageEvent<BlockRequest>) =>
		port1.postMessage(
			index === missing
				? { type: 'missing', index }
				: { type: 'block', block: makeBlock(layout, index, tones) }
		);
	return port2;
}

const jobOf = (format: ExportFormat): ExportJob => ({
	layout,
	format,
	files: [
		{
			name: 'drums',
			content: { type: 'stem', stem: 'drums' },
			tags: { title: 'Title', artist: null, album: null }
		}
	]
});

async function exported(job: ExportJob, port = blocks(), signal = new AbortController().signal) {
	const parts: Bytes[] = [];
	const shares: number[] = [];
	let end = 'open';
	const outcome = await runExport(signal, job, {
		blocks: port,
		to: new WritableStream<Bytes>({
			write: (bytes) => void parts.push(bytes),
			close: () => void (end = 'closed'),
			abort: () => void (end = 'aborted')
		}),
		onProgress: (share) => shares.push(share)
	});
	return { outcome, file: new Blob(parts), shares, end };
}

test.each<[ExportFormat, number]>([
	['pcm16', 0],
	['float32', 0],
	['flac16', 0],
	['flac24', 0],
	// LAME's delay: 576 + 529 frames.
	['mp3', 1105]
])('%s comes out of its worker as a file that this browser plays', async (format, delay) => {
	const { outcome, file, shares, end } = await exported(jobOf(format));
	expect([outcome.ok, end, shares.at(-1)]).toEqual([true, 'closed', 1]);
	const context = new OfflineAudioContext(2, 1, 44_100);
	const sound = await context.decodeAudioData(await file.arrayBuffer());
	// Some decoders take the delay away, others do not.
	const left = sound.getChannelData(0);
	const error = (offset: number) => {
		let sum = 0;
		for (let i = 2000; i < 30_000; i++) sum += Math.abs(left[i + offset]! - tones(0, 0, i) * scaleOf(0, 0));
		return sum / 28_000;
	};
	expect(Math.min(error(0), error(delay))).toBeLessThan(format === 'mp3' ? 0.002 : 2 / 32_768);
	if (format !== 'mp3') expect(sound.length).toBe(layout.frames);
});

test('the four stems come as one zip', async () => {
	const files = STEMS.map((stem) => ({
		name: `${stem}.flac`,
		content: { type: 'stem', stem } as const,
		tags: { title: stem, artist: null, album: null }
	})) as unknown as ExportJob['files'];
	const { outcome, file, end } = await exported({ layout, format: 'flac16', files });
	expect([outcome.ok, end]).toEqual([true, 'closed']);
	const { BlobReader, ZipReader } = await import('@zip.js/zip.js/lib/zip-core-custom.js');
	const entries = await new ZipReader(new BlobReader(file)).getEntries();
	expect(entries.map(({ filename }) => filename)).toEqual(STEMS.map((stem) => `${stem}.flac`));
});

test('a missing block ends it, and so does a cancel', async () => {
	expect(await exported(jobOf('mp3'), blocks(2))).toMatchObject({
		outcome: { ok: false, reason: 'missing' },
		end: 'aborted'
	});
	const cancel = new AbortController();
	const running = exported(jobOf('flac24'), blocks(), cancel.signal);
	cancel.abort(new Error('enough'));
	await expect(running).rejects.toThrow('enough');
});
