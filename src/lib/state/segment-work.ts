import { readEnd } from '../library/blocks';
import type { LibraryDatabase } from '../library/database';
import { readSound } from '../library/originals';
import { blockAt } from '../music/block';
import type { Song } from '../music/song';
import { success } from '../outcome/outcome';
import { segmentAt } from '../separation/plan';
import type { SegmentWork } from '../separation/protocol';
import { keyed } from './failures';
import type { KeptOriginal } from './keep-original';
import type { Result } from './workplace';

/** Gathers from the library, once it is there, what the separation of one segment needs; each buffer is the caller's. */
export async function segmentWork(
	database: LibraryDatabase,
	song: Song,
	original: KeptOriginal,
	segment: number
): Promise<Result<SegmentWork>> {
	const { id, layout, segmentFrames, finished } = song;
	const { firstFrame, lastFrame } = segmentAt(layout, segmentFrames, segment);
	const there = await original.upTo(blockAt(layout, lastFrame));
	if (!there.ok) return there;
	const sound = await readSound(database, song, firstFrame, lastFrame);
	if (!sound.ok) return keyed('original', sound);
	return success({
		layout,
		segment,
		level: original.level,
		...sound.value,
		done: { own: finished[segment] === 1, next: finished[segment + 1] === 1 },
		before: segment === 0 ? null : await readEnd(database, id, segment - 1, 'tail'),
		after: await readEnd(database, id, segment + 1, 'head')
	});
}
