import { describe, expect, it } from 'vitest';
import { measureSpeed } from '../../../src/lib/separation/estimate-speed';

/** A worker that is ready at once, and measures `speed` when it is told to; null: it fails instead. */
class Measuring extends EventTarget {
	terminated = false;
	constructor(readonly speed: number | null) {
		super();
		queueMicrotask(() => this.say(0));
	}
	say(speed: number): void {
		this.dispatchEvent(new MessageEvent('message', { data: { speed } }));
	}
	postMessage(): void {
		queueMicrotask(() =>
			this.speed === null
				? this.dispatchEvent(new Event('error', { cancelable: true }))
				: this.say(this.speed)
		);
	}
	terminate(): void {
		this.terminated = true;
	}
}

function crew(...speeds: readonly (number | null)[]) {
	const made: Measuring[] = [];
	const make = () => {
		const worker = new Measuring(speeds[made.length]!);
		made.push(worker);
		return worker as unknown as Worker;
	};
	return { made, make };
}
const never = new AbortController().signal;

describe('the speed of a processor', () => {
	it('is that of all threads together, slow ones and fast ones', async () => {
		const { made, make } = crew(100, 250, 50);
		expect(await measureSpeed(never, 3, make)).toBe(400);
		expect(made.map(({ terminated }) => terminated)).toEqual([true, true, true]);
	});

	it('is not known where a worker fails, or cannot be made; none is left behind', async () => {
		const { made, make } = crew(100, null);
		expect(await measureSpeed(never, 2, make)).toBeNull();
		expect(made.every(({ terminated }) => terminated)).toBe(true);
		const refuse = () => {
			throw new DOMException('No workers here', 'SecurityError');
		};
		expect(await measureSpeed(never, 1, refuse)).toBeNull();
	});

	it('ends at once when it is aborted', async () => {
		const { made, make } = crew(100, 100);
		const leaving = new AbortController();
		const speed = measureSpeed(leaving.signal, 2, make);
		leaving.abort(new DOMException('Left', 'AbortError'));
		await expect(speed).rejects.toMatchObject({ name: 'AbortError' });
		expect(made.every(({ terminated }) => terminated)).toBe(true);
		await expect(measureSpeed(leaving.signal, 1, make)).rejects.toThrow('Left');
		expect(made).toHaveLength(2);
	});
});
