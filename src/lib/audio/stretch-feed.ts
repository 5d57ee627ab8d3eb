import type { Cursor } from './cursor';
import type { Stretcher } from './stretcher';
import type { Strips } from './strips';
import type { TimeMap } from './time-map';
import { clear, type Workspace } from './workspace';

/**
 * -140 dB. The stretcher skips its work in silence, and with it the end of what sounded before: that would come out
 * when the silence ends. So it is never fed silence.
 */
const FAINT = 1e-7;

/**
 * Reads a song into a stretcher's input: first what it has to remember, from before a start, then what it is to
 * process. Tells the map where the song jumps.
 */
export class StretchFeed {
	readonly #stretcher: Stretcher;
	readonly #cursor: Cursor;
	readonly #map: TimeMap;
	#startPass = 0;
	#fed = 0;

	constructor(stretcher: Stretcher, cursor: Cursor, map: TimeMap) {
		this.#stretcher = stretcher;
		this.#cursor = cursor;
		this.#map = map;
	}

	/** Song frames fed since the start, with those to be remembered. */
	get fed(): number {
		return this.#fed;
	}

	/** Song frames before a start that are read for it: the first output's middle is at the start then. */
	get leadIn(): number {
		return this.#stretcher.memory - this.#stretcher.inputLatency;
	}

	/** Goes back to before `position`; what is before the song is silence. */
	restart(position: number, pass: number): void {
		const { memory, input } = this.#stretcher;
		this.#startPass = pass;
		this.#fed = Math.min(memory, Math.max(0, this.leadIn - position));
		input.left.fill(FAINT, 0, this.#fed);
		input.right.fill(FAINT, 0, this.#fed);
		this.#cursor.place(Math.max(0, position - this.leadIn), pass);
	}

	/** Reads on in what is to be remembered, by at most `most` frames, each to its place in the input. */
	remember(most: number, strips: Strips, workspace: Workspace): void {
		this.#read(this.#fed, Math.min(most, this.#stretcher.memory - this.#fed), strips, workspace);
	}

	/** Reads the next `count` frames to the beginning of the input. */
	read(count: number, strips: Strips, workspace: Workspace): void {
		this.#read(0, count, strips, workspace);
	}

	#read(at: number, count: number, strips: Strips, workspace: Workspace): void {
		const { left, right } = this.#stretcher.input;
		const { bus } = workspace;
		for (let done = 0; done < count;) {
			const length = Math.min(count - done, bus.left.length);
			clear(bus, length);
			const read = this.#advance(length, strips, workspace);
			for (let i = 0; i < read; i++) {
				left[at + done + i] = audible(bus.left[i]!);
				right[at + done + i] = audible(bus.right[i]!);
			}
			done += read;
		}
	}

	/** Before the start the song is read straight on: a loop that ends there is not gone through. */
	#advance(count: number, strips: Strips, workspace: Workspace): number {
		const cursor = this.#cursor;
		const before = cursor.position;
		const leading = this.leadIn - this.#fed;
		const read = cursor.read(leading > 0 ? Math.min(count, leading) : count, strips, workspace);
		this.#fed += read;
		if (cursor.position === before + read) return read;
		if (leading > 0) cursor.place(before + read, this.#startPass);
		else this.#map.jump(this.#fed, cursor.position, cursor.pass);
		return read;
	}
}

const audible = (sample: number): number => (Math.abs(sample) < FAINT ? FAINT : sample);
