import type { Cursor } from '../../src/lib/audio/cursor';
import { StretchVoice } from '../../src/lib/audio/stretch-voice';
import { SLOW_BLOCK, USUAL_BLOCK, type StretchBlock } from '../../src/lib/audio/stretch-block';
import type { Stretcher } from '../../src/lib/audio/stretcher';
import { Stretchers } from '../../src/lib/audio/stretchers';
import { Strips } from '../../src/lib/audio/strips';
import { makeWorkspace, type Workspace } from '../../src/lib/audio/workspace';
import type { Loop } from '../../src/lib/music/loop';
import { cents, frames } from '../../src/lib/units/units';

export const QUANTUM = 128;
/** Each with its name. */
export const BLOCKS = [
	['the usual block', USUAL_BLOCK],
	['the block for slow practice', SLOW_BLOCK]
] as const;
const RATE = 44100;

/** One that nobody else has. */
export async function stretcherOf(block: StretchBlock): Promise<Stretcher> {
	const stretchers = new Stretchers();
	await stretchers.make(block);
	return stretchers.borrow(block)!;
}

/** Reads a signal, the right channel at half the left one's level, and goes round in a loop without a cross-fade. */
export class SignalCursor implements Cursor {
	position = 0;
	pass = 0;
	readonly #signal: ArrayLike<number>;
	readonly #loop: Pick<Loop, 'start'> & { readonly end: number };

	constructor(signal: ArrayLike<number>, loop?: Loop | null) {
		this.#signal = signal;
		this.#loop = loop ?? { start: frames(0), end: Infinity };
	}

	place(position: number, pass: number): void {
		if (position < 0) throw new RangeError('before the song');
		this.position = position;
		this.pass = pass;
	}

	read(count: number, _strips: Strips, { bus }: Workspace): number {
		const { start, end } = this.#loop;
		const length = this.position < end ? Math.min(count, end - this.position) : count;
		for (let i = 0; i < length; i++) {
			const sample = this.#signal[this.position + i] ?? 0;
			bus.left[i]! += sample;
			bus.right[i]! += 0.5 * sample;
		}
		this.position += length;
		if (this.position === end) {
			this.position = start;
			this.pass++;
		}
		return length;
	}
}

export interface Playing {
	readonly block?: StretchBlock;
	readonly rate?: number;
	readonly transposed?: number;
	readonly position?: number;
	readonly pass?: number;
	readonly loop?: Loop | null;
}

/** A voice that plays a signal, everything it has rendered, and what it said before each quantum. */
export class Stretched {
	readonly left: number[] = [];
	readonly right: number[] = [];
	/** The position and the pass of each frame rendered, as the voice said them: one entry per quantum. */
	readonly said: { frame: number; position: number; pass: number; rate: number }[] = [];
	readonly cursor: SignalCursor;
	readonly voice: StretchVoice;
	readonly #strips = new Strips();
	readonly #workspace = makeWorkspace(QUANTUM);

	static async play(signal: ArrayLike<number>, playing: Playing = {}): Promise<Stretched> {
		return new Stretched(await stretcherOf(playing.block ?? USUAL_BLOCK), signal, playing);
	}

	constructor(stretcher: Stretcher, signal: ArrayLike<number>, playing: Playing) {
		this.cursor = new SignalCursor(signal, playing.loop);
		this.voice = new StretchVoice(stretcher, this.cursor);
		this.set(playing.rate ?? 1, playing.transposed);
		this.start(playing.position, playing.pass);
	}

	set(rate: number, transposed = 0): void {
		this.voice.set({ rate, transposed: cents(transposed) });
	}

	/** @returns how often it was primed */
	start(position = 0, pass = 0): number {
		this.voice.start(position, pass);
		for (let primed = 1; ; primed++) if (this.prime()) return primed;
	}

	prime(): boolean {
		return this.voice.prime(this.#strips, this.#workspace);
	}

	render(count: number, quantum = QUANTUM): this {
		for (let done = 0; done < count; done += quantum) {
			const { position, pass, rate } = this.voice.heard;
			this.said.push({ frame: this.left.length, position, pass, rate });
			const length = Math.min(quantum, count - done);
			this.voice.render(length, this.#strips, this.#workspace);
			this.left.push(...this.#workspace.bus.left.subarray(0, length));
			this.right.push(...this.#workspace.bus.right.subarray(0, length));
		}
		return this;
	}

	/** Renders and forgets. */
	skip(count: number, quantum = QUANTUM): void {
		for (let done = 0; done < count; done += quantum)
			this.voice.render(Math.min(quantum, count - done), this.#strips, this.#workspace);
	}

	/** Where a song frame was said to be heard the first time from an output frame on. */
	frameOf(position: number, from = 0): number {
		const { said } = this;
		const before = said.findLastIndex(
			(here, i) => here.frame >= from && here.position <= position && (said[i + 1]?.position ?? 0) > position
		);
		const here = said[before]!;
		return here.frame + (position - here.position) / here.rate;
	}
}

/** The centre of a signal's energy between two frames. */
export function centroid(signal: ArrayLike<number>, from: number, to: number): number {
	let energy = 0;
	let moment = 0;
	for (let i = Math.max(0, Math.round(from)); i < Math.min(signal.length, to); i++) {
		energy += signal[i]! ** 2;
		moment += i * signal[i]! ** 2;
	}
	return moment / energy;
}

/**
 * How far a sine is from `frequency`, in cents: the slope of its phase against one of that frequency, by least squares
 * over windows of 4096 frames.
 */
export function detuned(signal: ArrayLike<number>, frequency: number): number {
	const [size, hop] = [4096, 512];
	const turns: number[] = [];
	for (let start = 0; start + size <= signal.length; start += hop) {
		let [re, im] = [0, 0];
		for (let i = 0; i < size; i++) {
			const weighted = signal[start + i]! * (1 - Math.cos((2 * Math.PI * i) / size));
			const phase = (2 * Math.PI * frequency * (start + i)) / RATE;
			re += weighted * Math.cos(phase);
			im -= weighted * Math.sin(phase);
		}
		const turn = Math.atan2(im, re) / (2 * Math.PI);
		const last = turns.at(-1) ?? turn;
		turns.push(turn + Math.round(last - turn));
	}
	const middle = (turns.length - 1) / 2;
	const slope =
		turns.reduce((sum, turn, i) => sum + (i - middle) * turn, 0) /
		turns.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
	return 1200 * Math.log2(1 + (slope * RATE) / hop / frequency);
}
