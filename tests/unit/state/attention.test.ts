import { expect, it } from 'vitest';
import type { SongId } from '../../../src/lib/music/song';
import { PlayerAttention } from '../../../src/lib/state/attention';
import { frames } from '../../../src/lib/units/units';

const [one, other] = ['1', '2'].map((digit) => digit.repeat(64) as SongId) as [SongId, SongId];
const START = { playhead: 0, loop: null, urgent: null };

it('is on the song on the stand; any other is separated from its start', () => {
	const attention = new PlayerAttention();
	expect(attention.on(one)).toEqual(START);
	attention.turnTo(one);
	attention.moveTo(frames(500));
	attention.want(frames(300));
	expect(attention.on(one)).toEqual({ playhead: 500, loop: null, urgent: 300 });
	expect(attention.on(other)).toEqual(START);
});

it('brings nothing from one song to the next', () => {
	const attention = new PlayerAttention();
	attention.turnTo(one);
	attention.moveTo(frames(500));
	attention.want(frames(300));
	attention.turnTo(other);
	expect(attention.on(other)).toEqual(START);
	attention.turnTo(null);
	expect(attention.on(one)).toEqual(START);
});
