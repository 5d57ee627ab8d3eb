import createModule, { type SignalsmithStretch } from 'virtual:signalsmith-stretch';
import { toFrames } from '../units/units';
import type { StretchBlock } from './stretch-block';

/**
 * Where it is to make more than twice the length, signalsmith-stretch shakes the phases, so that steady tones tremble
 * (by 10 to 20 % at a quarter of the speed) and go out of tune. Told that it is twice the length, it keeps both exact.
 */
const LEAST_RATE = 0.5;

const CHANNELS = 2;
/** Frames of input or output that fit into one call. */
const CAPACITY = 8192;

/** Two channels in the stretcher's memory. */
export interface StretchBuffer {
	readonly left: Float32Array;
	readonly right: Float32Array;
}

/**
 * Makes stereo sound longer or shorter and leaves its pitch.
 *
 * The output frame `n` is the sound of the input at `fed(n - outputLatency) - inputLatency`, where `fed(n)` frames of
 * input had gone in when `n` frames of output had come out.
 */
export interface Stretcher {
	/** In frames of input. */
	readonly inputLatency: number;
	/** In frames of output: not always whole. */
	readonly outputLatency: number;
	/** Frames of input that {@link recall} wants: all that the first block of output is made from. */
	readonly memory: number;
	/** Frames of output that are made at once: less than an interval, and half a millisecond's work. */
	readonly most: number;
	/** What goes in. Filled by the caller before each call. */
	readonly input: StretchBuffer;
	/** What came out of the last call. */
	readonly output: StretchBuffer;
	/**
	 * Forgets everything, and takes the first {@link memory} frames of `input` for what came before.
	 * @param rate frames of input per frame of output, as they will be processed
	 */
	recall(rate: number): void;
	/** Takes the first `inputFrames` of `input`, makes the first `outputFrames` of `output`. */
	process(inputFrames: number, outputFrames: number): void;
}

/**
 * signalsmith-stretch in a WASM module of its own. Its work is spread evenly over its output (`splitComputation`).
 *
 * Attacks keep to their place within 3 ms where at most two frames go in for one that comes out. It never presses what
 * is inside a block into less than half the time, so that beyond that they are off by the more: 30 ms at 4 frames (twice
 * as fast and an octave lower).
 */
export class SingleStretcher implements Stretcher {
	readonly inputLatency: number;
	readonly outputLatency: number;
	readonly memory: number;
	readonly most = 1280;
	readonly input: StretchBuffer;
	readonly output: StretchBuffer;
	readonly #module: SignalsmithStretch;
	readonly #interval: number;
	/** Output frames until the next block begins. */
	#untilBlock = 0;
	readonly #left: History;
	readonly #right: History;

	static async create({ block, interval }: StretchBlock): Promise<SingleStretcher> {
		const module = await createModule();
		module._main();
		return new SingleStretcher(module, toFrames(block), toFrames(interval));
	}

	private constructor(module: SignalsmithStretch, block: number, interval: number) {
		this.#module = module;
		this.#interval = interval;
		module._configure(CHANNELS, block, interval, true);
		this.inputLatency = module._inputLatency();
		this.outputLatency = module._outputLatency();
		this.memory = block + interval;
		const length = Math.max(this.memory, CAPACITY);
		// The module's memory does not grow after this, so that the views stay attached.
		const pointer = module._setBuffers(CHANNELS, length);
		const view = (index: number) =>
			new Float32Array(
				module.HEAP8.buffer,
				pointer + index * length * Float32Array.BYTES_PER_ELEMENT,
				length
			);
		this.input = { left: view(0), right: view(1) };
		this.output = { left: view(2), right: view(3) };
		this.#left = new History(this.memory, this.input.left);
		this.#right = new History(this.memory, this.input.right);
	}

	recall(rate: number): void {
		this.#left.restart();
		this.#right.restart();
		this.#untilBlock = 0;
		this.#module._reset();
		this.#module._seek(this.memory, Math.max(LEAST_RATE, rate));
	}

	process(inputFrames: number, outputFrames: number): void {
		this.#left.append(inputFrames);
		this.#right.append(inputFrames);
		const begins = this.#untilBlock < outputFrames;
		if (begins && inputFrames < LEAST_RATE * outputFrames) {
			this.#left.recall();
			this.#right.recall();
			this.#module._seek(this.memory, LEAST_RATE);
			this.#left.restore(inputFrames);
			this.#right.restore(inputFrames);
		}
		this.#left.forget(inputFrames);
		this.#right.forget(inputFrames);
		this.#module._process(inputFrames, outputFrames);
		this.#untilBlock += (begins ? this.#interval : 0) - outputFrames;
	}
}

/** What was in a channel of the input before, for a block to be made from it once more. */
class History {
	readonly #input: Float32Array;
	readonly #frames: Float32Array;
	readonly #past: Float32Array;

	constructor(memory: number, input: Float32Array) {
		this.#input = input;
		this.#frames = new Float32Array(memory + CAPACITY);
		this.#past = this.#frames.subarray(0, memory);
	}

	restart(): void {
		for (let i = 0; i < this.#past.length; i++) this.#past[i] = this.#input[i]!;
	}

	append(count: number): void {
		for (let i = 0; i < count; i++) this.#frames[this.#past.length + i] = this.#input[i]!;
	}

	/** Puts what was before the frames appended last into the input. */
	recall(): void {
		this.#input.set(this.#past);
	}

	/** Puts the frames appended last into the input again. */
	restore(count: number): void {
		for (let i = 0; i < count; i++) this.#input[i] = this.#frames[this.#past.length + i]!;
	}

	/** The frames appended last are the past from now on. */
	forget(count: number): void {
		this.#frames.copyWithin(0, count, this.#past.length + count);
	}
}
