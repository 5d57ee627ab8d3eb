import { SAMPLE_RATE } from '../units/units';
import { FAR } from './far';
import { Ramp } from './ramp';

/** 40 ms: shorter than the fastest beat. */
const CLICK_FRAMES = 1764;
/** How long a click takes to fall to 1/e. */
const DECAY_FRAMES = 300;
/** Half of full scale: over a loud mix it is still heard, and the sum hardly ever clips. */
const LEVEL = 0.5;
/** 5 ms: how long a click that is cut off takes to fade. */
const CUT_FRAMES = 220;

/** Begins and ends at 0, so that it makes no click of the unwanted kind. */
const burst = (hertz: number): Float32Array =>
	Float32Array.from({ length: CLICK_FRAMES }, (_, frame) => {
		const envelope = Math.exp(-frame / DECAY_FRAMES) * (1 - frame / CLICK_FRAMES);
		return LEVEL * envelope * Math.sin((2 * Math.PI * hertz * frame) / SAMPLE_RATE);
	});

const FIRST = burst(1760);
const OTHER = burst(1175);

/** The count-in: clicks at equal distances; the song sets in one beat after the last of them. */
export class CountInClicks {
	#beats = 0;
	#spacing = 0;
	/** Frames until the present beat is over. */
	#left = 0;
	#click = FIRST;
	#age = CLICK_FRAMES;
	readonly #level = new Ramp(0);

	/** Beats to come, the one that has begun included; 0: it does not count. */
	get beats(): number {
		return this.#beats;
	}

	/** Whether a click is in the output, though it may not count any more. */
	get sounding(): boolean {
		return this.#age < CLICK_FRAMES && (this.#level.target > 0 || this.#level.remaining > 0);
	}

	/** Counts from the next frame on. Not while it is still {@link sounding}. */
	begin(beats: number, spacing: number): void {
		this.#beats = beats;
		this.#spacing = spacing;
		this.#click = FIRST;
		this.#strike();
	}

	/** Fades out what still sounds. */
	stop(): void {
		this.#beats = 0;
		if (this.#level.target > 0) this.#level.to(0, this.sounding ? CUT_FRAMES : 0);
	}

	/** Frames until the present beat is over: no more may be added at once while it counts. */
	get untilNext(): number {
		return this.#beats > 0 ? this.#left : FAR;
	}

	/** Adds the next `count` frames, times `master`, to the output from frame `at` on. */
	add(left: Float32Array, right: Float32Array, at: number, count: number, master: Ramp): void {
		const audible = this.sounding ? Math.min(count, CLICK_FRAMES - this.#age) : 0;
		for (let i = 0; i < audible; i++) {
			const sample = this.#click[this.#age + i]! * this.#level.at(i) * master.at(at + i);
			left[at + i]! += sample;
			right[at + i]! += sample;
		}
		this.#age += audible;
		this.#level.advance(count);
		if (this.#beats === 0) return;
		this.#left -= count;
		if (this.#left > 0) return;
		this.#beats--;
		this.#click = OTHER;
		if (this.#beats > 0) this.#strike();
	}

	#strike(): void {
		this.#left = this.#spacing;
		this.#age = 0;
		this.#level.to(1, 0);
	}
}
