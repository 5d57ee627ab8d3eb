import type { SongId } from '../music/song';
import type { Attention } from '../separation/schedule';
import { frames, type Frames } from '../units/units';

const FROM_THE_START: Attention = { playhead: frames(0), loop: null, urgent: null };

/** Where the player is, and in which song: what is separated next goes by it. */
export class PlayerAttention {
	#song: SongId | null = null;
	#attention = FROM_THE_START;

	/** Another song is on the stand; null: none is. */
	turnTo(song: SongId | null): void {
		this.#song = song;
		this.#attention = FROM_THE_START;
	}

	moveTo(playhead: Frames): void {
		this.#attention = { ...this.#attention, playhead };
	}

	/** The player wants a stem apart here, where there are none yet: this part comes first. */
	want(urgent: Frames): void {
		this.#attention = { ...this.#attention, urgent };
	}

	/** What is to be known of a song that is separated: one that is not on the stand goes from its start. */
	on(song: SongId): Attention {
		return song === this.#song ? this.#attention : FROM_THE_START;
	}
}
