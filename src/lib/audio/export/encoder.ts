import type { Frames } from '../../units/units';
import type { Sound } from '../render-sound';
import type { ExportFormat } from './format';
import { encodeWav } from './wav-encoder';

export type Bytes = Uint8Array<ArrayBuffer>;

/** What a file says of itself, where its format has room for it. */
export interface Tags {
	readonly title: string;
	readonly artist: string | null;
	readonly album: string | null;
}

/** Makes a file of sound that comes piece by piece. Each call resolves when the next may come, and rejects as the target does. */
export interface Encoder {
	write(sound: Sound): Promise<void>;
	/** After the last piece: the file is whole then, and its target still open. */
	finish(): Promise<void>;
	/** Instead of `finish`: lets go of what it holds. */
	cancel(): Promise<void>;
}

/** Takes the next bytes of a file; resolves when more may come. */
export type WriteBytes = (bytes: Bytes) => Promise<void>;

/**
 * An encoder whose file grows only at its end. What FLAC and MP3 need is loaded now.
 *
 * @param length of the whole, in frames: files say it at their beginning
 * @throws RangeError where a WAV file cannot be so long
 */
export async function makeEncoder(
	format: ExportFormat,
	length: Frames,
	tags: Tags,
	write: WriteBytes
): Promise<Encoder> {
	switch (format) {
		case 'pcm16':
		case 'pcm24':
		case 'float32':
			return encodeWav(format, length, write);
		case 'flac16':
		case 'flac24': {
			const { encodeFlac } = await import('./flac-encoder');
			return encodeFlac(format === 'flac16' ? 16 : 24, length, tags, write);
		}
		case 'mp3': {
			const { encodeMp3 } = await import('./mp3-encoder');
			return encodeMp3(tags, write);
		}
	}
}
