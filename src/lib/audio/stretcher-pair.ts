import type { StretchBlock } from './stretch-block';
import { SingleStretcher, type StretchBuffer, type Stretcher } from './stretcher';

/** Frames that the second stretcher takes for one that it makes: exactly, so that the latencies stay what they are. */
const SECOND_RATE = 2;

/**
 * Two stretchers, one behind the other, for where far more than two frames go in for one that comes out: there a single
 * one puts attacks in the wrong place. The second takes two for one, the first whatever is left to do.
 */
export class StretcherPair implements Stretcher {
	readonly inputLatency: number;
	readonly outputLatency: number;
	readonly memory: number;
	readonly most: number;
	readonly input: StretchBuffer;
	readonly output: StretchBuffer;
	readonly #first: SingleStretcher;
	readonly #second: SingleStretcher;

	static async create(block: StretchBlock): Promise<StretcherPair> {
		return new StretcherPair(await SingleStretcher.create(block), await SingleStretcher.create(block));
	}

	private constructor(first: SingleStretcher, second: SingleStretcher) {
		this.#first = first;
		this.#second = second;
		this.inputLatency = first.inputLatency;
		this.outputLatency = second.outputLatency + (second.inputLatency + first.outputLatency) / SECOND_RATE;
		this.memory = first.memory;
		this.most = Math.floor(first.most / (SECOND_RATE + 1));
		this.input = first.input;
		this.output = second.output;
	}

	/** The second one begins in silence: what comes out at first is softer by half a decibel. */
	recall(rate: number): void {
		this.#first.recall(rate / SECOND_RATE);
		this.#second.input.left.fill(0, 0, this.#second.memory);
		this.#second.input.right.fill(0, 0, this.#second.memory);
		this.#second.recall(SECOND_RATE);
	}

	process(inputFrames: number, outputFrames: number): void {
		const between = SECOND_RATE * outputFrames;
		this.#first.process(inputFrames, between);
		const { input } = this.#second;
		const { output } = this.#first;
		for (let i = 0; i < between; i++) {
			input.left[i] = output.left[i]!;
			input.right[i] = output.right[i]!;
		}
		this.#second.process(between, outputFrames);
	}
}
