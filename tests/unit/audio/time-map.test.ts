import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AT, Heard } from '../../../src/lib/audio/heard';
import { TimeMap } from '../../../src/lib/audio/time-map';

/** What is heard at a stretched frame, of a stretcher with this latency, or none. */
function hear(map: TimeMap, at: number, inputLatency = 0) {
	const heard = new Heard();
	heard.numbers[AT] = at;
	map.locate(heard, inputLatency);
	const { position, pass, rate } = heard;
	return { position, pass, rate };
}

test('is a straight line until something changes, before the first frame too', () => {
	const map = new TimeMap();
	map.restart(-300, 2, 1000, 0.5);
	expect([map.fedAt(-100), map.fedAt(0), map.dueAt(10), map.dueAt(11)]).toEqual([950, 1000, 1005, 1006]);
	expect([-100, 0, 10.5, -2002].map((at) => hear(map, at).position)).toEqual([650, 700, 705.25, -301]);
	expect([hear(map, 0).pass, hear(map, 1e6).pass]).toEqual([2, 2]);
	expect(hear(map, 10, 5)).toEqual({ position: 700, pass: 2, rate: 0.5 });
});

test('a rate counts from its own frame on, what was before stays', () => {
	const map = new TimeMap();
	map.restart(0, 0, 0, 1);
	map.changeRate(100, 0.25);
	map.changeRate(200, 2);
	expect([50, 100, 150, 200, 250].map((at) => map.fedAt(at))).toEqual([50, 100, 112.5, 125, 225]);
	expect([99, 99.9, 100, 199.9, 200].map((at) => hear(map, at).rate)).toEqual([1, 1, 0.25, 0.25, 2]);
});

test('a jump counts from its own frame on, with its pass', () => {
	const map = new TimeMap();
	map.restart(500, 0, 0, 1);
	map.jump(100, 200, 1);
	map.jump(500, 200, 2);
	expect([0, 99.5, 100, 499, 500].map((at) => hear(map, at).position)).toEqual([500, 599.5, 200, 599, 200]);
	expect([99.5, 100, 499.9, 500].map((at) => hear(map, at).pass)).toEqual([0, 1, 1, 2]);
});

test('a later word on the same frame is the one that counts', () => {
	const map = new TimeMap();
	map.restart(0, 0, 0, 1);
	map.changeRate(0, 2);
	map.changeRate(10, 0.5);
	map.changeRate(10, 3);
	expect([map.fedAt(10), map.fedAt(11)]).toEqual([20, 23]);
});

test('a restart forgets everything', () => {
	const map = new TimeMap();
	map.restart(0, 0, 0, 1);
	map.changeRate(10, 0.5);
	map.jump(20, 7000, 3);
	map.restart(100, 5, 0, 1);
	expect([map.fedAt(50), hear(map, 50)]).toEqual([50, { position: 150, pass: 5, rate: 1 }]);
});

test('agrees with every change since the start, as far back as a stretcher looks', () => {
	const change = fc.record({
		frames: fc.integer({ min: 1, max: 300 }),
		rate: fc.double({ min: 0.1, max: 4.2, noNaN: true })
	});
	fc.assert(
		fc.property(fc.array(change, { minLength: 250, maxLength: 600 }), (changes) => {
			const map = new TimeMap();
			map.restart(0, 0, 0, 1);
			const all = [{ at: 0, fed: 0, rate: 1 }];
			for (const { frames, rate } of changes) {
				const last = all.at(-1)!;
				all.push({ at: last.at + frames, fed: last.fed + frames * last.rate, rate });
				map.changeRate(last.at + frames, rate);
			}
			for (const { at, fed, rate } of all.slice(-200)) {
				expect(map.fedAt(at)).toBeCloseTo(fed, 6);
				expect(hear(map, at)).toMatchObject({ rate, position: map.fedAt(at) });
			}
		})
	);
});

test('ten minutes of quanta at 62 % end where they should, to less than a thousandth of a frame', () => {
	const map = new TimeMap();
	map.restart(0, 0, 0, 0.62);
	const length = 600 * 44100;
	for (let at = 128; at < length; at += 128) if (at % 1280 === 0) map.changeRate(at, 0.62);
	expect(Math.abs(map.fedAt(length) - 0.62 * length)).toBeLessThan(1e-3);
});
