import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { exportStem } from '../../../src/lib/library/export';
import { blockAt } from '../../../src/lib/music/block';
import type { Song } from '../../../src/lib/music/song';
import { STEMS } from '../../../src/lib/music/stems';
import { frames } from '../../../src/lib/units/units';
import {
	addedSong,
	emptyLibrary,
	LAYOUT,
	part,
	sampleAt,
	scaleOf,
	songId,
	storedParts,
	valueOf
} from '../../tools/library';
import { decodeWav } from '../../tools/wav';

const never = new AbortController().signal;

describe('the export of a stem', () => {
	let db: LibraryDatabase;
	let song: Song;
	beforeEach(async () => {
		db = await emptyLibrary();
		song = await addedSong(db, songId('a'));
		song = await storedParts(db, song, 1, 3, 0, 2);
	});
	afterEach(() => db.close());

	const expected = (stem: (typeof STEMS)[number], channel: number, frame: number) =>
		sampleAt(stem, channel, frame) * scaleOf(stem, blockAt(LAYOUT, frames(frame)));

	it('holds every sample of every stem, to the last bit in float', async () => {
		for (const stem of STEMS) {
			const blob = valueOf(await exportStem(never, db, song, stem, 'float32'));
			expect(blob.type).toBe('audio/wav');
			expect(blob.size).toBe(58 + 8 * 3500);
			const wav = decodeWav(new Uint8Array(await blob.arrayBuffer()));
			expect(wav).toMatchObject({ format: 'float32', sampleRate: 44_100 });
			for (const [channel, samples] of wav.channels.entries())
				expect(samples).toEqual(
					Float32Array.from({ length: 3500 }, (_, frame) => expected(stem, channel, frame))
				);
		}
	});

	it.each([
		['pcm16', 2 ** 15],
		['pcm24', 2 ** 23]
	] as const)('is rounded and clipped in %s', async (format, full) => {
		const blob = valueOf(await exportStem(never, db, song, 'vocals', format));
		const wav = decodeWav(new Uint8Array(await blob.arrayBuffer()));
		expect(wav.format).toBe(format);
		let clipped = 0;
		for (const [channel, samples] of wav.channels.entries())
			for (const [frame, sample] of samples.entries()) {
				const exact = expected('vocals', channel, frame) * full;
				const limited = Math.max(-full, Math.min(full - 1, exact));
				if (limited !== exact) clipped++;
				expect(Math.abs(sample * full - limited)).toBeLessThanOrEqual(0.5);
			}
		expect(clipped).toBeGreaterThan(0);
	});

	it.each(['pcm16', 'pcm24', 'float32'] as const)('in %s is what the browser decodes', async (format) => {
		const blob = valueOf(await exportStem(never, db, song, 'drums', format));
		const bytes = await blob.arrayBuffer();
		const ours = decodeWav(new Uint8Array(bytes.slice(0)));
		const theirs = await new OfflineAudioContext(2, 1, 44_100).decodeAudioData(bytes);
		expect(theirs.length).toBe(3500);
		// Chromium alone divides positive 16-bit samples by 32767, and not by 32768 as everything else does.
		const tolerance = format === 'pcm16' ? 1 / 32_767 : 0;
		for (const channel of [0, 1])
			for (const [frame, sample] of theirs.getChannelData(channel).entries())
				expect(Math.abs(sample - ours.channels[channel]![frame]!)).toBeLessThanOrEqual(tolerance);
	});

	it('is refused where a block is missing or damaged', async () => {
		await db.delete('blocks', [song.id, 2]);
		expect(await exportStem(never, db, song, 'bass', 'pcm16')).toMatchObject({ reason: 'missing' });
		const { block } = part(LAYOUT, 2);
		await db.put('blocks', { ...block, index: 1 }, [song.id, 2]);
		expect(await exportStem(never, db, song, 'bass', 'pcm16')).toMatchObject({ reason: 'damaged' });
	});

	it('stops when it is aborted', async () => {
		const controller = new AbortController();
		const exporting = exportStem(controller.signal, db, song, 'bass', 'pcm16');
		controller.abort();
		await expect(exporting).rejects.toThrow(controller.signal.reason as DOMException);
	});
});
