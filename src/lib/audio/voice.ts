import type { Frames } from '../units/units';
import { FAR } from './far';
import { Heard, PASS, POSITION, RATE } from './heard';
import type { SpeedAndPitch } from './protocol';
import type { Score } from './score';
import { SongCursor } from './song-cursor';
import { StretchVoice } from './stretch-voice';
import type { Stretcher } from './stretcher';
import type { Strips } from './strips';
import { clear, type Workspace } from './workspace';

/** One way to make a song sound. */
export interface Voice {
	/** Of the frame that is rendered next. */
	readonly heard: Heard;
	/** Calls of `prime` that a start needs. */
	readonly primeQuanta: number;
	/** Song frames that a start reads before and after its position. */
	readonly leadIn: number;
	readonly lookahead: number;
	/** Whether it has read on by a way that is not the song's any more: then it has to start anew. */
	readonly strays: boolean;
	set(wanted: SpeedAndPitch): void;
	/** The frame rendered first will be the song's `position`. */
	start(position: Frames, pass: number): void;
	/** A part of what a start needs, once per quantum. Uses the workspace. @returns whether it can be rendered */
	prime(strips: Strips, workspace: Workspace): boolean;
	/** The first block that the next `frames` frames of output need and that is not in memory. Once it is primed. */
	firstAbsent(frames: number): number;
	/** Puts the next `count` frames, which sound `at` frames from now, into `workspace.bus` from its frame 0 on. */
	render(count: number, at: number, strips: Strips, workspace: Workspace): void;
}

/** The song as it is, to the last bit and without any delay. */
export class DirectVoice implements Voice {
	readonly heard = new Heard();
	readonly primeQuanta = 0;
	readonly leadIn = 0;
	readonly lookahead = 0;
	readonly strays = false;
	readonly #score: Score;
	readonly #cursor: SongCursor;

	constructor(score: Score) {
		this.#score = score;
		this.#cursor = new SongCursor(score);
		this.heard.numbers[RATE] = 1;
	}

	set(): void {}

	start(position: Frames, pass: number): void {
		this.#cursor.place(position, pass);
		this.#locate();
	}

	prime(): boolean {
		return true;
	}

	firstAbsent(frames: number): number {
		return this.#score.route.firstAbsent(this.#score.deck, this.#cursor.position, frames);
	}

	render(count: number, at: number, strips: Strips, workspace: Workspace): void {
		clear(workspace.bus, count);
		this.#cursor.clock(at, 1);
		for (let done = 0; done < count;) done += this.#cursor.readTo(done, count - done, strips, workspace);
		this.#locate();
	}

	#locate(): void {
		this.heard.numbers[POSITION] = this.#cursor.position;
		this.heard.numbers[PASS] = this.#cursor.pass;
	}
}

/** The song at another speed or pitch. Mute and solo reach the ear later by the stretcher's latency, the position does not. */
export class StretchedVoice implements Voice {
	readonly #score: Score;
	readonly #cursor: SongCursor;
	readonly #stretch: StretchVoice;

	constructor(score: Score, stretcher: Stretcher) {
		this.#score = score;
		this.#cursor = new SongCursor(score);
		this.#stretch = new StretchVoice(stretcher, this.#cursor);
	}

	get heard(): Heard {
		return this.#stretch.heard;
	}
	get primeQuanta(): number {
		return this.#stretch.primeQuanta;
	}
	get leadIn(): number {
		return this.#stretch.leadIn;
	}
	get lookahead(): number {
		return this.#stretch.lookahead;
	}

	get strays(): boolean {
		return this.#cursor.strays(this.heard.position, this.heard.pass);
	}

	set(wanted: SpeedAndPitch): void {
		this.#stretch.set(wanted);
	}

	start(position: Frames, pass: number): void {
		this.#stretch.start(position, pass);
		this.#cursor.clock(FAR, 0);
	}

	prime(strips: Strips, workspace: Workspace): boolean {
		return this.#stretch.ready || this.#stretch.prime(strips, workspace);
	}

	/** Its cursor is ahead of what is heard; it reads in slices, so a little more may be needed than is due. */
	firstAbsent(frames: number): number {
		const { deck, route } = this.#score;
		return route.firstAbsent(deck, this.#cursor.position, Math.ceil(2 * frames * this.heard.rate));
	}

	render(count: number, at: number, strips: Strips, workspace: Workspace): void {
		this.#cursor.clock(at, 1 / this.heard.rate);
		this.#stretch.render(count, strips, workspace);
	}
}
