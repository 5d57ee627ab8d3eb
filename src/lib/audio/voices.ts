import { frames, type Frames } from '../units/units';
import { Heard, PASS, POSITION } from './heard';
import { FRESH_PRACTICE, type SpeedAndPitch } from './protocol';
import type { Score } from './score';
import { blockFor, type StretchBlock } from './stretch-block';
import type { Stretcher } from './stretcher';
import type { Stretchers } from './stretchers';
import type { Strips } from './strips';
import { DirectVoice, StretchedVoice, type Voice } from './voice';
import { VoiceSwitch } from './voice-switch';
import type { Workspace } from './workspace';

/** The voices of one song: the one that its speed and pitch want, and the one that sounds until that is ready. */
export class Voices {
	readonly #score: Score;
	readonly #stretchers: Stretchers;
	readonly #direct: DirectVoice;
	readonly #stretched = new Map<StretchBlock, { readonly stretcher: Stretcher; readonly voice: Voice }>();
	readonly #switch: VoiceSwitch;
	/** What its speed and pitch want; null: the song as it is. */
	#block: StretchBlock | null = null;
	#wantedSound: SpeedAndPitch = FRESH_PRACTICE;
	#present: Voice;
	/** It stands where it was placed, and nothing of it has sounded since. */
	#stands = true;
	#started = false;
	/** Where it was placed. */
	readonly #placed = new Heard();
	#heard = this.#placed;

	constructor(score: Score, stretchers: Stretchers, position: Frames) {
		this.#score = score;
		this.#stretchers = stretchers;
		this.#direct = new DirectVoice(score);
		this.#switch = new VoiceSwitch(score);
		this.#present = this.#direct;
		this.#placed.numbers[POSITION] = position;
	}

	/** The song frame that is heard next: between two of them, as a rule, where it is stretched. */
	get position(): number {
		return this.#heard.position;
	}

	get pass(): number {
		return this.#heard.pass;
	}

	/** Song frames per frame of output. */
	get rate(): number {
		return this.#stands ? this.#wantedRate : this.#heard.rate;
	}

	/** Frames of output, in whole ones, until a song frame ahead is heard. */
	framesUntil(frame: number): number {
		const rate = this.#stands ? this.#wantedRate : this.#heard.rate;
		return Math.ceil((frame - this.#heard.position) / rate);
	}

	/** Why the song is heard as it is though another speed or pitch is wanted; null where it is not so. */
	get unstretchable(): string | null {
		return this.#block !== null && this.#asItIs ? this.#stretchers.failure : null;
	}

	/** Whether what sounds is the song itself, to its last frame. */
	get direct(): boolean {
		return this.#present === this.#direct;
	}

	/** Whether the song is over: not where it is about to go round a loop that ends with it. */
	get over(): boolean {
		return this.position >= this.#score.deck.layout.frames;
	}

	/** The frame of the song nearest to the position. */
	get nearest(): Frames {
		return frames(Math.min(Math.round(this.position), this.#score.deck.layout.frames));
	}

	set(wanted: SpeedAndPitch): void {
		this.#block = blockFor(wanted);
		this.#wantedSound = wanted;
	}

	/** In silence: what sounds next begins here. */
	place(position: Frames, pass: number): void {
		this.#stands = true;
		this.#started = false;
		this.#placed.numbers[POSITION] = position;
		this.#placed.numbers[PASS] = pass;
		this.#heard = this.#placed;
		this.#switch.drop();
	}

	/** Silence has come: stays where it is. In a seam that is too short to be begun anew, that is the loop's start. */
	stand(): void {
		if (this.#stands) return;
		const { loop } = this.#score.route;
		const inSeam =
			loop !== null && this.position < loop.end && this.#score.route.loopAt(this.nearest) === null;
		if (inSeam) this.place(loop.start, this.pass + 1);
		else this.place(this.nearest, this.pass);
	}

	/** In silence, once a quantum: a part of the work before it can sound. @returns whether it can */
	prepare(strips: Strips, workspace: Workspace): boolean {
		const voice = this.#wanted();
		if (voice === null || !this.#hasLeadIn(voice)) return false;
		voice.set(this.#wantedSound);
		if (!this.#started || voice !== this.#present) {
			this.#present = voice;
			this.#started = true;
			voice.start(frames(this.#heard.position), this.#heard.pass);
		}
		return voice.prime(strips, workspace);
	}

	/** The first block that the next `count` frames of output need and that is not in memory. */
	firstAbsent(count: number): number {
		if (!this.#stands) return this.#present.firstAbsent(count);
		const { deck, route } = this.#score;
		const ahead = this.#wanted()?.lookahead ?? 0;
		return route.firstAbsent(deck, this.#heard.position, ahead + Math.ceil(count * this.rate));
	}

	/** While it sounds, once a quantum: goes about the switch to another voice, where one is due. */
	attend(quantum: number, strips: Strips, workspace: Workspace): void {
		const wanted = this.#wanted();
		if (this.#stands || wanted === null) return;
		if (wanted !== this.#direct) this.#present.set(this.#wantedSound);
		if (this.#switch.running) return;
		if (wanted === this.#present) return this.#switch.drop();
		wanted.set(this.#wantedSound);
		const missed = this.#switch.framesUntil(this.#present) < 0;
		if (wanted !== this.#switch.coming || missed)
			this.#switch.begin(this.#present, wanted, this.#wantedRate, quantum);
		else this.#switch.prepare(strips, workspace);
	}

	/**
	 * The way has changed: the place ahead where two voices were to meet may not be on it.
	 * @returns whether what sounds goes on by the old way, and has to be started anew
	 */
	reroute(): boolean {
		if (!this.#switch.running) this.#switch.drop();
		return !this.#stands && (this.#present.strays || (this.#switch.coming?.strays ?? false));
	}

	/** How many of the next `most` frames are to be rendered at once: ask before each time. */
	atOnce(most: number): number {
		return this.#switch.atOnce(this.#present, most);
	}

	/** Puts the next `count` frames, which sound `at` frames from now, into `workspace.bus`. */
	render(count: number, at: number, strips: Strips, workspace: Workspace): void {
		this.#stands = false;
		if (this.#switch.render(this.#present, count, at, strips, workspace)) {
			this.#present = this.#switch.coming!;
			this.#switch.drop();
		}
		this.#heard = this.#present.heard;
	}

	/** Gives back what was borrowed. May be called again. */
	close(): void {
		for (const [block, { stretcher }] of this.#stretched) this.#stretchers.giveBack(block, stretcher);
		this.#stretched.clear();
	}

	/** Whether it is to be heard as it is: wanted so, or because there is no stretcher and never will be. */
	get #asItIs(): boolean {
		const block = this.#block;
		return block === null || !(this.#stretched.has(block) || this.#stretchers.has(block));
	}

	/** The speed that can be had. */
	get #wantedRate(): number {
		return this.#asItIs ? 1 : this.#wantedSound.rate;
	}

	/** Null while its stretcher is being made. */
	#wanted(): Voice | null {
		const block = this.#block;
		if (block === null || this.#asItIs) return this.#direct;
		const ready = this.#stretched.get(block);
		if (ready !== undefined) return ready.voice;
		const stretcher = this.#stretchers.borrow(block);
		if (stretcher === null) return null;
		const voice = new StretchedVoice(this.#score, stretcher);
		this.#stretched.set(block, { stretcher, voice });
		return voice;
	}

	/** A start reads a little of what is before it; where that is not there, it is read as silence. */
	#hasLeadIn(voice: Voice): boolean {
		const { deck } = this.#score;
		const first = deck.indexAt(Math.max(0, this.#heard.position - voice.leadIn));
		if (deck.stateOf(first) === null) deck.ask(first);
		return deck.stateOf(first) !== 'asked';
	}
}
