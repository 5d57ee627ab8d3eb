import { expect, test } from 'vitest';
import { Deck } from '../../../src/lib/audio/deck';
import { FRESH_PRACTICE } from '../../../src/lib/audio/protocol';
import { Score } from '../../../src/lib/audio/score';
import { SongCursor } from '../../../src/lib/audio/song-cursor';
import { Strips } from '../../../src/lib/audio/strips';
import { clear, makeWorkspace } from '../../../src/lib/audio/workspace';
import { perStem } from '../../../src/lib/music/stems';
import { frames, gain } from '../../../src/lib/units/units';
import { layoutOf, type SongCode } from '../../tools/blocks';
import { Feeder, QUANTUM } from './bench';

const FULL = 32767;
const layout = layoutOf(10_000, 1024);
const constant: SongCode = (stem) => (stem === 0 ? FULL : 0);

function reading(loop = FRESH_PRACTICE.loop) {
	const feeder = new Feeder(layout, constant, () => 1 / FULL);
	const score = new Score(new Deck(layout, feeder, () => {}));
	score.follow({ ...FRESH_PRACTICE, loop }, false);
	const cursor = new SongCursor(score);
	const strips = new Strips();
	const workspace = makeWorkspace(QUANTUM);
	/** What is read next: one call, whatever it gives. */
	const read = (count: number): number[] => {
		score.deck.follow(cursor.position);
		feeder.store();
		clear(workspace.bus, QUANTUM);
		return [...workspace.bus.left.subarray(0, cursor.read(count, strips, workspace))];
	};
	return { cursor, strips, read };
}

test.each([0.5, 1, 4])('a gain moves with the output: %d of its frames for each that is read', (pace) => {
	const { cursor, strips, read } = reading();
	const silent = { ll: gain(0), lr: gain(0), rl: gain(0), rr: gain(0) };
	strips.set(
		gain(1),
		perStem(() => silent),
		1000
	);
	cursor.clock(10, pace);
	const heard = [...read(100), ...read(100)];
	heard.forEach((sample, i) => expect(sample).toBeCloseTo(1 - (10 + pace * i) / 1000, 6));
});

test('it stops short where it jumps, and only there', () => {
	const { cursor, read } = reading({ start: frames(1000), end: frames(3300) });
	cursor.place(500, 3);
	let jumps = 0;
	for (let position = 500, quantum = 0; quantum < 60; quantum++) {
		const count = read(QUANTUM).length;
		if (count < QUANTUM) {
			expect(position + count).toBe(3300);
			jumps++;
		}
		position = cursor.position;
	}
	expect([jumps, cursor.pass]).toEqual([3, 6]);
});

test('beyond the end of the song is silence', () => {
	const { cursor, read } = reading();
	cursor.place(9950, 0);
	const heard = read(QUANTUM);
	expect(heard.slice(0, 50).every((sample) => sample === 1)).toBe(true);
	expect(heard.slice(50)).toEqual(new Array(78).fill(0));
	expect(cursor.position).toBe(9950 + QUANTUM);
});
