import { keyCaps, type Chord } from '../music/chord';
import { commandOf, type CommandId } from '../music/commands';

/** Which keys mean a command at present: a player can change them. */
export type ChordsOf = (command: CommandId) => readonly Chord[];

export const usualChords: ChordsOf = (command) => commandOf(command).keys;

/** What a button that does a command says of it: to the eye, and of its keys to a screen reader. */
export interface Hint {
	readonly title: string;
	readonly 'aria-keyshortcuts': string | undefined;
}

/** `Loop start here ([)`; only the words where no key means it. */
export function hintOf(command: CommandId, chordsOf: ChordsOf, label = commandOf(command).label): Hint {
	const chords = chordsOf(command);
	const caps = chords.map((chord) => keyCaps(chord).join(' + '));
	return {
		title: caps.length === 0 ? label : `${label} (${caps.join(', ')})`,
		'aria-keyshortcuts': chords.length === 0 ? undefined : chords.map(shortcut).join(' ')
	};
}

/** As `aria-keyshortcuts` has it: "+" joins keys there and has a name of its own. */
const shortcut = (chord: Chord): string => (chord === '+' ? 'Plus' : chord);
