import { FRESH_PRACTICE, type PracticeSound } from '../../../src/lib/audio/protocol';
import { frames } from '../../../src/lib/units/units';
import { layoutOf, type SongCode } from '../../tools/blocks';
import { Bench, Feeder, QUANTUM } from './bench';

const FULL = 32767;
/** Not far below what a start at any speed and pitch reads ahead, so that few blocks are enough. */
const STRIDE = 16_384;

/** A song whose drums are this signal, on both sides; the other stems are silent. */
export const drumsOf =
	(signal: ArrayLike<number>): SongCode =>
	(stem, _channel, frame) =>
		stem === 0 ? Math.round(FULL * signal[frame]!) : 0;

interface Setting {
	readonly practice?: Partial<PracticeSound>;
	readonly position?: number;
	readonly stride?: number;
}

/** A song that is practised on a desk; each block comes as soon as it is asked for. */
export class Practised {
	readonly bench: Bench;
	readonly feeder: Feeder;
	#practice: PracticeSound;

	static async open(
		length: number,
		code: SongCode,
		{ practice = {}, position = 0, stride = STRIDE }: Setting = {}
	): Promise<Practised> {
		const bench = await Bench.stretching();
		const layout = layoutOf(length, stride);
		const feeder = new Feeder(layout, code, () => 1 / FULL);
		const whole = { ...FRESH_PRACTICE, ...practice };
		bench.open(1, layout, feeder, position, whole);
		feeder.store();
		return new Practised(bench, feeder, whole);
	}

	private constructor(bench: Bench, feeder: Feeder, practice: PracticeSound) {
		this.bench = bench;
		this.feeder = feeder;
		this.#practice = practice;
	}

	get left(): readonly number[] {
		return this.bench.left;
	}

	/** Frames rendered so far. */
	get now(): number {
		return this.bench.left.length;
	}

	play(): this {
		this.bench.send({ type: 'play' });
		return this;
	}
	pause(): this {
		this.bench.send({ type: 'pause' });
		return this;
	}
	seek(position: number): this {
		this.bench.send({ type: 'seek', position: frames(position) });
		return this;
	}
	practise(change: Partial<PracticeSound>): this {
		this.#practice = { ...this.#practice, ...change };
		this.bench.practise(this.#practice);
		return this;
	}

	/** Renders at least `count` frames. */
	render(count: number): this {
		for (let done = 0; done < count; done += QUANTUM) {
			this.feeder.store();
			this.bench.render();
		}
		return this;
	}

	/** How many passes were told of as heard whole. */
	get passes(): number {
		return this.bench.posted.filter(({ type }) => type === 'pass').length;
	}
}

/** Where a sound first reaches a magnitude. */
export const onset = (signal: readonly number[], magnitude: number, from = 0): number =>
	signal.findIndex((sample, frame) => frame >= from && Math.abs(sample) >= magnitude);
