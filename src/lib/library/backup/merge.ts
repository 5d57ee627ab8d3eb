import type { Achievement } from '../../music/achievement';
import type { SavedLoop } from '../../music/saved-loop';
import type { Speed } from '../../music/tuning';

/*
 * What two versions of one row come to. Each of these is commutative, associative and idempotent, so that it does not
 * matter in which order backups are restored, nor how often.
 */

/** The later one. Of two that were changed at the same moment always the same one, whichever that is. */
export function later<Row extends { readonly changedAt: number }>(one: Row, other: Row): Row {
	if (one.changedAt !== other.changedAt) return one.changedAt > other.changedAt ? one : other;
	return canonical(one) >= canonical(other) ? one : other;
}

/** The later one, with the better of what was reached in both. */
export function mergedLoop(one: SavedLoop, other: SavedLoop): SavedLoop {
	const plain = (loop: SavedLoop): SavedLoop => ({ ...loop, passes: 0, speeds: null });
	return {
		...later(plain(one), plain(other)),
		passes: Math.max(one.passes, other.passes),
		speeds: mergedSpeeds(one.speeds, other.speeds)
	};
}

function mergedSpeeds(one: SavedLoop['speeds'], other: SavedLoop['speeds']): SavedLoop['speeds'] {
	if (one === null || other === null) return one ?? other;
	return {
		// Which of them was first nobody knows; who practises gets faster.
		first: Math.min(one.first, other.first) as Speed,
		best: Math.max(one.best, other.best) as Speed
	};
}

export const earlier = (one: Achievement, other: Achievement): Achievement =>
	other.awardedAt < one.awardedAt ? other : one;

/** Whether two rows hold the same. */
export const isSame = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other);

/** JSON with the names of each object in order. */
const canonical = (value: unknown): string =>
	JSON.stringify(value, (_, part: unknown) =>
		typeof part === 'object' && part !== null && !Array.isArray(part)
			? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
			: part
	);
