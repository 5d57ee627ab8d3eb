import { describe, expect, it } from 'vitest';
import {
	JUST_PASSED,
	markerAfter,
	markerBefore,
	newMarker,
	type Marker,
	type MarkerId
} from '../../../src/lib/music/marker';
import type { SongId } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';

const song = 'a'.repeat(64) as SongId;
const markersAt = (...places: number[]): Marker[] => {
	const markers: Marker[] = [];
	for (const at of places) markers.push(newMarker(song, frames(at), markers, 5, `${at}` as MarkerId));
	return markers;
};

describe('a new marker', () => {
	it('has the first free number', () => {
		const [one, two, three] = markersAt(100, 200, 300);
		expect(one).toEqual({ song, id: '100', name: 'Marker 1', at: 100, changedAt: 5 });
		expect([two!.name, three!.name]).toEqual(['Marker 2', 'Marker 3']);
		expect(newMarker(song, frames(0), [one!, three!], 5, 'x' as MarkerId).name).toBe('Marker 2');
	});
});

describe('from a place in the song', () => {
	const markers = markersAt(0, 44_100, 100_000);
	const before = (position: number, margin = 0) =>
		markerBefore(markers, frames(position), frames(margin))?.at ?? null;
	const after = (position: number) => markerAfter(markers, frames(position))?.at ?? null;

	it('the marker before is the last one before it', () => {
		expect([0, 1, 44_100, 44_101, 100_000, 999_999].map((at) => before(at))).toEqual([
			null,
			0,
			0,
			44_100,
			44_100,
			100_000
		]);
	});

	it('and not one that it has just passed', () => {
		expect(JUST_PASSED).toBe(22_050);
		expect(before(44_100 + 22_050, JUST_PASSED)).toBe(0);
		expect(before(44_100 + 22_051, JUST_PASSED)).toBe(44_100);
		expect(before(22_050, JUST_PASSED)).toBeNull();
	});

	it('the marker after is the first one behind it', () => {
		expect([0, 44_099, 44_100, 99_999, 100_000].map(after)).toEqual([44_100, 44_100, 100_000, 100_000, null]);
	});

	it('there is none without markers', () => {
		expect(markerBefore([], frames(5), frames(0))).toBeNull();
		expect(markerAfter([], frames(5))).toBeNull();
	});
});
