import type { LibraryDatabase } from '../library/database';
import { keepLoop, removeLoop } from '../library/loops';
import { isInside, loopBetween, nudge, type Loop, type LoopSide } from '../music/loop';
import type { RoomMemory } from '../music/room-memory';
import { newLoop, type LoopId, type SavedLoop } from '../music/saved-loop';
import type { Song } from '../music/song';
import { frames, type Frames } from '../units/units';
import type { Instrument } from './instrument';
import { Kept } from './kept.svelte';
import type { Undo } from './undo.svelte';

/** The loop of the song on the stand, and those that are kept. */
export class Looping {
	loop = $state.raw<Loop | null>(null);
	/** One end of a loop that is still to be made. */
	from = $state.raw<Frames | null>(null);
	/** Whether the loop is in force. */
	on = $state(false);
	/** The kept loop that `loop` is. */
	id = $state.raw<LoopId | null>(null);
	readonly kept: Kept<SavedLoop>;
	readonly #instrument: Instrument;
	readonly #undo: Undo;
	readonly #left: () => void;
	#song: Song | null = null;

	/** @param left told when the player goes out of the loop, or into another one */
	constructor(database: LibraryDatabase, instrument: Instrument, undo: Undo, left: () => void) {
		this.#instrument = instrument;
		this.#undo = undo;
		this.#left = left;
		this.kept = new Kept<SavedLoop>(
			{
				keep: (loop) => keepLoop(database, loop),
				remove: ({ song, id }) => removeLoop(database, song, id),
				order: (one, other) => one.start - other.start || one.end - other.end
			},
			(reason) => instrument.refused(reason)
		);
	}

	turnTo(song: Song, { loop, loopId, loopOn }: RoomMemory, loops: readonly SavedLoop[]): void {
		this.#song = song;
		this.kept.all = loops;
		this.loop = loop;
		this.from = null;
		this.on = loopOn;
		this.id = this.kept.find(loopId)?.id ?? null;
	}

	/** `[` or `]`: one end of the loop is here. The first end waits for the other one. */
	setSide(side: LoopSide): void {
		const position = this.#instrument.position();
		const other = this.loop === null ? this.from : side === 'start' ? this.loop.end : this.loop.start;
		if (other === null) this.from = position;
		else this.set(loopBetween(position, other, this.#length));
	}

	/** In force at once. A kept loop changes with it. */
	set(loop: Loop): void {
		this.loop = loop;
		this.from = null;
		const kept = this.kept.find(this.id);
		if (kept !== null) void this.kept.keep({ ...kept, ...loop, changedAt: Date.now() });
		this.turnOn();
	}

	nudge(side: LoopSide, by: Frames): void {
		if (this.loop !== null) this.set(nudge(this.loop, side, by, this.#length));
	}

	/** Takes the player along who has just gone past its end. */
	turnOn(): void {
		const { loop } = this;
		if (loop === null) return;
		this.on = true;
		this.#instrument.changed();
		const position = this.#instrument.position();
		if (position >= loop.start && !isInside(loop, position)) this.restart();
	}

	toggle(): void {
		if (this.on) this.#turnOff();
		else this.turnOn();
	}

	clear(): void {
		this.loop = this.from = this.id = null;
		this.#turnOff();
	}

	/** Again from the loop's start, or from the song's. */
	restart(): void {
		this.#instrument.seek(this.on && this.loop !== null ? this.loop.start : frames(0));
	}

	/** Keeps the loop under a name, if there is one that is not kept yet. */
	keep(): void {
		if (this.#song === null || this.loop === null || this.id !== null) return;
		const id = (this.id = crypto.randomUUID() as LoopId);
		void this.kept.keep(newLoop(this.#song.id, this.loop, this.kept.all, Date.now(), id));
		this.#instrument.changed();
	}

	change(id: LoopId | null, change: Partial<Pick<SavedLoop, 'name' | 'colour' | 'trainer'>>): void {
		const loop = this.kept.find(id);
		if (loop !== null) void this.kept.keep({ ...loop, ...change, changedAt: Date.now() });
	}

	/** Goes into a kept loop. */
	open({ id, start, end }: SavedLoop): void {
		this.#left();
		this.loop = { start, end };
		this.from = null;
		this.id = id;
		this.turnOn();
		this.restart();
	}

	/** It is kept no more, but stays set. */
	remove(loop: SavedLoop): void {
		const wasOpen = this.id === loop.id;
		if (wasOpen) this.id = null;
		void this.kept.remove(loop);
		this.#instrument.changed();
		this.#undo.offer(loop.name, () => {
			void this.kept.keep(loop);
			if (wasOpen && this.loop?.start === loop.start && this.loop.end === loop.end) this.id = loop.id;
		});
	}

	get #length(): Frames {
		return this.#song?.layout.frames ?? frames(0);
	}

	#turnOff(): void {
		this.on = false;
		this.#left();
		this.#instrument.changed();
	}
}
