import { describe, expect, expectTypeOf, it } from 'vitest';
import { chordOf, chordWords, keyCaps, type KeyPress } from '../../../src/lib/music/chord';
import {
	COMMAND_GROUPS,
	commandFor,
	commandOf,
	COMMANDS,
	DEFAULT_KEYS,
	isCommand,
	type CommandId
} from '../../../src/lib/music/commands';

const press = (key: string, code: string, held: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code,
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	...held
});
const shift = { shiftKey: true };
const altGr = { ctrlKey: true, altKey: true };
const option = { altKey: true, altGraph: true };

describe('the table of commands', () => {
	it('names each command once, in words, in a group that is shown', () => {
		const ids = COMMANDS.map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		for (const { id, label, group } of COMMANDS) {
			expect(label, id).not.toBe('');
			expect(COMMAND_GROUPS, id).toContain(group);
			expect(commandOf(id).id).toBe(id);
		}
	});

	it('gives every command a key, and no key to two commands', () => {
		const keys = COMMANDS.flatMap((command) => command.keys);
		expect(COMMANDS.filter((command) => command.keys.length === 0)).toEqual([]);
		expect(new Set(keys).size).toBe(keys.length);
	});

	it('has a command for every id of its type', () => {
		// A record must name every id: one missing here or in the table fails.
		const all: Record<CommandId, true> = {
			'play-pause': true,
			'back-5': true,
			'on-5': true,
			'back-10': true,
			'on-10': true,
			'loop-start': true,
			'loop-end': true,
			'loop-toggle': true,
			'loop-clear': true,
			'loop-restart': true,
			'loop-start-earlier': true,
			'loop-start-later': true,
			'loop-end-earlier': true,
			'loop-end-later': true,
			slower: true,
			faster: true,
			'next-speed': true,
			'key-down': true,
			'key-up': true,
			'minus-me': true,
			marker: true,
			'marker-before': true,
			'marker-after': true,
			trainer: true,
			turn: true,
			'count-in': true,
			tap: true,
			export: true,
			'zoom-in': true,
			'zoom-out': true,
			'zoom-all': true,
			'solo-drums': true,
			'solo-bass': true,
			'solo-other': true,
			'solo-vocals': true,
			'mute-drums': true,
			'mute-bass': true,
			'mute-other': true,
			'mute-vocals': true,
			'no-solo': true,
			louder: true,
			quieter: true,
			help: true,
			close: true
		};
		expect(COMMANDS.map(({ id }) => id).sort()).toEqual(Object.keys(all).sort());
		expectTypeOf<(typeof COMMANDS)[number]['id']>().toEqualTypeOf<CommandId>();
	});
});

describe('a key press', () => {
	it.each<[string, KeyPress, CommandId]>([
		['Space', press(' ', 'Space'), 'play-pause'],
		['left', press('ArrowLeft', 'ArrowLeft'), 'back-5'],
		['right', press('ArrowRight', 'ArrowRight'), 'on-5'],
		['Shift and left', press('ArrowLeft', 'ArrowLeft', shift), 'back-10'],
		['Shift and right', press('ArrowRight', 'ArrowRight', shift), 'on-10'],
		['up', press('ArrowUp', 'ArrowUp'), 'louder'],
		['down', press('ArrowDown', 'ArrowDown'), 'quieter'],
		['Escape', press('Escape', 'Escape'), 'close'],
		['0', press('0', 'Digit0'), 'no-solo'],
		['1', press('1', 'Digit1'), 'solo-drums'],
		['4 of the number pad', press('4', 'Numpad4'), 'solo-vocals'],
		['Shift and 4 of the number pad', press('4', 'Numpad4', shift), 'mute-vocals'],
		['an arrow of the number pad', press('ArrowLeft', 'Numpad4'), 'back-5'],
		['Shift and 2, American', press('@', 'Digit2', shift), 'mute-bass'],
		['Shift and 2, German', press('"', 'Digit2', shift), 'mute-bass'],
		['3, French', press('"', 'Digit3'), 'solo-other'],
		['Shift and 3, French', press('3', 'Digit3', shift), 'mute-other'],
		['?, American', press('?', 'Slash', shift), 'help'],
		['?, German', press('?', 'Minus', shift), 'help'],
		['?, French', press('?', 'KeyM', shift), 'help'],
		['?, where no Shift is needed', press('?', 'IntlRo'), 'help'],
		['?, Russian, on a digit key', press('?', 'Digit7', shift), 'help'],
		['[, American', press('[', 'BracketLeft'), 'loop-start'],
		['[, German, AltGr on Linux', press('[', 'Digit8', { altGraph: true }), 'loop-start'],
		['], German, AltGr on Windows', press(']', 'Digit9', altGr), 'loop-end'],
		['[, French, Option and Shift', press('[', 'Digit5', { ...shift, ...option }), 'loop-start'],
		['[, Latin American, with Shift', press('[', 'Quote', shift), 'loop-start'],
		['Shift and [, American', press('{', 'BracketLeft', shift), 'loop-clear'],
		['Shift and [, from a pedal', press('[', 'BracketLeft', shift), 'loop-clear'],
		['{, German', press('{', 'Digit7', altGr), 'loop-clear'],
		['l', press('l', 'KeyL'), 'loop-toggle'],
		['l with Caps Lock', press('L', 'KeyL'), 'loop-toggle'],
		['q, French', press('q', 'KeyA'), 'loop-start-earlier'],
		['z, German', press('z', 'KeyY'), 'zoom-in'],
		['l, Russian', press('д', 'KeyL'), 'loop-toggle'],
		['[, Russian', press('х', 'BracketLeft'), 'loop-start'],
		['Shift and [, Russian', press('Х', 'BracketLeft', shift), 'loop-clear'],
		['<, Russian', press('Б', 'Comma', shift), 'marker-before'],
		[',', press(',', 'Comma'), 'slower'],
		['<, American', press('<', 'Comma', shift), 'marker-before'],
		['>, German', press('>', 'IntlBackslash', shift), 'marker-after'],
		['+, American', press('+', 'Equal', shift), 'key-up'],
		['=, American', press('=', 'Equal'), 'key-up'],
		['+, German', press('+', 'BracketRight'), 'key-up'],
		['+ of the number pad', press('+', 'NumpadAdd'), 'key-up'],
		['-, French, on a digit key', press('-', 'Digit6'), 'key-down']
	])('%s is understood', (_name, given, meaning) => {
		expect(commandFor(given)).toBe(meaning);
	});

	it.each<[string, KeyPress]>([
		['a letter without a meaning', press('v', 'KeyV')],
		['a letter with Shift', press('L', 'KeyL', shift)],
		['a letter with AltGr', press('l', 'KeyL', altGr)],
		['², German, AltGr on the key of 2', press('²', 'Digit2', { altGraph: true })],
		['an arrow with AltGr', press('ArrowLeft', 'ArrowLeft', { altGraph: true })],
		['a dead key', press('Dead', 'BracketLeft')],
		['a digit beyond the stems', press('5', 'Digit5')],
		['Shift and Space', press(' ', 'Space', shift)],
		['the slash key without Shift, German', press('ß', 'Minus')],
		['Shift alone', press('Shift', 'ShiftLeft', shift)]
	])('%s means nothing', (_name, given) => {
		expect(commandFor(given)).toBeNull();
	});

	it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('with %s it is left to the browser', (modifier) => {
		const keys = [press('1', 'Digit1'), press('ArrowLeft', 'ArrowLeft'), press(' ', 'Space')];
		for (const key of [...keys, press('l', 'KeyL'), press('-', 'Minus'), press('[', 'BracketLeft')])
			expect(commandFor({ ...key, [modifier]: true })).toBeNull();
	});

	it('takes letters by what they type, with Caps Lock too, and Shift as part of them', () => {
		expect(chordOf(press('a', 'KeyQ'))).toBe('a');
		expect(chordOf(press('A', 'KeyQ'))).toBe('a');
		expect(chordOf(press('A', 'KeyQ', shift))).toBe('Shift+a');
	});

	it.each(['Shift', 'Control', 'AltGraph', 'CapsLock', 'Dead'])('%s alone is no chord', (key) => {
		expect(chordOf(press(key, key, shift))).toBeNull();
	});

	it('is remembered by its place where it is a digit key, and by what it types elsewhere', () => {
		expect(chordOf(press('!', 'Digit1', shift))).toBe('Shift+1');
		expect(chordOf(press('д', 'KeyL'))).toBe('д');
		expect(chordOf(press('@', 'KeyQ', altGr))).toBe('@');
		expect(chordOf(press('PageDown', 'PageDown'))).toBe('PageDown');
	});

	it('goes by other keys where the player has chosen them', () => {
		const own = new Map([['p', 'play-pause' as const]]);
		expect(commandFor(press('p', 'KeyP'), own)).toBe('play-pause');
		expect(commandFor(press(' ', 'Space'), own)).toBeNull();
	});
});

it('shows chords as caps', () => {
	expect(keyCaps('Shift+ArrowLeft')).toEqual(['Shift', '←']);
	expect(keyCaps('Space')).toEqual(['Space']);
	expect(keyCaps('Escape')).toEqual(['Esc']);
	expect(keyCaps('a')).toEqual(['A']);
	expect(keyCaps('?')).toEqual(['?']);
	expect(keyCaps('+')).toEqual(['+']);
	expect(keyCaps('{')).toEqual(['Shift', '[']);
});

it('says chords in words, each its own', () => {
	expect(chordWords('Shift+ArrowLeft')).toBe('Shift + left arrow');
	expect(chordWords('{')).toBe('Shift + left bracket');
	expect(chordWords('l')).toBe('L');
	const words = [...DEFAULT_KEYS.keys()].map(chordWords);
	expect(new Set(words).size).toBe(words.length);
	for (const word of words) expect(word).toMatch(/[a-z0-9]/i);
});

it('tells its commands from other words', () => {
	expect(isCommand('loop-start')).toBe(true);
	expect(isCommand('loop-begin')).toBe(false);
});
