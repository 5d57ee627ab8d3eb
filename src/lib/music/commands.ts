import { STEMS, type StemName } from './stems';

/**
 * Every command of the room, once: its name, its words and its keys. Buttons take their hints, the keyboard
 * its meaning and the help screen its lines from this table.
 *
 * A key is written as a **chord**: what a key means, whatever the keyboard's layout. Digits stand for the
 * digit keys (`1`, `Shift+1`), other characters for what they type (`?`), named keys for themselves
 * (`ArrowLeft`, `Shift+ArrowLeft`, `Space`).
 */
export type Chord = string;

export type CommandId =
	| 'play-pause'
	| 'back-5'
	| 'on-5'
	| 'back-10'
	| 'on-10'
	| `solo-${StemName}`
	| `mute-${StemName}`
	| 'no-solo'
	| 'louder'
	| 'quieter'
	| 'help'
	| 'close';

export const COMMAND_GROUPS = ['Playing', 'Solo', 'Mute', 'Loudness', 'Help'] as const;
export type CommandGroup = (typeof COMMAND_GROUPS)[number];

export interface Command {
	readonly id: CommandId;
	readonly label: string;
	readonly group: CommandGroup;
	/** The chords that mean it unless the player has chosen others. */
	readonly keys: readonly Chord[];
	/** Whether holding the key down goes on doing it; a switch must not flutter. */
	readonly repeats: boolean;
}

const once = (id: CommandId, label: string, group: CommandGroup, ...keys: Chord[]): Command => ({
	id,
	label,
	group,
	keys,
	repeats: false
});
const repeated = (...parts: Parameters<typeof once>): Command => ({ ...once(...parts), repeats: true });

/** In the order the help screen shows them. */
export const COMMANDS: readonly Command[] = [
	once('play-pause', 'Play or pause', 'Playing', 'Space'),
	repeated('back-5', '5 seconds back', 'Playing', 'ArrowLeft'),
	repeated('on-5', '5 seconds on', 'Playing', 'ArrowRight'),
	repeated('back-10', '10 seconds back', 'Playing', 'Shift+ArrowLeft'),
	repeated('on-10', '10 seconds on', 'Playing', 'Shift+ArrowRight'),
	...STEMS.map((stem, index) => once(`solo-${stem}`, `Solo ${stem}`, 'Solo', `${index + 1}`)),
	once('no-solo', 'No solo', 'Solo', '0'),
	...STEMS.map((stem, index) => once(`mute-${stem}`, `Mute ${stem}`, 'Mute', `Shift+${index + 1}`)),
	repeated('louder', 'Louder', 'Loudness', 'ArrowUp'),
	repeated('quieter', 'Quieter', 'Loudness', 'ArrowDown'),
	once('help', 'Show the keys', 'Help', '?'),
	once('close', 'Close, one step back', 'Help', 'Escape')
];

/** Which chord means which command. */
export type KeyMap = ReadonlyMap<Chord, CommandId>;

export const DEFAULT_KEYS: KeyMap = new Map(
	COMMANDS.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const))
);

/** What is read of a KeyboardEvent. */
export interface KeyPress {
	readonly key: string;
	readonly code: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
}

/**
 * The chord of a key press; null where Ctrl, Meta or Alt is held, for those belong to the browser and the
 * system. Digits go by the key's place (`code`): Shift+1 types `!`, `"` or `1`, and 1 may type `&`. All
 * other characters go by what they type, so Shift is part of a chord only with digits, letters and named keys.
 */
export function chordOf({ key, code, shiftKey, ctrlKey, metaKey, altKey }: KeyPress): Chord | null {
	if (ctrlKey || metaKey || altKey) return null;
	const isCharacter = [...key].length === 1;
	// With the number lock off, Numpad4 is an arrow: then its key says so, and its code is no digit.
	const digit = isCharacter ? /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1] : undefined;
	const name = digit ?? (key === ' ' ? 'Space' : isCharacter ? key.toLowerCase() : key);
	const isSymbol =
		digit === undefined && isCharacter && key !== ' ' && key.toLowerCase() === key.toUpperCase();
	return shiftKey && !isSymbol ? `Shift+${name}` : name;
}

/** What a key press means; null where it means nothing here. */
export function commandFor(press: KeyPress, keys: KeyMap = DEFAULT_KEYS): CommandId | null {
	const chord = chordOf(press);
	return chord === null ? null : (keys.get(chord) ?? null);
}

export function commandOf(id: CommandId): Command {
	const command = COMMANDS.find((one) => one.id === id);
	if (command === undefined) throw new Error(`There is no command ${id}`);
	return command;
}

const KEY_NAMES: Readonly<Record<string, string>> = {
	ArrowLeft: '←',
	ArrowRight: '→',
	ArrowUp: '↑',
	ArrowDown: '↓',
	Escape: 'Esc'
};

/** A chord as the caps to press, in order: `Shift+ArrowLeft` is `['Shift', '←']`. */
export function keyCaps(chord: Chord): string[] {
	const [, shift, name = chord] = /^(Shift)\+(.+)$/.exec(chord) ?? [];
	const cap = KEY_NAMES[name] ?? (name.length === 1 ? name.toUpperCase() : name);
	return shift === undefined ? [cap] : [shift, cap];
}
