import { expect, it } from 'vitest';
import { beatFrames, NO_COUNT_IN } from '../../../src/lib/music/count-in';

it('the beats of a count-in follow the speed of the song', () => {
	expect(beatFrames({ ...NO_COUNT_IN, tempo: 60 }, 1)).toBe(44_100);
	expect(beatFrames({ ...NO_COUNT_IN, tempo: 120 }, 1)).toBe(22_050);
	expect(beatFrames({ ...NO_COUNT_IN, tempo: 120 }, 0.5)).toBe(44_100);
	expect(beatFrames({ ...NO_COUNT_IN, tempo: 97 }, 0.62)).toBe(Math.round((60 * 44_100) / (97 * 0.62)));
});
