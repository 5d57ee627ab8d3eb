import type { LibraryDatabase } from '../library/database';
import { keepMarker, removeMarker } from '../library/markers';
import {
	JUST_PASSED,
	markerAfter,
	markerBefore,
	newMarker,
	type Marker,
	type MarkerId
} from '../music/marker';
import type { Song } from '../music/song';
import { frames } from '../units/units';
import type { Instrument } from './instrument';
import { Kept } from './kept.svelte';
import type { Undo } from './undo.svelte';

/** The markers of the song on the stand. */
export class Markers {
	readonly kept: Kept<Marker>;
	readonly #instrument: Instrument;
	readonly #undo: Undo;
	#song: Song | null = null;

	constructor(database: LibraryDatabase, instrument: Instrument, undo: Undo) {
		this.#instrument = instrument;
		this.#undo = undo;
		this.kept = new Kept<Marker>(
			{
				keep: (marker) => keepMarker(database, marker),
				remove: ({ song, id }) => removeMarker(database, song, id),
				order: (one, other) => one.at - other.at
			},
			(reason) => instrument.refused(reason)
		);
	}

	turnTo(song: Song, markers: readonly Marker[]): void {
		this.#song = song;
		this.kept.all = markers;
	}

	/** Where the song is heard. */
	add(): void {
		if (this.#song === null) return;
		const id = crypto.randomUUID() as MarkerId;
		const position = this.#instrument.position();
		void this.kept.keep(newMarker(this.#song.id, position, this.kept.all, Date.now(), id));
	}

	rename(id: MarkerId, name: string): void {
		const marker = this.kept.find(id);
		if (marker !== null) void this.kept.keep({ ...marker, name, changedAt: Date.now() });
	}

	remove(id: MarkerId): void {
		const marker = this.kept.find(id);
		if (marker === null) return;
		void this.kept.remove(marker);
		this.#undo.offer(marker.name, () => void this.kept.keep(marker));
	}

	goTo(id: MarkerId): void {
		const marker = this.kept.find(id);
		if (marker !== null) this.#instrument.seek(marker.at);
	}

	/** To the marker before, or to the song's start. */
	goBack(): void {
		const margin = this.#instrument.playing() ? JUST_PASSED : frames(0);
		const before = markerBefore(this.kept.all, this.#instrument.position(), margin);
		this.#instrument.seek(before?.at ?? frames(0));
	}

	goOn(): void {
		const next = markerAfter(this.kept.all, this.#instrument.position());
		if (next !== null) this.#instrument.seek(next.at);
	}
}
