import { blockCount } from '../music/block';
import type { Song } from '../music/song';
import type { StemName } from '../music/stems';
import { success, type Outcome } from '../outcome/outcome';
import { wavHeader, wavSamples, type WavFormat } from '../signal/wav';
import { SAMPLE_RATE } from '../units/units';
import { readBlock } from './blocks';
import type { LibraryDatabase } from './database';

/**
 * One stem of a stored song as a WAV file. Block after block: only one is held in memory at a time, because
 * each part becomes a Blob at once and the browser moves Blobs out of this process. `missing`: the song is not
 * complete. Rejects with the signal's reason when aborted.
 */
export async function exportStem(
	signal: AbortSignal,
	db: LibraryDatabase,
	song: Pick<Song, 'id' | 'layout'>,
	stem: StemName,
	format: WavFormat
): Promise<Outcome<Blob, 'missing' | 'damaged'>> {
	const parts: BlobPart[] = [wavHeader(format, song.layout.frames, SAMPLE_RATE)];
	for (let index = 0; index < blockCount(song.layout); index++) {
		signal.throwIfAborted();
		const block = await readBlock(db, song, index);
		if (!block.ok) return block;
		const { pcm, scale } = block.value.stems[stem];
		parts.push(new Blob([wavSamples(format, pcm, scale)]));
	}
	signal.throwIfAborted();
	return success(new Blob(parts, { type: 'audio/wav' }));
}
