import { keyCaps, type Chord } from './chord';
import { COMMANDS, commandOf, isCommand, type CommandId, type KeyMap } from './commands';
import type { PlayerSettings } from './player-settings';

/** The chords of the commands whose keys the player has changed. */
export type KeyChanges = PlayerSettings['keys'];

/** What nobody can take away: without it there would be no way back from a dialog. */
export const isFixed = (chord: Chord): boolean => chord === 'Escape';

/** What each chord means. Where a default key is also one that the player has given away, the player's word counts. */
export function keyMapOf(changes: KeyChanges): KeyMap {
	const own = COMMANDS.flatMap(({ id }) => (changes[id] ?? []).map((chord) => [chord, id] as const));
	const rest = COMMANDS.filter(({ id }) => changes[id] === undefined);
	const defaults = rest.flatMap(({ id, keys }) => keys.map((chord) => [chord, id] as const));
	return new Map([...defaults, ...own, ['Escape', 'close']]);
}

export const chordsFor = (keys: KeyMap, command: CommandId): Chord[] =>
	[...keys].filter(([, id]) => id === command).map(([chord]) => chord);

/** Why a command cannot have a chord, in words for the player; null where it can. */
export function refusal(command: CommandId, chord: Chord): string | null {
	const name = chord.replace(/^Shift\+/, '');
	const cap = keyCaps(name).join(' + ');
	if (name === 'Tab') return 'Tab goes from one control to the next, so it cannot be changed.';
	if (name === 'Escape' && command !== 'close') return 'Esc always goes one step back.';
	if (/^(F[1-9]|F1[0-2]|ContextMenu|PrintScreen|(Media|Audio|Browser|Launch).+)$/.test(name))
		return `${cap} belongs to the browser or to the system. Take another key.`;
	return null;
}

/** The changes after one more chord is given to a command; whoever had it loses it. */
export function withChord(changes: KeyChanges, command: CommandId, chord: Chord): KeyChanges {
	const keys = keyMapOf(changes);
	const from = keys.get(chord);
	if (from === command) return changes;
	const given = { ...changes, [command]: [...chordsFor(keys, command), chord] };
	return from === undefined
		? onlyChanged(given)
		: onlyChanged({ ...given, [from]: chordsFor(keys, from).filter((one) => one !== chord) });
}

/** The changes after a chord is taken from a command. */
export function withoutChord(changes: KeyChanges, command: CommandId, chord: Chord): KeyChanges {
	if (isFixed(chord)) return changes;
	const left = chordsFor(keyMapOf(changes), command).filter((one) => one !== chord);
	return onlyChanged({ ...changes, [command]: left });
}

/**
 * What is as the program has it is not kept, so that a later default reaches the player. What a command of another
 * version of the program has is.
 */
function onlyChanged(changes: KeyChanges): KeyChanges {
	const isDefault = (id: CommandId, chords: readonly Chord[]) =>
		isCommand(id) && [...chords].sort().join(' ') === [...commandOf(id).keys].sort().join(' ');
	const entries = Object.entries(changes) as [CommandId, readonly Chord[]][];
	return Object.fromEntries(entries.filter(([id, chords]) => !isDefault(id, chords)));
}
