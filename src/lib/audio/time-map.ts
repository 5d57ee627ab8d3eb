import { AT, PASS, POSITION, RATE, type Heard } from './heard';

/** More than the changes that are ever between what a stretcher is fed and what is heard of it. */
const CAPACITY = 256;

/** Steps of a function, kept in a ring: the oldest gives way to the newest. */
class Steps {
	readonly at = new Float64Array(CAPACITY);
	readonly value = new Float64Array(CAPACITY);
	readonly detail = new Float64Array(CAPACITY);
	#count = 0;

	restart(at: number, value: number, detail: number): void {
		this.#count = 0;
		this.add(at, value, detail);
	}

	/** @param at not before the last one; at the same place, this one is in force */
	add(at: number, value: number, detail: number): void {
		const slot = this.#count++ % CAPACITY;
		this.at[slot] = at;
		this.value[slot] = value;
		this.detail[slot] = detail;
	}

	/** The slot of the step in force at a whole place; before the oldest, the oldest. */
	find(at: number): number {
		const oldest = Math.max(0, this.#count - CAPACITY);
		let step = this.#count - 1;
		while (step > oldest && this.at[step % CAPACITY]! > at) step--;
		return step % CAPACITY;
	}
}

/**
 * What of a song is where in a stretcher. Three counts of frames: **stretched** frames that it has made, **fed** frames
 * that it was given (not whole: the fraction is what it is owed), and the song's own. Stretched to fed is a line whose
 * slope is the rate; fed to song is a line of slope 1 that jumps where a loop goes back. Both are kept far enough back
 * to tell what is heard now, which was fed a latency ago. Nothing is allocated after it was made.
 */
export class TimeMap {
	readonly #rates = new Steps();
	readonly #jumps = new Steps();

	/** The first frame fed is the song's `position` (before 0: silence), the first stretched frame comes after `fed`. */
	restart(position: number, pass: number, fed: number, rate: number): void {
		this.#jumps.restart(0, position, pass);
		this.#rates.restart(0, fed, rate);
	}

	/** From the stretched frame `at` (a whole one) on, `rate` frames are fed for each. */
	changeRate(at: number, rate: number): void {
		this.#rates.add(at, this.fedAt(at), rate);
	}

	/** From the fed frame `fed` on, the song is at `position`, in the pass `pass`. */
	jump(fed: number, position: number, pass: number): void {
		this.#jumps.add(fed, position, pass);
	}

	/** How many frames are to be fed before the whole stretched frame `at`. Exact however long it has run: nothing adds up. */
	fedAt(at: number): number {
		const rates = this.#rates;
		const step = rates.find(at);
		return rates.value[step]! + rates.detail[step]! * (at - rates.at[step]!);
	}

	/** The same in whole frames. */
	dueAt(at: number): number {
		const rates = this.#rates;
		const step = rates.find(at);
		return Math.round(rates.value[step]! + rates.detail[step]! * (at - rates.at[step]!));
	}

	/** Fills in what is heard at `heard.at`, of a stretcher with this input latency; the rate is that of the stretcher. */
	locate({ numbers }: Heard, inputLatency: number): void {
		const rates = this.#rates;
		const at = numbers[AT]!;
		const step = rates.find(Math.floor(at));
		const fed = rates.value[step]! + rates.detail[step]! * (at - rates.at[step]!) - inputLatency;
		const jumps = this.#jumps;
		const jump = jumps.find(Math.floor(fed));
		numbers[POSITION] = jumps.value[jump]! + (fed - jumps.at[jump]!);
		numbers[PASS] = jumps.detail[jump]!;
		numbers[RATE] = rates.detail[step]!;
	}
}
