import type { FailureWords } from '../separation/job';

/** What file managers and browsers call the files that RiffRoom reads; what one really is tells its content. */
const EXTENSIONS = ['mp3', 'm4a', 'aac', 'flac', 'ogg', 'oga', 'opus', 'wav', 'mp4', 'm4v', 'webm', 'mov'];
const TYPES = ['video/mp4', 'video/webm', 'video/quicktime', 'application/ogg'];

/** Media types that begin with `audio/` and hold no sound: lists of addresses, and notes. */
const NO_SOUND = /^audio\/(x-)?(mpegurl|scpls|midi?)$/;

/** For the `accept` of a file picker. */
export const ACCEPTED = ['audio/*', ...TYPES, ...EXTENSIONS.map((extension) => `.${extension}`)].join(',');

/**
 * Whether a file may hold a song, by what it says of itself: for sifting what nobody chose one by one. A file that
 * was chosen is looked into instead, and refused with words.
 */
export function mayBeSong({ name, type }: Pick<File, 'name' | 'type'>): boolean {
	const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
	if (EXTENSIONS.includes(extension)) return true;
	return TYPES.includes(type) || (type.startsWith('audio/') && !NO_SOUND.test(type));
}

/** Files that came in by any door: a drop, a paste, the share target, or "open with". */
export interface Incoming {
	readonly files: readonly File[];
	/** Those that lay in folders. */
	readonly inFolders?: ReadonlySet<File>;
	/** Names of the folders. */
	readonly folders?: readonly string[];
	/** There were more than was looked at. */
	readonly isCut?: boolean;
}

/** What goes on to the import, in order, and what there is to say about the rest; null where there is nothing. */
export interface Admitted {
	readonly files: readonly File[];
	readonly refusal: FailureWords | null;
}

/** Sifts what came in. Each file is listed once. Files in folders that cannot be songs are passed over: covers, lyrics, lists. */
export function admit({ files, inFolders, folders = [], isCut = false }: Incoming): Admitted {
	const songs = [...new Set(files)].filter((file) => inFolders?.has(file) !== true || mayBeSong(file));
	if (songs.length === 0 && folders.length > 0) return { files: songs, refusal: noSongs(folders) };
	return { files: songs, refusal: isCut ? tooMuch(folders) : null };
}

const quoted = (folders: readonly string[]): string =>
	folders.length === 1 ? `“${folders[0]!}”` : `these ${folders.length} folders`;

const noSongs = (folders: readonly string[]): FailureWords => ({
	happened: `There is no song in ${quoted(folders)}.`,
	safe: 'Nothing was changed.',
	remedy: 'RiffRoom reads mp3, m4a, flac, ogg, opus, wav, and the sound of mp4 and webm.'
});

const tooMuch = (folders: readonly string[]): FailureWords => ({
	happened: `There is more in ${quoted(folders)} than RiffRoom looks through at once.`,
	safe: 'The first songs of it are in the queue.',
	remedy: 'Drop the others again when these are done, a smaller folder at a time.'
});
