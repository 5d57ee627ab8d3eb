import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleTimer } from '../../../src/lib/state/idle-timer';

describe('an idle timer', () => {
	beforeEach(() => vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	function newTimer() {
		const acts = { count: 0 };
		const timer = new IdleTimer(1000, () => acts.count++);
		return { timer, acts };
	}

	it('acts once, when nothing has gone on for long enough', () => {
		const { timer, acts } = newTimer();
		vi.advanceTimersByTime(5000);
		expect(acts.count).toBe(0);
		timer.idle();
		vi.advanceTimersByTime(999);
		expect(acts.count).toBe(0);
		vi.advanceTimersByTime(1);
		expect(acts.count).toBe(1);
		vi.advanceTimersByTime(5000);
		expect(acts.count).toBe(1);
	});

	it('does not act while something goes on, and counts anew after it', () => {
		const { timer, acts } = newTimer();
		timer.idle();
		vi.advanceTimersByTime(900);
		timer.busy();
		vi.advanceTimersByTime(5000);
		expect(acts.count).toBe(0);
		timer.idle();
		vi.advanceTimersByTime(900);
		timer.idle();
		vi.advanceTimersByTime(900);
		expect(acts.count).toBe(0);
		vi.advanceTimersByTime(100);
		expect(acts.count).toBe(1);
	});

	it('never acts once it is disposed of, whatever is said to it', () => {
		const { timer, acts } = newTimer();
		timer.idle();
		timer.dispose();
		timer.idle();
		vi.advanceTimersByTime(5000);
		expect(acts.count).toBe(0);
		expect(vi.getTimerCount()).toBe(0);
	});
});
