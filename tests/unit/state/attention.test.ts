import { expect, it } from 'vitest';
import type { SongId } from '../../../src/lib/music/song';
import type { Attention } from '../../../src/lib/separation/schedule';
import { PlayerAttention } from '../../../src/lib/state/attention';
import { frames } from '../../../src/lib/units/units';

const [one, other] = ['1', '2'].map((digit) => digit.repeat(64) as SongId) as [SongId, SongId];
const START = { playhead: 0, loop: null, urgent: null };

it('is on the song on the stand; any other is separated from its start', () => {
	const attention = new PlayerAttention(() => undefined);
	expect(attention.on(one)).toEqual(START);
	attention.turnTo(one);
	attention.moveTo(frames(500));
	attention.want(frames(300));
	expect(attention.on(one)).toEqual({ playhead: 500, loop: null, urgent: 300 });
	expect(attention.on(other)).toEqual(START);
});

it('brings nothing from one song to the next', () => {
	const attention = new PlayerAttention(() => undefined);
	attention.turnTo(one);
	attention.moveTo(frames(500));
	attention.want(frames(300));
	attention.turnTo(other);
	expect(attention.on(other)).toEqual(START);
	attention.turnTo(null);
	expect(attention.on(one)).toEqual(START);
});

it('is told to other tabs: every wish, and where the playhead is once a second', () => {
	const told: Attention[] = [];
	const attention = new PlayerAttention((song, where) => {
		expect(song).toBe(one);
		told.push(where);
	});
	attention.moveTo(frames(100_000));
	expect(told, 'of no song').toEqual([]);
	attention.turnTo(one);
	for (let at = 0; at <= 3 * 44_100; at += 735) attention.moveTo(frames(at));
	expect(told.map(({ playhead }) => playhead)).toEqual([0, 44_100, 88_200, 132_300]);
	const loop = { start: frames(10), end: frames(5000) };
	attention.goRound(loop);
	attention.want(frames(300));
	expect(told.at(-1)).toEqual({ playhead: 132_300, loop, urgent: 300 });
});

it('goes by another tab where the song is not on the stand here', () => {
	const attention = new PlayerAttention(() => undefined);
	const elsewhere = { playhead: frames(900), loop: null, urgent: null };
	attention.hear(one, elsewhere);
	expect(attention.on(one)).toEqual(elsewhere);
	expect(attention.on(other)).toEqual(START);
	attention.turnTo(one);
	expect(attention.on(one)).toEqual(START);
});
