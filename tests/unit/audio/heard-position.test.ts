import { describe, expect, test } from 'vitest';
import { HeardPosition } from '../../../src/lib/audio/heard-position';
import type { MixerState } from '../../../src/lib/audio/protocol';
import { frames } from '../../../src/lib/units/units';

const END = frames(100_000);
/** A state of deck 1, playing unless told. */
const at = (position: number, contextFrame: number, change: Partial<MixerState> = {}): MixerState => ({
	type: 'state',
	deck: 1,
	position: frames(position),
	contextFrame: frames(contextFrame),
	playing: true,
	waiting: false,
	rate: 1,
	pass: 0,
	beatsToCome: 0,
	levels: null,
	underruns: 0,
	original: false,
	...change
});

function after(...states: MixerState[]): HeardPosition {
	const heard = new HeardPosition();
	states.forEach((state) => heard.update(state));
	return heard;
}

describe('while playing', () => {
	test('it runs with the clock, between states and behind them by the latency', () => {
		const heard = after(at(5000, 2000), at(6024, 3024));
		expect(heard.at(3500.4, END)).toBe(6500);
		expect(heard.at(2500, END)).toBe(5500);
	});

	test('it never goes before the frame the sound set in with', () => {
		const heard = after(at(5000, 2000), at(6024, 3024));
		expect(heard.at(1000, END)).toBe(5000);
		heard.update(at(50_000, 4048));
		expect(heard.at(3500, END)).toBe(50_000);
		expect(heard.at(4100, END)).toBe(50_052);
	});

	test('it never passes the end', () => {
		expect(after(at(99_900, 2000)).at(3000, END)).toBe(END);
	});
});

describe('at another speed', () => {
	test('it runs at that speed, also where the speed has just changed', () => {
		const heard = after(at(5000, 2000, { rate: 0.5 }), at(5512, 3024, { rate: 2 }));
		expect(heard.at(2500, END)).toBe(5250);
		expect(heard.at(3124, END)).toBe(5712);
	});

	test('it stands still while nothing moves, as in a count-in', () => {
		expect(after(at(5000, 2000, { rate: 0, beatsToCome: 3 })).at(9000, END)).toBe(5000);
	});
});

describe('round a loop', () => {
	test('the ear is still before its end while the worklet is behind its start', () => {
		const heard = after(at(9000, 2000), at(9500, 2500), at(5012, 3012, { pass: 1 }));
		expect(heard.at(2900, END)).toBe(9900);
		expect(heard.at(3100, END)).toBe(5100);
	});

	test('a jump back is not one: the ear is there at once', () => {
		const heard = after(at(9000, 2000, { pass: 2 }), at(9500, 2500, { pass: 2 }), at(5012, 3012));
		expect(heard.at(2900, END)).toBe(5012);
	});

	test('a voice that took over a little further back is no jump', () => {
		const heard = after(at(9000, 2000), at(9010, 2128, { rate: 0.5 }));
		expect(heard.at(2064, END)).toBe(9064);
	});
});

test('stopped or waiting, it stands still', () => {
	expect(after(at(5000, 2000, { playing: false, rate: 0 })).at(9000, END)).toBe(5000);
	expect(after(at(5000, 2000, { waiting: true, rate: 0 })).at(9000, END)).toBe(5000);
});

test('a jump counts as done at once, until the sound has followed', () => {
	const heard = after(at(5000, 2000));
	heard.seek(frames(70_000));
	expect(heard.at(2100, END)).toBe(70_000);
	heard.update(at(5128, 2128));
	expect(heard.at(2200, END)).toBe(70_000);
	heard.update(at(70_000, 2384));
	expect(heard.at(2400, END)).toBe(70_016);
});

test('another song has nothing of the one before', () => {
	const heard = after(at(5000, 2000));
	heard.seek(frames(70_000));
	heard.update(at(0, 3000, { deck: 2, playing: false, rate: 0 }));
	expect(heard.at(9000, END)).toBe(0);
	heard.reset();
	expect(heard.at(9000, END)).toBe(0);
});
