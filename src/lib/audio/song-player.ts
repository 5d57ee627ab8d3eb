import { beatFrames, type CountIn } from '../music/count-in';
import type { Frames } from '../units/units';
import { CountInClicks } from './count-in-clicks';
import type { Deck } from './deck';
import { Fade, FADE_FRAMES } from './fade';
import { FAR } from './far';
import { Passes } from './passes';
import type { PracticeSound } from './protocol';
import { Score } from './score';
import type { Stretchers } from './stretchers';
import type { Strips } from './strips';
import { Voices } from './voices';
import type { Workspace } from './workspace';

/**
 * The sound of one song as it is practised: its voices, the fade that makes every start and stop without a click, and
 * the count-in, which may come before every pass of a loop. Whether it sounds is for the playhead to say.
 */
export class SongPlayer {
	readonly passes = new Passes();
	readonly #score: Score;
	readonly #voices: Voices;
	readonly #fade = new Fade();
	readonly #clicks = new CountInClicks();
	#practice: PracticeSound;
	/** It fades out, to begin anew from where it is then. */
	#restarts = false;

	constructor(deck: Deck, position: Frames, practice: PracticeSound, stretchers: Stretchers) {
		this.#score = new Score(deck);
		this.#practice = practice;
		this.#voices = new Voices(this.#score, stretchers, position);
		this.#voices.set(practice);
		this.#follow(practice);
		this.place(position, 0);
	}

	/** Whether the song is in the output. */
	get fades(): boolean {
		return this.#fade.sounds;
	}

	/** Whether the song or a click is. */
	get sounding(): boolean {
		return this.fades || this.#clicks.sounding;
	}

	/** The nearest frame to what is heard next. */
	get position(): Frames {
		return this.#voices.nearest;
	}

	/** Whether the song is over. */
	get over(): boolean {
		return this.#voices.over;
	}

	get pass(): number {
		return this.#voices.pass;
	}

	/** Whether the song goes on: not where it fades out or is silent. */
	get moves(): boolean {
		return this.#fade.target > 0;
	}

	/** Song frames per frame of output, where it {@link moves}. */
	get rate(): number {
		return this.#voices.rate;
	}

	/** Why the song sounds as it is though it should not; null where it is as it should be. */
	get unstretchable(): string | null {
		return this.#voices.unstretchable;
	}

	/** Beats of the count-in to come, the present one included. */
	get beats(): number {
		return this.#clicks.beats;
	}

	get countIn(): CountIn {
		return this.#practice.countIn;
	}

	/** @returns whether a count-in that runs has to count anew */
	practise(practice: PracticeSound): boolean {
		const before = this.#practice;
		this.#practice = practice;
		const counts = !isSame(practice.countIn, before.countIn);
		if (counts || !isSame(practice.loop, before.loop) || !isSame(practice.turn, before.turn))
			this.#follow(practice);
		this.#voices.set(practice);
		return counts || practice.rate !== before.rate;
	}

	/** In silence: what sounds next begins here. */
	place(position: Frames, pass: number): void {
		this.#voices.place(position, pass);
		this.passes.placed(position, pass);
	}

	/** In silence: counts from the next frame on. */
	count(): void {
		this.#clicks.begin(this.countIn.beats, beatFrames(this.countIn, this.#voices.rate));
	}

	stopCounting(): void {
		this.#clicks.stop();
	}

	/** The first block that the next `count` frames of output need and that is not in memory. */
	firstAbsent(count: number): number {
		return this.#voices.firstAbsent(count);
	}

	/** Once before each quantum in which it may sound. @returns whether it can */
	prepare(quantum: number, strips: Strips, workspace: Workspace): boolean {
		if (!this.fades) return this.#voices.prepare(strips, workspace);
		this.#voices.attend(quantum, strips, workspace);
		return true;
	}

	/** The song is over: silent at once, for it may end on a loud frame. */
	end(): void {
		this.#fade.to(0, 0);
	}

	/**
	 * Adds the next quantum to `left` and `right`.
	 * @param goes whether it is to sound; else it fades out and then stands still
	 */
	render(goes: boolean, left: Float32Array, right: Float32Array, strips: Strips, workspace: Workspace): void {
		const quantum = left.length;
		const on = goes && !this.#restarts;
		for (let at = 0; at < quantum;) {
			const counts = this.beats > 0;
			const sounds = !counts && (on || this.fades);
			const until = counts ? this.#clicks.untilNext : this.#untilStop;
			const stop = this.#score.route.stopAfter(this.#voices.position);
			let count = Math.min(quantum - at, counts ? until : FAR);
			if (sounds) count = this.#play(on, until, at, count, left, right, strips, workspace);
			this.#clicks.add(left, right, at, count, strips.master);
			// The speed may change on the way there.
			const stops = stop < FAR && (count === until || this.#voices.position >= stop);
			if (sounds && stops) this.#startOver(goes);
			at += count;
		}
		this.#score.turns.advance(quantum);
		if (this.fades) return;
		this.#voices.stand();
		this.#restarts = false;
	}

	close(): void {
		this.#voices.close();
	}

	/** Adds at most `most` frames from frame `at` on. @returns how many have passed */
	#play(
		goes: boolean,
		untilStop: number,
		at: number,
		most: number,
		left: Float32Array,
		right: Float32Array,
		strips: Strips,
		workspace: Workspace
	): number {
		const { position } = this.#voices;
		const attack = position === 0 || position === this.#practice.loop?.start;
		this.#fade.turn(goes && untilStop > FADE_FRAMES, attack, untilStop);
		const span = untilStop > FADE_FRAMES ? untilStop - FADE_FRAMES : untilStop;
		const audible = goes ? most : Math.min(most, this.#fade.remaining);
		const count = this.#voices.atOnce(Math.min(audible, span));
		this.#voices.render(count, at, strips, workspace);
		const { bus } = workspace;
		for (let i = 0; i < count; i++) {
			const gain = strips.master.at(at + i) * this.#fade.at(i);
			left[at + i]! += bus.left[i]! * gain;
			right[at + i]! += bus.right[i]! * gain;
		}
		this.#fade.advance(count);
		this.passes.reached(this.pass);
		return count;
	}

	/** Frames of output until the sound has to have faded out. */
	get #untilStop(): number {
		const { deck, route } = this.#score;
		const { position, direct } = this.#voices;
		const stop = route.stopAfter(position);
		if (stop < FAR) return this.#voices.framesUntil(stop);
		// A song may end on a loud frame, but not on one that is smeared over what would come after it.
		const ends = !direct && (route.loop === null || position >= route.loop.end);
		return ends ? Math.max(1, this.#voices.framesUntil(deck.layout.frames)) : FAR;
	}

	/** At the end of a loop that is counted in anew. */
	#startOver(goes: boolean): void {
		this.#fade.to(0, 0);
		this.#voices.place(this.#practice.loop!.start, this.pass + 1);
		this.passes.reached(this.pass);
		if (goes) this.count();
	}

	#follow(practice: PracticeSound): void {
		this.#score.follow(practice, this.fades);
		if (this.#voices.reroute()) this.#restarts = true;
		this.passes.changed(practice.loop, this.position);
	}
}

/** Of small records that come in messages: a copy each time. */
const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);
