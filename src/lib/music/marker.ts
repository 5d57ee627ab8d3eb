import { seconds, toFrames, type Frames } from '../units/units';
import { nextName } from './next-name';
import type { SongId } from './song';

declare const markerId: unique symbol;
/** A UUID. */
export type MarkerId = string & { readonly [markerId]: true };

/** A named place in a song. */
export interface Marker {
	readonly song: SongId;
	readonly id: MarkerId;
	readonly name: string;
	readonly at: Frames;
	/** Milliseconds since 1970. */
	readonly changedAt: number;
}

/**
 * A marker as it is set, named after its number among the song's `others`.
 *
 * @param now Milliseconds since 1970.
 */
export const newMarker = (
	song: SongId,
	at: Frames,
	others: readonly Marker[],
	now: number,
	id: MarkerId
): Marker => ({
	song,
	id,
	name: nextName(
		'Marker',
		others.map(({ name }) => name)
	),
	at,
	changedAt: now
});

/** Half a second: while it plays, a marker that has just gone by is not the one a player wants to go back to. */
export const JUST_PASSED = toFrames(seconds(0.5));

/**
 * The last marker that lies more than `margin` frames before `position`; null: none.
 *
 * @param markers In the order of their places.
 */
export const markerBefore = (markers: readonly Marker[], position: Frames, margin: Frames): Marker | null =>
	markers.findLast(({ at }) => at < position - margin) ?? null;

/** The first marker behind `position`; null: none. `markers` likewise. */
export const markerAfter = (markers: readonly Marker[], position: Frames): Marker | null =>
	markers.find(({ at }) => at > position) ?? null;
