import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SHORTEST_LOOP } from '../../../src/lib/music/loop';
import { edgeByKey, withEdge } from '../../../src/lib/ui/loop-edge';
import { frames } from '../../../src/lib/units/units';

const LENGTH = frames(1_000_000);
const loop = { start: frames(100_000), end: frames(200_000) };
const press = (key: string, shiftKey = false) => ({ key, shiftKey });

describe('a loop edge moved by keys', () => {
	it.each([
		['ArrowLeft', false, -441],
		['ArrowDown', false, -441],
		['ArrowRight', false, 441],
		['ArrowUp', true, 4410],
		['ArrowLeft', true, -4410],
		['PageUp', false, 44_100],
		['PageDown', false, -44_100]
	])('%s (Shift: %s) by %i frames', (key, shift, by) => {
		expect(edgeByKey(loop, 'start', press(key, shift), LENGTH)).toEqual({ ...loop, start: loop.start + by });
		expect(edgeByKey(loop, 'end', press(key, shift), LENGTH)).toEqual({ ...loop, end: loop.end + by });
	});

	it('stops at the other edge and at the ends of the song', () => {
		expect(edgeByKey(loop, 'start', press('Home'), LENGTH)).toEqual({ ...loop, start: 0 });
		expect(edgeByKey(loop, 'start', press('End'), LENGTH)!.start).toBe(loop.end - SHORTEST_LOOP);
		expect(edgeByKey(loop, 'end', press('Home'), LENGTH)!.end).toBe(loop.start + SHORTEST_LOOP);
		expect(edgeByKey(loop, 'end', press('End'), LENGTH)).toEqual({ ...loop, end: LENGTH });
	});

	it('leaves all other keys alone', () => {
		for (const key of ['Tab', 'Enter', ' ', 'Escape', 'a'])
			expect(edgeByKey(loop, 'end', press(key), LENGTH)).toBeNull();
	});
});

it('a loop edge dragged anywhere leaves a loop inside the song that keeps the other edge, long enough', () => {
	fc.assert(
		fc.property(
			fc.constantFrom('start' as const, 'end' as const),
			fc.integer({ min: -10, max: LENGTH + 10 }),
			(edge, at) => {
				const { start, end } = withEdge(loop, edge, frames(at), LENGTH);
				expect(end - start).toBeGreaterThanOrEqual(SHORTEST_LOOP);
				expect(start >= 0 && end <= LENGTH).toBe(true);
				const fixed = edge === 'start' ? loop.end : loop.start;
				if (Math.abs(at - fixed) >= SHORTEST_LOOP) expect([start, end]).toContain(fixed);
			}
		)
	);
});
