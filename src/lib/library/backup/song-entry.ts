import { blockCount, type BlockLayout } from '../../music/block';
import type { Song } from '../../music/song';
import { newSong } from '../songs';
import { bytesOfBlock } from './block-bytes';
import { blockName, COVER, partCount, PART_BYTES, sourceName } from './format';
import { instant, isSongId } from './records';
import { flag, listOf, number, objectOf, orNull, text, where, wholeNumber } from './shape';

/** A song's row as a backup has it: without what follows from its parts. */
export interface SongEntry extends Omit<Song, 'cover' | 'finished' | 'state' | 'bytes'> {
	readonly cover: { readonly type: string; readonly bytes: number } | null;
	readonly source: {
		readonly name: string;
		readonly type: string;
		/** Milliseconds since 1970. */
		readonly lastModified: number;
		readonly bytes: number;
	};
	/** Which blocks there are, ascending. */
	readonly blocks: readonly number[];
}

/** More than four days of sound: a row takes a byte for each. */
const MOST_BLOCKS = 2 ** 16;
const isLayout = where(
	objectOf<BlockLayout>({ frames: wholeNumber(1), stride: wholeNumber(1) }),
	(layout) => blockCount(layout) <= MOST_BLOCKS
);

export const isSongEntry = where(
	objectOf<SongEntry>({
		id: isSongId,
		title: text(),
		artist: orNull(text()),
		album: orNull(text()),
		fileName: text(),
		layout: isLayout,
		segmentFrames: wholeNumber(1),
		model: objectOf<Song['model']>({ name: text(), version: text() }),
		level: orNull(objectOf<NonNullable<Song['level']>>({ mean: number(), std: number(0) })),
		stopped: flag,
		pinned: flag,
		addedAt: instant,
		practisedAt: orNull(instant),
		cover: orNull(objectOf({ type: text(), bytes: wholeNumber() })),
		source: objectOf<SongEntry['source']>({
			name: text(),
			type: text(),
			lastModified: wholeNumber(-Number.MAX_SAFE_INTEGER),
			bytes: wholeNumber()
		}),
		blocks: listOf(wholeNumber())
	}),
	({ layout, blocks, level }) =>
		blocks.every((index, i) => index < blockCount(layout) && (i === 0 || index > blocks[i - 1]!)) &&
		// That of a partial song is made again with its originals, which no backup has.
		(level === null || isComplete({ layout, blocks }))
);

const isComplete = ({ layout, blocks }: Pick<SongEntry, 'layout' | 'blocks'>): boolean =>
	blocks.length === blockCount(layout);

/** How a song is now. */
export function entryOf(song: Song, source: SongEntry['source']): SongEntry {
	const { id, title, artist, album, fileName, layout, segmentFrames, model, cover } = song;
	const { stopped, pinned, addedAt, practisedAt, finished, level } = song;
	const facts = { id, title, artist, album, fileName, layout, segmentFrames, model, addedAt };
	const blocks = Array.from(finished.keys()).filter((index) => finished[index] !== 0);
	return {
		...facts,
		stopped,
		pinned,
		practisedAt,
		source,
		blocks,
		cover: cover && { type: cover.type, bytes: cover.size },
		level: isComplete({ layout, blocks }) ? level : null
	};
}

/** The row of a song that has nothing but its file. */
export function rowOf(entry: SongEntry, cover: Blob | null): Song {
	const { id, title, artist, album, fileName, layout, segmentFrames, model, addedAt } = entry;
	const { stopped, pinned, practisedAt, source } = entry;
	const facts = { id, title, artist, album, cover, fileName, layout, segmentFrames, model, addedAt };
	return { ...newSong(facts), stopped, pinned, practisedAt, bytes: source.bytes };
}

export interface SongPart {
	readonly of: 'cover' | 'source' | 'block';
	/** Which block it is, or which part of the source. */
	readonly index: number;
	/** Within the song. */
	readonly name: string;
	readonly bytes: number;
}

/** Every part that a song has beside `song.json`, in the order of the file. */
export const partsOf = ({ cover, source, layout, blocks }: SongEntry): readonly SongPart[] => [
	...(cover === null ? [] : [{ of: 'cover', index: 0, name: COVER, bytes: cover.bytes } as const]),
	...Array.from({ length: partCount(source.bytes) }, (_, index): SongPart => {
		const bytes = Math.min(PART_BYTES, source.bytes - index * PART_BYTES);
		return { of: 'source', index, name: sourceName(index), bytes };
	}),
	...blocks.map((index): SongPart => {
		return { of: 'block', index, name: blockName(index), bytes: bytesOfBlock(layout, index) };
	})
];
