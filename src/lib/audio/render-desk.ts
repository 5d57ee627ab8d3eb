import type { BlockLayout } from '../music/block';
import { NO_COUNT_IN } from '../music/count-in';
import { faderGain, stereoGains, type Mix } from '../music/mix';
import { perStem } from '../music/stems';
import { frames, type Frames } from '../units/units';
import { MixingDesk } from './desk';
import type { FromMixer } from './protocol';
import type { RenderFeeder } from './render-feeder';
import type { Sound } from './render-sound';
import type { MixSound } from './render-span';
import type { Stretchers } from './stretchers';

const QUANTUM = 128;
/** 0.5 s of output before a loop's pass begins: by then the start's fade is long over. */
const RUN_IN_FRAMES = 22_050;

/** What a desk plays. */
interface MixToPlay {
	readonly layout: BlockLayout;
	readonly mix: Mix;
	readonly sound: MixSound;
}

/** A desk that plays one song, and whose quanta are asked for. */
export class SteadyDesk {
	/** Frames of output before the first that is wanted. */
	readonly runIn: Frames;
	/** What the desk has refused. */
	trouble: string | null = null;
	readonly #desk: MixingDesk;
	readonly #feeder: RenderFeeder;
	readonly #left = new Float32Array(QUANTUM);
	readonly #right = new Float32Array(QUANTUM);
	#frame = 0;
	/** Frames of the last quantum that were given. */
	#given = QUANTUM;
	#sounds = false;

	constructor({ layout, mix, sound }: MixToPlay, feeder: RenderFeeder, stretchers: Stretchers) {
		const { rate, transposed, loop } = sound;
		this.#feeder = feeder;
		this.#desk = new MixingDesk((message) => this.#hear(message), stretchers);
		this.#desk.receive(
			{
				type: 'gains',
				master: faderGain(mix.master),
				stems: perStem((stem) => stereoGains(mix, stem))
			},
			0
		);
		const most = loop === null ? 0 : Math.floor((loop.end - loop.start) / rate);
		this.runIn = frames(Math.min(RUN_IN_FRAMES, most));
		const position = loop === null ? frames(0) : frames(Math.round(loop.end - this.runIn * rate));
		const practice = { rate, transposed, loop, countIn: NO_COUNT_IN, turn: null };
		// The desk uses nothing of a port but what a feeder has.
		const port = feeder as unknown as MessagePort;
		this.#desk.receive({ type: 'open', deck: 1, layout, position, practice, feeder: port }, 0);
	}

	/** The next `count` frames. */
	async next(signal: AbortSignal, count: number): Promise<Sound> {
		const planar = new Float32Array(2 * count);
		for (let done = 0; done < count && !this.#failed;) {
			if (this.#given === QUANTUM) await this.#render(signal);
			const length = Math.min(count - done, QUANTUM - this.#given);
			planar.set(this.#left.subarray(this.#given, this.#given + length), done);
			planar.set(this.#right.subarray(this.#given, this.#given + length), count + done);
			this.#given += length;
			done += length;
		}
		signal.throwIfAborted();
		return { planar, scale: 1 };
	}

	close(): void {
		this.#desk.receive({ type: 'close', deck: 1 }, this.#frame);
		this.#feeder.close();
	}

	get #failed(): boolean {
		return this.#feeder.failure !== null || this.trouble !== null;
	}

	/** One quantum in which the song sounds: what comes before, while a stretcher makes ready, is silence. */
	async #render(signal: AbortSignal): Promise<void> {
		do {
			await this.#feeder.settled();
			signal.throwIfAborted();
			if (this.#failed) return;
			this.#left.fill(0);
			this.#right.fill(0);
			this.#desk.render(this.#left, this.#right, this.#frame);
			this.#frame += QUANTUM;
		} while (!this.#sounds);
		this.#given = 0;
	}

	#hear(message: FromMixer): void {
		if (message.type === 'state') this.#sounds ||= message.rate > 0;
		if (message.type === 'opened') this.#desk.receive({ type: 'play' }, this.#frame);
		if ('detail' in message) this.trouble ??= message.detail;
		if (message.type === 'state' && message.waiting && this.#sounds)
			this.trouble ??= 'A block was asked for too late';
	}
}
