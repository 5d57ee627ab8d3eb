import { FORMATS, mostBytes, type ExportFormat } from '../audio/export/format';
import { contentFrames, type ExportContent, type ExportFile, type ExportJob } from '../audio/export/job';
import { exportName, zipName, type Exported } from '../audio/export/name';
import type { Loop } from '../music/loop';
import type { Mix } from '../music/mix';
import type { Song } from '../music/song';
import { STEMS, type StemName } from '../music/stems';
import { toCents, type Pitch, type Speed } from '../music/tuning';
import type { FileToSave } from './save-file';

/** What the player wants as a file: what he hears, all stems, or one. */
export type ExportChoice = 'mix' | 'stems' | StemName;

/** What is heard: the song, and how it is practised. */
export interface HeardSong {
	readonly song: Pick<Song, 'title' | 'artist' | 'album' | 'layout'>;
	/** As it sounds. */
	readonly mix: Mix;
	readonly speed: Speed;
	readonly pitch: Pitch;
	/** The loop in force; null: none. Its name is '' where it is not kept. */
	readonly loop: (Loop & { readonly name: string }) | null;
}

/** The job that makes this of a song. */
export function exportJob(heard: HeardSong, choice: ExportChoice, format: ExportFormat): ExportJob {
	const { layout } = heard.song;
	if (choice === 'mix') return { layout, format, files: [mixFile(heard, format)] };
	if (choice !== 'stems') return { layout, format, files: [stemFile(heard, choice, format)] };
	const [first, ...others] = STEMS;
	return {
		layout,
		format,
		files: [stemFile(heard, first, format), ...others.map((stem) => stemFile(heard, stem, format))]
	};
}

/** The one file that comes of a job. */
export function fileOf({ song }: HeardSong, { format, files }: ExportJob): FileToSave {
	if (files.length > 1) return { name: zipName(song), type: 'application/zip', what: 'Stems' };
	return { name: files[0].name, type: FORMATS[format].type, what: 'Sound' };
}

/** What that file takes: exact for WAV but for some headers, at most for FLAC, near for MP3. In bytes. */
export const jobBytes = ({ layout, format, files }: ExportJob): number =>
	files.reduce((sum, { content }) => sum + mostBytes(format, contentFrames(layout, content)), 0);

function mixFile(heard: HeardSong, format: ExportFormat): ExportFile {
	const { song, mix, speed, pitch, loop } = heard;
	const name = loop?.name ?? null;
	const sound = {
		rate: speed / 100,
		transposed: toCents(pitch),
		loop: loop && { start: loop.start, end: loop.end }
	};
	return file(
		heard,
		{ type: 'mix', mix, sound },
		{ what: 'mix', speed, pitch, loop: name },
		format,
		song.title
	);
}

const stemFile = (heard: HeardSong, stem: StemName, format: ExportFormat): ExportFile =>
	file(heard, { type: 'stem', stem }, { what: stem }, format, `${heard.song.title} (${stem})`);

const file = (
	{ song }: HeardSong,
	content: ExportContent,
	exported: Exported,
	format: ExportFormat,
	title: string
): ExportFile => ({
	name: exportName(song, exported, format),
	content,
	tags: { title, artist: song.artist, album: song.album }
});
