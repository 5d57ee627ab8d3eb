import type { LibraryDatabase } from '../library/database';
import { keepSetting, readSettings } from '../library/settings';
import type { MinusMe, PlayerSettings } from '../music/player-settings';
import { DAY_ENDS_AT } from '../practice/day';
import { Bindings } from './bindings.svelte';
import { keyed, type FailureKey } from './failures';
import { Midi } from './midi.svelte';

/** What the player has set for all songs. */
export class Player {
	/** Null: not chosen yet. */
	#minusMe = $state.raw<MinusMe | null>(null);
	#dayEndsAt = $state(DAY_ENDS_AT);
	/** Milliseconds since 1970; null: never. */
	#backedUpAt = $state.raw<number | null>(null);
	#reminderPutOffAt = $state.raw<number | null>(null);
	readonly bindings: Bindings;
	readonly midi: Midi;
	readonly #database: LibraryDatabase;
	readonly #keep: <Name extends keyof PlayerSettings>(name: Name, value: PlayerSettings[Name]) => void;

	/** @param refused told where a setting could not be stored: it holds until the page is left */
	static async open(database: LibraryDatabase, refused: (reason: FailureKey) => void): Promise<Player> {
		return new Player(database, await readSettings(database), refused);
	}

	private constructor(
		database: LibraryDatabase,
		settings: Partial<PlayerSettings>,
		refused: (reason: FailureKey) => void
	) {
		this.#database = database;
		this.#keep = (name, value) =>
			void keepSetting(database, name, value, Date.now()).then((kept) => {
				if (!kept.ok) refused(keyed('library', kept).reason);
			});
		this.bindings = new Bindings({}, (changed) => this.#keep('keys', changed));
		this.midi = new Midi({}, (changed) => this.#keep('midi', changed));
		this.#take(settings);
		void this.midi.resume();
	}

	/** Takes what is kept by now, as after a restored backup. */
	async reread(): Promise<void> {
		this.#take(await readSettings(this.#database));
		void this.midi.resume();
	}

	#take(settings: Partial<PlayerSettings>): void {
		this.#minusMe = settings.minusMe ?? null;
		this.#dayEndsAt = settings.dayEndsAt ?? DAY_ENDS_AT;
		this.#backedUpAt = settings.backedUpAt ?? null;
		this.#reminderPutOffAt = settings.reminderPutOffAt ?? null;
		this.bindings.reread(settings.keys ?? {});
		this.midi.reread(settings.midi ?? {});
	}

	get minusMe(): MinusMe | null {
		return this.#minusMe;
	}

	set minusMe(me: MinusMe | null) {
		this.#minusMe = me;
		if (me !== null) this.#keep('minusMe', me);
	}

	/** When the last backup was finished. */
	get backedUpAt(): number | null {
		return this.#backedUpAt;
	}

	set backedUpAt(at: number | null) {
		this.#backedUpAt = at;
		if (at !== null) this.#keep('backedUpAt', at);
	}

	/** When the reminder of a backup was last put off. */
	get reminderPutOffAt(): number | null {
		return this.#reminderPutOffAt;
	}

	set reminderPutOffAt(at: number | null) {
		this.#reminderPutOffAt = at;
		if (at !== null) this.#keep('reminderPutOffAt', at);
	}

	/** Minutes after midnight at which a practice day ends. Days that were practised stay the days they were. */
	get dayEndsAt(): number {
		return this.#dayEndsAt;
	}

	set dayEndsAt(minutes: number) {
		this.#dayEndsAt = minutes;
		this.#keep('dayEndsAt', minutes);
	}

	dispose(): void {
		this.midi.dispose();
	}
}
