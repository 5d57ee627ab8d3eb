import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	follow,
	frameIn,
	panned,
	shareIn,
	SHORTEST_VIEW,
	turnPage,
	viewFrames,
	wholeSong,
	zoomed,
	type View
} from '../../../src/lib/ui/view';
import { frames, seconds } from '../../../src/lib/units/units';

const LENGTH = frames(240 * 44_100);
const view = (start: number, end: number): View => ({ start: frames(start), end: frames(end) });
const anyView = fc
	.tuple(fc.integer({ min: SHORTEST_VIEW, max: LENGTH }), fc.double({ min: 0, max: 1, noNaN: true }))
	.map(([span, place]) => {
		const start = Math.round((LENGTH - span) * place);
		return view(start, start + span);
	});
const anyFrame = fc.integer({ min: 0, max: LENGTH }).map(frames);

const expectInSong = ({ start, end }: View) => {
	expect(start).toBeGreaterThanOrEqual(0);
	expect(end).toBeLessThanOrEqual(LENGTH);
	expect(end - start).toBeGreaterThanOrEqual(SHORTEST_VIEW);
	expect(Number.isInteger(start) && Number.isInteger(end)).toBe(true);
};

describe('between frames and the width', () => {
	it('there and back is the same frame', () => {
		fc.assert(
			fc.property(anyView, fc.double({ min: 0, max: 1, noNaN: true }), (seen, share) => {
				const frame = frameIn(seen, share);
				expect(frameIn(seen, shareIn(seen, frame))).toBe(frame);
			})
		);
	});

	it('never leaves the view', () => {
		expect(frameIn(view(100, 200), -0.2)).toBe(100);
		expect(frameIn(view(100, 200), 1.2)).toBe(200);
		expect(shareIn(view(100, 200), 50)).toBe(-0.5);
	});
});

describe('zooming', () => {
	it('keeps the frame it is about where it is, unless the song ends there', () => {
		fc.assert(
			fc.property(
				anyView,
				fc.double({ min: 0.05, max: 20, noNaN: true }),
				fc.double({ min: 0, max: 1, noNaN: true }),
				(seen, by, share) => {
					const about = frameIn(seen, share);
					const next = zoomed(seen, by, about, LENGTH);
					expectInSong(next);
					if (next.start === 0 || next.end === LENGTH) return;
					expect(shareIn(next, about)).toBeCloseTo(shareIn(seen, about), 3);
				}
			)
		);
	});

	it('goes from the whole song to a second and back', () => {
		let seen = wholeSong(LENGTH);
		for (let step = 0; step < 20; step++) seen = zoomed(seen, 0.5, frames(1_000_000), LENGTH);
		expect(viewFrames(seen)).toBe(SHORTEST_VIEW);
		for (let step = 0; step < 20; step++) seen = zoomed(seen, 2, frames(1_000_000), LENGTH);
		expect(seen).toEqual(wholeSong(LENGTH));
	});

	it('shows a song shorter than a second whole', () => {
		const short = frames(1000);
		expect(zoomed(wholeSong(short), 0.5, frames(10), short)).toEqual(wholeSong(short));
	});
});

it('panning shows as much as before, and stops at the ends of the song', () => {
	fc.assert(
		fc.property(anyView, fc.integer({ min: -2 * LENGTH, max: 2 * LENGTH }), (seen, by) => {
			const next = panned(seen, by, LENGTH);
			expectInSong(next);
			expect(viewFrames(next)).toBe(viewFrames(seen));
			const free = seen.start + by >= 0 && seen.end + by <= LENGTH;
			if (free) expect(next.start).toBe(seen.start + by);
			else expect(next.start === 0 || next.end === LENGTH).toBe(true);
		})
	);
});

describe('following a song that plays', () => {
	/** Plays on from `from` at 60 frames of the screen a second; the views, and the playhead's places in them. */
	function play(first: View, from: number, count: number, loop: Parameters<typeof follow>[3] = null) {
		const steps: { seen: View; at: number; share: number }[] = [];
		let [seen, at] = [first, frames(from)];
		for (let step = 0; step < count; step++) {
			const next = loop !== null && at + 735 >= loop.end ? loop.start : at + 735;
			seen = follow(seen, { from: at, to: frames(next), elapsed: seconds(1 / 60) }, LENGTH, loop);
			at = frames(next);
			steps.push({ seen, at, share: shareIn(seen, at) });
		}
		return steps;
	}
	const four = view(441_000, 441_000 + 4 * 44_100);

	it('leaves the view alone until a third of it has played, then holds the playhead there', () => {
		const steps = play(four, 441_000, 600);
		const walking = steps.filter(({ share }) => share < 0.33);
		expect(walking.length).toBe(79);
		for (const { seen } of walking) expect(seen).toBe(four);
		for (const { share } of steps.slice(80)) expect(share).toBeCloseTo(1 / 3, 2);
	});

	it('scrolls without a jerk: never back, never in a leap', () => {
		fc.assert(
			fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
				let before = four.start;
				for (const { seen } of play(four, frameIn(four, share), 300)) {
					expect(seen.start).toBeGreaterThanOrEqual(before);
					// What lies further on drifts back with a time constant of 0.6 s.
					expect(seen.start - before).toBeLessThanOrEqual(735 + viewFrames(four) * (2 / 3) * (1 / 36) + 1);
					before = seen.start;
				}
			})
		);
	});

	it('brings a playhead that lies further on back to the third', () => {
		const steps = play(four, frameIn(four, 0.9), 300);
		expect(steps[0]!.share).toBeGreaterThan(0.85);
		expect(steps.at(-1)!.share).toBeCloseTo(1 / 3, 2);
	});

	it('is where the song jumps to at once', () => {
		const to = frames(5_000_000);
		const seen = follow(four, { from: four.start, to, elapsed: seconds(1 / 60) }, LENGTH, null);
		expect(shareIn(seen, to)).toBeCloseTo(1 / 3, 3);
		expect(viewFrames(seen)).toBe(viewFrames(four));
	});

	it('stands still over a loop that fits', () => {
		const loop = { start: frames(500_000), end: frames(500_000 + 2 * 44_100) };
		const steps = play(four, 500_000, 900, loop);
		const settled = steps.slice(300);
		expect(settled.length).toBe(600);
		for (const { seen } of settled) {
			expect(seen).toBe(settled[0]!.seen);
			expect(seen.start).toBeLessThan(loop.start);
			expect(seen.end).toBeGreaterThan(loop.end);
		}
	});

	it('scrolls through a loop that does not fit, and is at its start at once', () => {
		const loop = { start: frames(500_000), end: frames(500_000 + 10 * 44_100) };
		for (const { share } of play(four, 500_000, 1500, loop)) {
			expect(share).toBeGreaterThanOrEqual(0);
			expect(share).toBeLessThan(0.34);
		}
	});

	it('never leaves the song, nor the playhead', () => {
		fc.assert(
			fc.property(
				anyView,
				anyFrame,
				anyFrame,
				fc.option(fc.tuple(anyFrame, anyFrame)),
				(seen, from, to, edges) => {
					const [start, end] = edges?.sort((a, b) => a - b) ?? [];
					const loop = start === undefined || end === undefined || start === end ? null : { start, end };
					const next = follow(seen, { from, to, elapsed: seconds(0.016) }, LENGTH, loop);
					expectInSong(next);
					if (loop !== null && to >= loop.start && to < loop.end) return;
					expect(shareIn(next, to)).toBeGreaterThanOrEqual(-1e-3);
					expect(shareIn(next, to)).toBeLessThanOrEqual(1 + 1e-3);
				}
			)
		);
	});

	it('the whole song never moves', () => {
		const whole = wholeSong(LENGTH);
		for (const { seen } of play(whole, LENGTH - 100_000, 100)) expect(seen).toBe(whole);
	});
});

describe('turning pages', () => {
	it('leaves the view alone while the playhead is in it', () => {
		fc.assert(
			fc.property(anyView, fc.double({ min: 0, max: 0.999, noNaN: true }), (seen, share) => {
				expect(turnPage(seen, frameIn(seen, share), LENGTH, null)).toBe(seen);
			})
		);
	});

	it('shows a playhead that has left it, near the left edge', () => {
		fc.assert(
			fc.property(anyView, anyFrame, (seen, to) => {
				const next = turnPage(seen, to, LENGTH, null);
				expectInSong(next);
				expect(viewFrames(next)).toBe(viewFrames(seen));
				const share = shareIn(next, to);
				expect(share).toBeGreaterThanOrEqual(0);
				expect(share).toBeLessThanOrEqual(1);
				if (next !== seen && next.start > 0 && next.end < LENGTH) expect(share).toBeCloseTo(1 / 12, 3);
			})
		);
	});

	it('shows a loop that fits whole', () => {
		const loop = { start: frames(1_000_000), end: frames(1_100_000) };
		const next = turnPage(view(0, 176_400), frames(1_050_000), LENGTH, loop);
		expect(next.start).toBeLessThan(loop.start);
		expect(next.end).toBeGreaterThan(loop.end);
	});
});
