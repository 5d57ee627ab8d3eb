import type { LibraryDatabase } from '../library/database';
import { keepSetting, readSettings } from '../library/settings';
import type { MinusMe, PlayerSettings } from '../music/player-settings';
import { Bindings } from './bindings.svelte';
import { keyed, type FailureKey } from './failures';
import { Midi } from './midi.svelte';

/** What the player has set for all songs. */
export class Player {
	/** Null: not chosen yet. */
	#minusMe = $state.raw<MinusMe | null>(null);
	readonly bindings: Bindings;
	readonly midi: Midi;
	readonly #keep: <Name extends keyof PlayerSettings>(name: Name, value: PlayerSettings[Name]) => void;

	/** @param refused told where a setting could not be stored: it holds until the page is left */
	static async open(database: LibraryDatabase, refused: (reason: FailureKey) => void): Promise<Player> {
		return new Player(database, await readSettings(database), refused);
	}

	private constructor(
		database: LibraryDatabase,
		{
			minusMe = null,
			keys = {},
			midi = {}
		}: { -readonly [Name in keyof PlayerSettings]?: PlayerSettings[Name] | null },
		refused: (reason: FailureKey) => void
	) {
		this.#keep = (name, value) =>
			void keepSetting(database, name, value, Date.now()).then((kept) => {
				if (!kept.ok) refused(keyed('library', kept).reason);
			});
		this.#minusMe = minusMe;
		this.bindings = new Bindings(keys ?? {}, (changed) => this.#keep('keys', changed));
		this.midi = new Midi(midi ?? {}, (changed) => this.#keep('midi', changed));
		void this.midi.resume();
	}

	get minusMe(): MinusMe | null {
		return this.#minusMe;
	}

	set minusMe(me: MinusMe | null) {
		this.#minusMe = me;
		if (me !== null) this.#keep('minusMe', me);
	}

	dispose(): void {
		this.midi.dispose();
	}
}
