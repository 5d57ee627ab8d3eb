import { describe, expect, it } from 'vitest';
import { midiName, MidiPresses } from '../../../src/lib/music/midi-key';

const pressesOf = (...messages: number[][]) => {
	const presses = new MidiPresses();
	return messages.map((message) => presses.pressOf(Uint8Array.from(message)));
};

describe('a MIDI message', () => {
	it('presses a key where a note begins, on any channel', () => {
		expect(pressesOf([0x90, 60, 100], [0x9f, 61, 1])).toEqual(['144:60', '144:61']);
	});

	it('presses nothing where a note ends', () => {
		expect(pressesOf([0x80, 60, 64], [0x90, 60, 0])).toEqual([null, null]);
	});

	it('presses a controller when it passes the middle upward, once', () => {
		const values = [0, 63, 64, 127, 64, 63, 127];
		const pressed = pressesOf(...values.map((value) => [0xb0, 64, value]));
		expect(pressed).toEqual([null, null, '176:64', null, null, null, '176:64']);
	});

	it('keeps controllers and channels apart while it waits for the middle', () => {
		expect(pressesOf([0xb0, 64, 127], [0xb0, 65, 127], [0xb1, 64, 127])).toEqual([
			'176:64',
			'176:65',
			'176:64'
		]);
	});

	it.each([
		['a clock', [0xf8]],
		['active sensing', [0xfe]],
		['a pitch bend', [0xe0, 0, 127]],
		['aftertouch', [0xa0, 60, 127]],
		['a program', [0xc0, 5]],
		['all notes off', [0xb0, 123, 127]],
		['nothing', []]
	])('presses nothing by %s', (_name, message) => {
		expect(pressesOf(message)).toEqual([null]);
	});
});

it('names MIDI keys as musicians do', () => {
	expect(midiName('144:60')).toBe('Note C4');
	expect(midiName('144:69')).toBe('Note A4');
	expect(midiName('144:0')).toBe('Note C-1');
	expect(midiName('144:127')).toBe('Note G9');
	expect(midiName('176:64')).toBe('Sustain pedal');
	expect(midiName('176:20')).toBe('Control 20');
});
