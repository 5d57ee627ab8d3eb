import type { ExportFormat } from '../audio/export/format';
import type { Loop } from '../music/loop';
import type { StemName } from '../music/stems';
import { OWN_SPEED, toCents, type Pitch, type Speed } from '../music/tuning';
import type { ExportState } from '../state/exporting.svelte';
import { tenthWords } from './backup-words';
import { bytes } from './format';
import { loopTimes, percent, spokenPitch } from './practice-words';

/** Saving as a file, in a player's words. */

/** What each format is good for. */
export const FORMAT_HINTS: Readonly<Record<ExportFormat, string>> = {
	pcm16: 'Plays everywhere.',
	pcm24: 'To mix with elsewhere.',
	float32: 'Nothing is rounded, nothing is clipped.',
	flac16: 'The same sound as WAV in a smaller file.',
	flac24: 'To mix with elsewhere, in a smaller file than WAV.',
	mp3: 'Small, for any player. A little silence comes first: take another one to repeat a loop.'
};

/** `12 MB` for WAV, `Up to 12 MB` for FLAC, `About 2 MB` for MP3. */
export function sizeWords(format: ExportFormat, size: number): string {
	if (format === 'mp3') return `About ${bytes(size)}`;
	return format.startsWith('flac') ? `Up to ${bytes(size)}` : bytes(size);
}

const LIST = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What the mix holds: `As you hear it now: the loop 0:04.0 – 0:07.0, at 70 %, 2 semitones up, without bass.` */
export function heardWords(heard: {
	readonly speed: Speed;
	readonly pitch: Pitch;
	/** The one in force; null: none. */
	readonly loop: Loop | null;
	readonly silent: readonly StemName[];
}): string {
	const { speed, pitch, loop, silent } = heard;
	const parts = [
		loop === null ? 'the whole song' : `the loop ${loopTimes(loop)}`,
		...(speed === OWN_SPEED ? [] : [`at ${percent(speed)}`]),
		...(toCents(pitch) === 0 ? [] : [spokenPitch(pitch)]),
		...(silent.length === 0 ? [] : [`without ${LIST.format(silent)}`])
	];
	return `As you hear it now: ${parts.join(', ')}.`;
}

/** How far it is: `40 %`. */
export const share = (of: number): string => `${Math.floor(of * 100)} %`;

/** How saving stands or went, for a live region; a failure has words of its own. */
export function exportedWords(state: ExportState): string {
	switch (state.phase) {
		case 'running':
			return tenthWords('Saving', state.share, 1);
		case 'done':
			return `Saved: ${state.name}`;
		case 'cancelled':
			return 'Stopped. No file was saved.';
		default:
			return '';
	}
}
