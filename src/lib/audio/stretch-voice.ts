import { toFrequencyRatio } from '../units/units';
import type { Cursor } from './cursor';
import { Heard, AT, RATE } from './heard';
import { FRESH_PRACTICE, type SpeedAndPitch } from './protocol';
import { REACH, Resampler } from './resampler';
import { StretchFeed } from './stretch-feed';
import type { Stretcher } from './stretcher';
import type { Strips } from './strips';
import { TimeMap } from './time-map';
import type { Workspace } from './workspace';

/** Song frames that one call of `prime` reads: half a millisecond's work. */
const SLICE = 1280;

/**
 * Plays what a cursor reads at another speed and pitch. The stretcher changes the length alone; pitch is a
 * {@link Resampler} behind it, for which the stretcher makes so much more or less: it is exact, where the stretcher's
 * own transposition is off by up to 8 cents in the bass.
 *
 * A song can be read anywhere, so a stretcher's latency need not be waited for: the cursor runs ahead by it.
 */
export class StretchVoice {
	readonly #stretcher: Stretcher;
	readonly #feed: StretchFeed;
	readonly #resampler = new Resampler(SLICE);
	readonly #map = new TimeMap();
	#wanted: SpeedAndPitch = FRESH_PRACTICE;
	#wantedRate = 1;
	#wantedFactor = 1;
	/** Song frames per stretched frame, as the stretcher is fed now. */
	#ratio = 1;
	/** Frames the stretcher has made since the start. */
	#stretched = 0;
	/** What is heard with the output frame that is rendered next. */
	readonly heard = new Heard();

	/** Owns both: nobody else uses this stretcher or this cursor. */
	constructor(stretcher: Stretcher, cursor: Cursor) {
		this.#stretcher = stretcher;
		this.#feed = new StretchFeed(stretcher, cursor, this.#map);
	}

	/** Takes effect with the next frame rendered, or with the next start: an alignment under way is not disturbed. */
	set(wanted: SpeedAndPitch): void {
		if (wanted === this.#wanted) return;
		this.#wanted = wanted;
		this.#wantedRate = wanted.rate;
		this.#wantedFactor = toFrequencyRatio(wanted.transposed);
	}

	/** Song frames before a start that are read for it. */
	get leadIn(): number {
		return this.#feed.leadIn;
	}

	/** Song frames by which the cursor is ahead of what is heard, at the rate that was last set. */
	get lookahead(): number {
		const ratio = this.#wantedRate / this.#wantedFactor;
		return Math.ceil(this.#stretcher.inputLatency + ratio * this.#preRoll);
	}

	/** How often `prime` is called for a start. */
	get primeQuanta(): number {
		return Math.ceil(this.#stretcher.memory / SLICE) + Math.ceil(this.#preRoll / this.#stretcher.most);
	}

	/** Whether the frame that is rendered next can be rendered. */
	get ready(): boolean {
		return this.#stretched >= this.#preRoll;
	}

	/** The first frame rendered will be the sound of the song's `position`, a whole frame. Prime before rendering. */
	start(position: number, pass: number): void {
		const { memory, outputLatency } = this.#stretcher;
		this.#resampler.factor = this.#wantedFactor;
		this.#ratio = this.#wantedRate / this.#wantedFactor;
		this.#stretched = 0;
		this.#map.restart(position - this.leadIn, pass, memory, this.#ratio);
		this.#resampler.restart(outputLatency);
		this.#feed.restart(position, pass);
		this.#locate();
	}

	/**
	 * Does a part of what a start needs; call it once in each render quantum. Leaves scratch in `workspace`.
	 *
	 * @returns whether the voice is ready
	 */
	prime(strips: Strips, workspace: Workspace): boolean {
		if (this.#feed.fed < this.#stretcher.memory) this.#recall(strips, workspace);
		else if (!this.ready) this.#preRun(strips, workspace);
		return this.ready;
	}

	/** Puts the next `count` frames into `workspace.bus`, whatever is there. Only for a voice that is ready. */
	render(count: number, strips: Strips, workspace: Workspace): void {
		const ratio = this.#wantedRate / this.#wantedFactor;
		this.#resampler.factor = this.#wantedFactor;
		if (ratio !== this.#ratio) this.#map.changeRate(this.#stretched, ratio);
		this.#ratio = ratio;
		const missing = this.#resampler.missing(count);
		if (missing > 0) this.#stretch(missing, strips, workspace);
		this.#resampler.read(count, workspace.bus);
		this.#locate();
	}

	/** Stretched frames that are made before the first one is rendered. */
	get #preRoll(): number {
		return Math.ceil(this.#stretcher.outputLatency) + REACH;
	}

	#locate(): void {
		const { inputLatency, outputLatency } = this.#stretcher;
		this.heard.numbers[AT] = this.#resampler.position - outputLatency;
		this.#map.locate(this.heard, inputLatency);
		this.heard.numbers[RATE]! *= this.#resampler.factor;
	}

	#recall(strips: Strips, workspace: Workspace): void {
		this.#feed.remember(SLICE, strips, workspace);
		if (this.#feed.fed === this.#stretcher.memory) this.#stretcher.recall(this.#ratio);
	}

	#preRun(strips: Strips, workspace: Workspace): void {
		this.#stretch(Math.min(this.#stretcher.most, this.#preRoll - this.#stretched), strips, workspace);
	}

	#stretch(count: number, strips: Strips, workspace: Workspace): void {
		const due = this.#map.dueAt(this.#stretched + count) - this.#feed.fed;
		this.#feed.read(due, strips, workspace);
		this.#stretcher.process(due, count);
		this.#stretched += count;
		this.#resampler.push(this.#stretcher.output, count);
	}
}
