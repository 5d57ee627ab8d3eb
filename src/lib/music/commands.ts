import { chordsOf, type Chord, type KeyPress } from './chord';
import { STEMS, type StemName } from './stems';

/**
 * Every command of the room, once: its name, its words and its keys. Buttons take their hints, keyboard, pedals
 * and MIDI their meaning and the help screen its lines from this table.
 */
export type CommandId =
	| 'play-pause'
	| 'back-5'
	| 'on-5'
	| 'back-10'
	| 'on-10'
	| 'loop-start'
	| 'loop-end'
	| 'loop-toggle'
	| 'loop-clear'
	| 'loop-restart'
	| 'loop-start-earlier'
	| 'loop-start-later'
	| 'loop-end-earlier'
	| 'loop-end-later'
	| 'slower'
	| 'faster'
	| 'next-speed'
	| 'key-down'
	| 'key-up'
	| `solo-${StemName}`
	| `mute-${StemName}`
	| 'no-solo'
	| 'minus-me'
	| 'louder'
	| 'quieter'
	| 'marker'
	| 'marker-before'
	| 'marker-after'
	| 'trainer'
	| 'turn'
	| 'count-in'
	| 'tap'
	| 'export'
	| 'zoom-in'
	| 'zoom-out'
	| 'zoom-all'
	| 'help'
	| 'close';

export const COMMAND_GROUPS = [
	'Playing',
	'Loop',
	'Speed and key',
	'Solo',
	'Mute',
	'Loudness',
	'Markers',
	'Practice',
	'View',
	'Help'
] as const;
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
	once('loop-start', 'Loop start here', 'Loop', '['),
	once('loop-end', 'Loop end here', 'Loop', ']'),
	once('loop-toggle', 'Loop on or off', 'Loop', 'l'),
	once('loop-clear', 'Clear the loop', 'Loop', '{'),
	once('loop-restart', 'Again from the loop’s start', 'Loop', 'r'),
	repeated('loop-start-earlier', 'Loop start 10 ms earlier', 'Loop', 'q'),
	repeated('loop-start-later', 'Loop start 10 ms later', 'Loop', 'w'),
	repeated('loop-end-earlier', 'Loop end 10 ms earlier', 'Loop', 'o'),
	repeated('loop-end-later', 'Loop end 10 ms later', 'Loop', 'p'),
	repeated('slower', 'Slower by 5 %', 'Speed and key', ','),
	repeated('faster', 'Faster by 5 %', 'Speed and key', '.'),
	once('next-speed', 'Next speed of 70, 85, 100 %', 'Speed and key', 's'),
	once('key-down', 'A semitone down', 'Speed and key', '-'),
	once('key-up', 'A semitone up', 'Speed and key', '+', '='),
	...STEMS.map((stem, index) => once(`solo-${stem}`, `Solo ${stem}`, 'Solo', `${index + 1}`)),
	once('no-solo', 'No solo', 'Solo', '0'),
	...STEMS.map((stem, index) => once(`mute-${stem}`, `Mute ${stem}`, 'Mute', `Shift+${index + 1}`)),
	once('minus-me', 'Without my instrument', 'Mute', 'i'),
	repeated('louder', 'Louder', 'Loudness', 'ArrowUp'),
	repeated('quieter', 'Quieter', 'Loudness', 'ArrowDown'),
	once('marker', 'Marker here', 'Markers', 'm'),
	once('marker-before', 'To the marker before', 'Markers', '<'),
	once('marker-after', 'To the marker after', 'Markers', '>'),
	once('trainer', 'Start or stop the speed trainer', 'Practice', 't'),
	once('turn', 'Your turn on or off', 'Practice', 'y'),
	once('count-in', 'Count-in on or off', 'Practice', 'c'),
	once('tap', 'Tap the tempo', 'Practice', 'b'),
	once('export', 'Save as a file', 'Practice', 'e'),
	repeated('zoom-in', 'Closer', 'View', 'z'),
	repeated('zoom-out', 'Further away', 'View', 'x'),
	once('zoom-all', 'The whole song', 'View', 'a'),
	once('help', 'Show the keys', 'Help', '?'),
	once('close', 'Close, one step back', 'Help', 'Escape')
];

/** Which chord means which command. */
export type KeyMap = ReadonlyMap<Chord, CommandId>;

export const DEFAULT_KEYS: KeyMap = new Map(
	COMMANDS.flatMap(({ id, keys }) => keys.map((key) => [key, id] as const))
);

/** What a key press means; null where it means nothing here. */
export function commandFor(press: KeyPress, keys: KeyMap = DEFAULT_KEYS): CommandId | null {
	const chord = chordsOf(press).find((one) => keys.has(one));
	return chord === undefined ? null : (keys.get(chord) ?? null);
}

const BY_ID: ReadonlyMap<CommandId, Command> = new Map(COMMANDS.map((command) => [command.id, command]));

export function commandOf(id: CommandId): Command {
	const command = BY_ID.get(id);
	if (command === undefined) throw new Error(`There is no command ${id}`);
	return command;
}

/** Whether a stored word is the name of a command: a later or an earlier RiffRoom may have stored it. */
export const isCommand = (id: string): id is CommandId => BY_ID.has(id as CommandId);
