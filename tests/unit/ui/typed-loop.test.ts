import { describe, expect, it } from 'vitest';
import { typedLoop, typedPlace } from '../../../src/lib/ui/typed-loop';
import { frames, seconds, toFrames } from '../../../src/lib/units/units';

const at = (time: number) => toFrames(seconds(time));
const length = at(200);
const loop = { start: at(10), end: at(20) };

describe('an end that is typed', () => {
	it('moves that end alone', () => {
		expect(typedLoop(loop, 'start', '0:12.5', length)).toEqual({
			ok: true,
			value: { start: at(12.5), end: loop.end }
		});
		expect(typedLoop(loop, 'end', '1:00', length)).toEqual({
			ok: true,
			value: { start: loop.start, end: at(60) }
		});
	});

	it('makes a loop from the start or to the end of the song where there was none', () => {
		expect(typedLoop(null, 'start', '12', length)).toEqual({
			ok: true,
			value: { start: at(12), end: length }
		});
		expect(typedLoop(null, 'end', '12', length)).toEqual({ ok: true, value: { start: 0, end: at(12) } });
	});

	it.each([
		['start', 'soon', 'Type a time like 1:23.456.'],
		['start', '0:21', 'The start must come before the end.'],
		['end', '0:09', 'The end must come after the start.'],
		['end', '0:10.049', 'A loop is at least 50 ms long.'],
		['end', '3:20.1', 'The song ends at 3:20.']
	] as const)('is refused in words: %s %s', (side, text, words) => {
		expect(typedLoop(loop, side, text, length)).toEqual({ ok: false, words });
	});

	it('takes the shortest loop there is', () => {
		expect(typedLoop(loop, 'end', '0:10.05', length).ok).toBe(true);
	});
});

it('takes the end of the song as it is shown, rounded up', () => {
	const odd = frames(44_100 * 3 + 44);
	expect(typedPlace('0:03.001', odd)).toEqual({ ok: true, value: odd });
});
