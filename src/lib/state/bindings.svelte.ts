import type { Chord } from '../music/chord';
import { DEFAULT_KEYS, type CommandId, type KeyMap } from '../music/commands';
import { chordsFor, keyMapOf, refusal, withChord, withoutChord, type KeyChanges } from '../music/key-map';

/** What became of a wish for a key: taken (and from whom), or refused in words. */
export type Bound =
	{ readonly ok: true; readonly from: CommandId | null } | { readonly ok: false; readonly words: string };

/** The player's keys: as the program has them, with the player's changes. */
export class Bindings {
	#changes: KeyChanges;
	#keys = $state.raw(DEFAULT_KEYS);
	readonly #keep: (changes: KeyChanges) => void;

	/** @param keep Is given all changes after each one. */
	constructor(initial: KeyChanges, keep: (changes: KeyChanges) => void) {
		this.#changes = initial;
		this.#keys = keyMapOf(initial);
		this.#keep = keep;
	}

	/** What each chord means now. */
	get keys(): KeyMap {
		return this.#keys;
	}

	chordsOf(command: CommandId): readonly Chord[] {
		return chordsFor(this.#keys, command);
	}

	/** Gives a command one more chord. Whoever had it loses it, and is named. */
	bind(command: CommandId, chord: Chord): Bound {
		const words = refusal(command, chord);
		if (words !== null) return { ok: false, words };
		const had = this.#keys.get(chord) ?? null;
		this.#change(withChord(this.#changes, command, chord));
		return { ok: true, from: had === command ? null : had };
	}

	/** Takes a chord from a command, all but Escape. */
	unbind(command: CommandId, chord: Chord): void {
		this.#change(withoutChord(this.#changes, command, chord));
	}

	/** All keys as the program has them. */
	reset(): void {
		this.#change({});
	}

	/** Takes what is kept by now, as after a restored backup. */
	reread(changes: KeyChanges): void {
		this.#changes = changes;
		this.#keys = keyMapOf(changes);
	}

	#change(changes: KeyChanges): void {
		this.#changes = changes;
		this.#keys = keyMapOf(changes);
		this.#keep(changes);
	}
}
