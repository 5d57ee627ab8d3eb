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

test('stopped or waiting, it stands still', () => {
	expect(after(at(5000, 2000, { playing: false })).at(9000, END)).toBe(5000);
	expect(after(at(5000, 2000, { waiting: true })).at(9000, END)).toBe(5000);
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
	heard.update(at(0, 3000, { deck: 2, playing: false }));
	expect(heard.at(9000, END)).toBe(0);
	heard.reset();
	expect(heard.at(9000, END)).toBe(0);
});
