import { BlockReader } from './block-reader';
import { NONE, type Deck } from './deck';
import { isOriginal } from './playable';
import { Ramp } from './ramp';
import type { Workspace, Strips } from './strips';

/** 5 ms: short enough to feel immediate, long enough not to click. */
export const FADE_FRAMES = 220;
/** 1.5 ms at the very start of a song, so that a note on its first frame keeps its attack. */
export const START_FADE_FRAMES = 64;

export type PlayheadEvent = 'changed' | 'ended' | 'damaged';

/**
 * Plays one deck: where it stands, whether it moves, and the fade that makes every start, stop and jump
 * without a click. Sound stops only at silence: it fades out before a pause, a jump or a block that is not
 * there, and the position stands still from where the fade ended, so that nothing of the song is skipped.
 */
export class Playhead {
	readonly id: number;
	readonly deck: Deck;
	position: number;
	playing = false;
	/** Playing, but silent: the block under the playhead is not there. */
	waiting = false;
	/** Quanta held back by a stored block that came late; blocks awaited after a jump are not late. */
	underruns = 0;
	readonly #fade = new Ramp(0);
	readonly #reader: BlockReader;
	#jump: number | null = null;
	#landing = true;
	#blocker = NONE;

	constructor(id: number, deck: Deck, position: number) {
		this.id = id;
		this.deck = deck;
		this.#reader = new BlockReader(deck);
		this.position = this.#clamp(position);
		deck.follow(this.position);
	}

	/** Whether anything of it is in the output. */
	get sounding(): boolean {
		return this.#fade.target > 0 || this.#fade.remaining > 0;
	}

	/** Whether the block under it is here, but not its stems. */
	get original(): boolean {
		const block = this.deck.block(this.deck.indexAt(this.position));
		return block !== null && isOriginal(block);
	}

	/** What is wrong with the damaged block it stopped at. */
	get damage(): string {
		return this.deck.damageOf(this.#blocker);
	}

	/** At the end of the song, plays from its start. */
	play(): void {
		if (this.playing) return;
		this.playing = true;
		this.deck.forgetDamage();
		if (this.#jump === null && this.position === this.#end) this.seek(0);
		if (!this.sounding) this.#landing = true;
	}

	pause(): void {
		this.playing = false;
		this.waiting = false;
	}

	/** Jumps at once where it is silent, else after a fade; the last of several wins. */
	seek(position: number): void {
		const target = this.#clamp(position);
		if (!this.sounding) return this.#land(target);
		this.#jump = target;
		this.deck.ask(this.deck.indexAt(target));
	}

	/** Adds the next quantum to `left` and `right`; `workspace` is to work in. Tells the most telling change. */
	render(
		left: Float32Array,
		right: Float32Array,
		strips: Strips,
		workspace: Workspace
	): PlayheadEvent | null {
		const quantum = left.length;
		const wasSounding = this.sounding;
		const wasWaiting = this.waiting;
		if (!wasSounding) this.#reader.reset();
		const goes = this.#mayGo(quantum);
		this.#turnFade(goes);

		const audible = goes ? quantum : Math.min(quantum, this.#fade.remaining);
		const count = Math.min(audible, this.#end - this.position);
		this.#mix(count, left, right, strips, workspace);
		this.position += count;
		this.#fade.advance(quantum);
		this.deck.follow(this.position);

		if (this.playing && this.#jump === null && this.position === this.#end) return this.#finish();
		if (!this.sounding && this.#jump !== null) {
			this.#land(this.#jump);
			return 'changed';
		}
		this.waiting = this.#blocker !== NONE && !this.sounding;
		if (this.waiting && this.deck.stateOf(this.#blocker) === 'damaged') {
			this.pause();
			return 'damaged';
		}
		return this.sounding !== wasSounding || this.waiting !== wasWaiting ? 'changed' : null;
	}

	get #end(): number {
		return this.deck.layout.frames;
	}

	/** Looks one fade further than the quantum, so that there is always enough left to fade out with. */
	#mayGo(quantum: number): boolean {
		this.#blocker = NONE;
		if (!this.playing || this.#jump !== null) return false;
		this.#blocker = this.deck.firstAbsent(this.position, quantum + FADE_FRAMES);
		if (this.#blocker === NONE) {
			this.#landing = false;
			return true;
		}
		const state = this.deck.stateOf(this.#blocker);
		if (state === null) this.deck.ask(this.#blocker);
		if (!this.#landing && state === 'asked') this.underruns++;
		return false;
	}

	#turnFade(goes: boolean): void {
		const target = goes ? 1 : 0;
		if (this.#fade.target === target) return;
		const whole = goes && this.position === 0 ? START_FADE_FRAMES : FADE_FRAMES;
		this.#fade.to(target, Math.ceil(Math.abs(target - this.#fade.at(0)) * whole));
	}

	#mix(count: number, left: Float32Array, right: Float32Array, strips: Strips, workspace: Workspace): void {
		const { bus } = workspace;
		bus.left.fill(0);
		bus.right.fill(0);
		this.#reader.read(this.position, count, strips, workspace);
		for (let i = 0; i < count; i++) {
			const gain = strips.master.at(i) * this.#fade.at(i);
			left[i]! += bus.left[i]! * gain;
			right[i]! += bus.right[i]! * gain;
		}
	}

	#finish(): PlayheadEvent {
		this.pause();
		this.#fade.to(0, 0);
		return 'ended';
	}

	#land(position: number): void {
		this.position = position;
		this.#jump = null;
		this.#landing = true;
		this.deck.follow(position);
	}

	#clamp(position: number): number {
		return Math.min(Math.max(0, position), this.#end);
	}
}
