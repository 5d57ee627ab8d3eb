import type { SongId } from '../music/song';
import { describe, failure, success, type Outcome } from '../outcome/outcome';

/**
 * The keys of a song's parts, in every store whose keys begin with the song. A list is a key behind every number and
 * every string.
 */
export const partsOf = (id: SongId): IDBKeyRange => IDBKeyRange.bound([id], [id, []]);

/**
 * One part of a song, checked. `missing`: not stored; `damaged`: stored, but not what it should be, or unreadable.
 *
 * @param name What the part is called in a report: `Block 3`.
 */
export async function readPart<Part>(
	name: string,
	get: () => Promise<Part | undefined>,
	isWhole: (part: Part) => boolean
): Promise<Outcome<Part, 'missing' | 'damaged'>> {
	try {
		const part = await get();
		if (part === undefined) return failure('missing', `${name} is not stored.`);
		if (isWhole(part)) return success(part);
		return failure('damaged', `${name} is not whole or does not fit its song.`);
	} catch (thrown) {
		if (!(thrown instanceof DOMException)) throw thrown;
		return failure('damaged', `${name} cannot be read: ${describe(thrown)}`);
	}
}
