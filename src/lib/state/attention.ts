import type { Loop } from '../music/loop';
import type { SongId } from '../music/song';
import type { Attention } from '../separation/schedule';
import { frames, SAMPLE_RATE, type Frames } from '../units/units';

const FROM_THE_START: Attention = { playhead: frames(0), loop: null, urgent: null };

/** Where the player is, and in which song: what is separated next goes by it. */
export class PlayerAttention {
	readonly #tell: (song: SongId, attention: Attention) => void;
	#song: SongId | null = null;
	#attention = FROM_THE_START;
	/** In another tab, as it was told last. */
	#elsewhere: { readonly song: SongId; readonly attention: Attention } | null = null;

	/** @param tell for other tabs: one of them may be the one that separates. About once a second while playing */
	constructor(tell: (song: SongId, attention: Attention) => void) {
		this.#tell = tell;
	}

	/** Another song is on the stand; null: none is. */
	turnTo(song: SongId | null): void {
		this.#song = song;
		this.#turn(FROM_THE_START);
	}

	moveTo(playhead: Frames): void {
		const before = this.#attention.playhead;
		this.#attention = { ...this.#attention, playhead };
		if (Math.floor(playhead / SAMPLE_RATE) !== Math.floor(before / SAMPLE_RATE)) this.#turn(this.#attention);
	}

	/** The loop in force: it comes first. Null: none is. */
	goRound(loop: Loop | null): void {
		this.#turn({ ...this.#attention, loop });
	}

	/** The player wants a stem apart here, where there are none yet: this part comes first. */
	want(urgent: Frames): void {
		this.#turn({ ...this.#attention, urgent });
	}

	/** Where the player is in another tab. */
	hear(song: SongId, attention: Attention): void {
		this.#elsewhere = { song, attention };
	}

	/** What is to be known of a song that is separated: one that is on no stand goes from its start. */
	on(song: SongId): Attention {
		if (song === this.#song) return this.#attention;
		return song === this.#elsewhere?.song ? this.#elsewhere.attention : FROM_THE_START;
	}

	#turn(attention: Attention): void {
		this.#attention = attention;
		if (this.#song !== null) this.#tell(this.#song, attention);
	}
}
