import { describe, expect, expectTypeOf, it } from 'vitest';
import {
	chordOf,
	COMMAND_GROUPS,
	commandFor,
	commandOf,
	COMMANDS,
	keyCaps,
	type CommandId,
	type KeyPress
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
		['?, where no Shift is needed', press('?', 'IntlRo'), 'help']
	])('%s is understood', (_name, given, meaning) => {
		expect(commandFor(given)).toBe(meaning);
	});

	it.each<[string, KeyPress]>([
		['a letter without a meaning', press('q', 'KeyQ')],
		['a digit beyond the stems', press('5', 'Digit5')],
		['Shift and Space', press(' ', 'Space', shift)],
		['the slash key without Shift, German', press('ß', 'Minus')],
		['Shift alone', press('Shift', 'ShiftLeft', shift)]
	])('%s means nothing', (_name, given) => {
		expect(commandFor(given)).toBeNull();
	});

	it.each(['ctrlKey', 'metaKey', 'altKey'] as const)('with %s it is left to the browser', (modifier) => {
		for (const key of [press('1', 'Digit1'), press('ArrowLeft', 'ArrowLeft'), press(' ', 'Space')])
			expect(commandFor({ ...key, [modifier]: true })).toBeNull();
	});

	it('takes letters by what they type, with Caps Lock too, and Shift as part of them', () => {
		expect(chordOf(press('a', 'KeyQ'))).toBe('a');
		expect(chordOf(press('A', 'KeyQ'))).toBe('a');
		expect(chordOf(press('A', 'KeyQ', shift))).toBe('Shift+a');
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
});
