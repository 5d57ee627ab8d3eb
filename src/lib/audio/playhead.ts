import { frames, type Frames } from '../units/units';
import { NONE, type Deck } from './deck';
import { isOriginal } from './playable';
import type { PracticeSound } from './protocol';
import { FADE_FRAMES } from './fade';
import { SongPlayer } from './song-player';
import type { Stretchers } from './stretchers';
import type { Strips } from './strips';
import type { Workspace } from './workspace';

export type PlayheadEvent = 'changed' | 'ended' | 'damaged';

/**
 * Plays one deck: where it stands, and whether it moves. Sound stops only at silence: it fades out before a pause, a
 * jump or a block that is not there, and the position stands still from where the fade ended, so that nothing of the
 * song is skipped.
 */
export class Playhead {
	readonly id: number;
	readonly deck: Deck;
	playing = false;
	/** Playing, but silent: the block under the playhead is not there. */
	waiting = false;
	/** Quanta held back by a stored block that came late; blocks awaited after a jump are not late. */
	underruns = 0;
	readonly #player: SongPlayer;
	#jump: Frames | null = null;
	#landing = true;
	#blocker = NONE;
	/** A count-in comes before the song does. */
	#countsFirst = false;

	constructor(id: number, deck: Deck, position: number, practice: PracticeSound, stretchers: Stretchers) {
		this.id = id;
		this.deck = deck;
		this.#player = new SongPlayer(deck, this.#clamp(position), practice, stretchers);
		deck.follow(this.position);
	}

	/** Whether anything of it is in the output. */
	get sounding(): boolean {
		return this.#player.sounding;
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

	get position(): Frames {
		return this.#player.position;
	}

	get pass(): number {
		return this.#player.pass;
	}

	/** Song frames per frame of output; 0 while the position stands still. */
	get rate(): number {
		return this.#moves ? this.#player.rate : 0;
	}

	/** Why it sounds as it is though another speed or pitch is wanted; null where it is as it should be. */
	get unstretchable(): string | null {
		return this.#player.unstretchable;
	}

	get beatsToCome(): number {
		return this.#player.beats;
	}

	/** How often the loop was heard whole since this was last asked. */
	takePasses(): number {
		return this.#player.passes.take();
	}

	/** At the end of the song, plays from its start. */
	play(): void {
		if (this.playing) return;
		this.playing = true;
		this.#countsFirst = this.#player.countIn.beats > 0;
		this.deck.forgetDamage();
		if (this.#jump === null && this.#player.over) this.seek(0);
		if (!this.#player.fades) this.#landing = true;
	}

	pause(): void {
		this.playing = false;
		this.waiting = false;
		this.#countsFirst = false;
		this.#player.stopCounting();
	}

	/** Jumps at once where the song is silent, else after a fade; the last of several wins. */
	seek(position: number): void {
		const target = this.#clamp(position);
		this.#recount();
		if (!this.#player.fades) return this.#land(target);
		this.#jump = target;
		this.deck.ask(this.deck.indexAt(target));
	}

	practise(practice: PracticeSound): void {
		if (this.#player.practise(practice)) this.#recount();
	}

	/** Adds the next quantum to `left` and `right`; `workspace` is to work in. Tells the most telling change. */
	render(
		left: Float32Array,
		right: Float32Array,
		strips: Strips,
		workspace: Workspace
	): PlayheadEvent | null {
		const player = this.#player;
		const { fades, pass, beats } = player;
		const { waiting } = this;
		const moves = this.#moves;
		const ready = this.#mayGo(left.length, strips, workspace);
		if (ready && this.#countsFirst && !this.sounding) this.#count();
		player.render(ready && !this.#countsFirst, left, right, strips, workspace);
		this.deck.follow(this.position);

		if (this.playing && this.#jump === null && player.over) return this.#finish();
		if (!player.fades && this.#jump !== null) {
			this.#land(this.#jump);
			return 'changed';
		}
		this.waiting = this.#blocker !== NONE && !this.sounding;
		if (this.waiting && this.deck.stateOf(this.#blocker) === 'damaged') {
			this.pause();
			return 'damaged';
		}
		const turned = player.pass !== pass || player.beats !== beats;
		const moved = player.fades !== fades || this.#moves !== moves;
		return turned || moved || this.waiting !== waiting ? 'changed' : null;
	}

	/** Lets go of the deck, and of what was borrowed. */
	close(): void {
		this.#player.close();
		this.deck.close();
	}

	/** Whether the position does. */
	get #moves(): boolean {
		return this.playing && this.#player.moves;
	}

	get #end(): number {
		return this.deck.layout.frames;
	}

	/** Looks one fade further than the quantum, so that there is always enough left to fade out with. */
	#mayGo(quantum: number, strips: Strips, workspace: Workspace): boolean {
		this.#blocker = NONE;
		if (!this.playing || this.#jump !== null) return false;
		this.#blocker = this.#player.firstAbsent(quantum + FADE_FRAMES);
		if (this.#blocker === NONE) {
			this.#landing = false;
			return this.#player.prepare(quantum, strips, workspace);
		}
		const state = this.deck.stateOf(this.#blocker);
		if (state === null) this.deck.ask(this.#blocker);
		if (!this.#landing && state === 'asked') this.underruns++;
		return false;
	}

	#count(): void {
		this.#countsFirst = false;
		this.#player.count();
	}

	/** A count-in that runs, or is about to, counts anew. */
	#recount(): void {
		if (!this.#countsFirst && this.beatsToCome === 0) return;
		this.#countsFirst = this.#player.countIn.beats > 0;
		this.#player.stopCounting();
	}

	#finish(): PlayheadEvent {
		this.pause();
		this.#player.end();
		return 'ended';
	}

	#land(position: Frames): void {
		this.#player.place(position, 0);
		this.#jump = null;
		this.#landing = true;
		this.deck.follow(position);
	}

	#clamp(position: number): Frames {
		return frames(Math.min(Math.max(0, Math.round(position)), this.#end));
	}
}
