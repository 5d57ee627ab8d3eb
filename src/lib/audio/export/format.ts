import { wavHeader, type WavFormat } from '../../signal/wav';
import { SAMPLE_RATE, type Frames } from '../../units/units';

/** What an exported file can be. */
export type ExportFormat = WavFormat | 'flac16' | 'flac24' | 'mp3';

interface FormatFacts {
	/** Without a dot. */
	readonly extension: string;
	readonly type: string;
	/** Whether it has room for what the song is called. */
	readonly tags: boolean;
}

const WAV: FormatFacts = { extension: 'wav', type: 'audio/wav', tags: false };
const FLAC: FormatFacts = { extension: 'flac', type: 'audio/flac', tags: true };

export const FORMATS: Readonly<Record<ExportFormat, FormatFacts>> = {
	pcm16: WAV,
	pcm24: WAV,
	float32: WAV,
	flac16: FLAC,
	flac24: FLAC,
	mp3: { extension: 'mp3', type: 'audio/mpeg', tags: true }
};

/** Bits per second of an MP3: the most it can have. */
export const MP3_BIT_RATE = 320_000;

const BYTES_PER_FRAME: Readonly<Record<ExportFormat, number>> = {
	pcm16: 4,
	pcm24: 6,
	float32: 8,
	// Never more than the samples as they are, but for some headers.
	flac16: 4,
	flac24: 6,
	mp3: MP3_BIT_RATE / 8 / SAMPLE_RATE
};

/** What a file of `length` frames takes: exact for WAV, at most for FLAC, near for MP3. In bytes. */
export const mostBytes = (format: ExportFormat, length: Frames): number =>
	Math.ceil(length * BYTES_PER_FRAME[format]) + 64;

/** Whether so long a sound fits: a WAV file ends at 4 GiB. */
export function fits(format: ExportFormat, length: Frames): boolean {
	if (FORMATS[format] !== WAV) return true;
	try {
		wavHeader(format as WavFormat, length, SAMPLE_RATE);
		return true;
	} catch {
		return false;
	}
}
