import type { Decibels } from '../units/units';
import type { CommandId } from './commands';
import type { StemName } from './stems';

/** "Minus me": the instrument the player plays, silenced or turned down in every song. */
export interface MinusMe {
	readonly stem: StemName;
	/** By how much it is quieter: 12 takes 12 dB away. Null: silent. */
	readonly quieter: Decibels | null;
	readonly on: boolean;
}

/** A MIDI message that stands for a command: `144:60` is a note on of any channel, note 60. */
export type MidiKey = string;

/** What a player has set for all songs. Each is kept under its own name; what is absent is as the program has it. */
export interface PlayerSettings {
	readonly minusMe: MinusMe;
	/** The chords of commands whose keys the player has changed. */
	readonly keys: Readonly<Partial<Record<CommandId, readonly string[]>>>;
	readonly midi: Readonly<Record<MidiKey, CommandId>>;
	/** Minutes after midnight at which a practice day ends: 240 is 04:00. */
	readonly dayEndsAt: number;
	/** When the last backup was finished, and when its reminder was last put off; milliseconds since 1970. */
	readonly backedUpAt: number;
	readonly reminderPutOffAt: number;
}

/** A setting as it is kept: of two versions the later one counts. `changedAt`: milliseconds since 1970. */
export interface KeptSetting {
	readonly value: PlayerSettings[keyof PlayerSettings];
	readonly changedAt: number;
}
