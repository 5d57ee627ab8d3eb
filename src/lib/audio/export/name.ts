import type { Song } from '../../music/song';
import type { StemName } from '../../music/stems';
import { OWN_SPEED, toCents, type Pitch, type Speed } from '../../music/tuning';
import { FORMATS, type ExportFormat } from './format';

/** What a file holds: a stem, all four, or the mix as it is played. */
export type Exported =
	| { readonly what: StemName | 'stems' }
	| {
			readonly what: 'mix';
			readonly speed: Speed;
			readonly pitch: Pitch;
			/** What the loop is called; '' where it has no name, null where the whole song is exported. */
			readonly loop: string | null;
	  };

/** Together with what comes behind it well below the 255 bytes a file's name may have. */
const MOST_BYTES = 180;
/** Not allowed in a file's name on Windows or macOS. */
// eslint-disable-next-line no-control-regex -- Those are among them.
const FORBIDDEN = /[<>:"/\\|?*\u0000-\u001f\u007f]+/g;
/** Names that Windows keeps for devices, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.)/i;

/** `Artist - Title (mix 70 %, +2).flac`. */
export const exportName = (
	song: Pick<Song, 'title' | 'artist'>,
	exported: Exported,
	format: ExportFormat
): string => `${baseName(song, exported)}.${FORMATS[format].extension}`;

/** `Artist - Title (stems).zip`. */
export const zipName = (song: Pick<Song, 'title' | 'artist'>): string =>
	`${baseName(song, { what: 'stems' })}.zip`;

function baseName({ title, artist }: Pick<Song, 'title' | 'artist'>, exported: Exported): string {
	const name = artist === null || artist.trim() === '' ? title : `${artist} - ${title}`;
	return `${allowed(name, MOST_BYTES) || 'Song'} (${allowed(detail(exported), MOST_BYTES / 3)})`;
}

function detail(exported: Exported): string {
	if (exported.what !== 'mix') return exported.what;
	const { speed, pitch, loop } = exported;
	const what = loop === null ? 'mix' : `mix of ${loop.trim() || 'the loop'}`;
	const at = speed === OWN_SPEED ? what : `${what} ${speed} %`;
	const moved = pitchWord(pitch);
	return moved === '' ? at : `${at}, ${moved}`;
}

/** `+2`, `-1`, `+20 cents`, `+2 -30 cents`; nothing where the pitch is the song's own. */
function pitchWord(pitch: Pitch): string {
	if (toCents(pitch) === 0) return '';
	const { semitones, fine } = pitch;
	const whole = semitones === 0 ? '' : signed(semitones);
	return fine === 0 ? whole : `${whole} ${signed(fine)} cents`.trim();
}

const signed = (value: number): string => (value > 0 ? `+${value}` : `${value}`);

/** As much of a name as every system takes, with `_` for what it does not; '' where nothing is left. */
function allowed(name: string, mostBytes: number): string {
	const plain = name.normalize('NFC').replace(FORBIDDEN, '_').replace(/\s+/g, ' ').trim();
	// What begins with a dot is hidden on macOS.
	const visible = cutTo(mostBytes, plain)
		.replace(/^[. ]+/, '')
		.trimEnd();
	return visible.replace(DEVICE, '_$1');
}

/** As many whole characters as fit. */
function cutTo(mostBytes: number, text: string): string {
	const encoder = new TextEncoder();
	let bytes = 0;
	let cut = '';
	for (const { segment } of new Intl.Segmenter().segment(text)) {
		bytes += encoder.encode(segment).length;
		if (bytes > mostBytes) return cut;
		cut += segment;
	}
	return cut;
}
