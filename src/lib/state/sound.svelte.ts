import type { Mixer } from '../audio/mixer';
import type { Levels, MixerState } from '../audio/protocol';
import { frames, type Frames } from '../units/units';
import { keyed, type FailureKey } from './failures';

/** What the owner of a sound is told of it. */
export interface SoundEvents {
	/** The position heard has changed. */
	moved(position: Frames): void;
	changed(state: MixerState): void;
	/** The loop was heard whole. */
	passed(): void;
	failed(reason: FailureKey): void;
}

/** What is heard of the song on the stand. The mixer is made when it is first needed: there is one for all songs. */
export class Sound {
	playing = $state(false);
	/** Playing, but this part is not separated yet. */
	waiting = $state(false);
	/** What is heard is the song as it was: this part is not separated yet. */
	original = $state(false);
	/** Beats of the count-in still to come, the present one included. */
	beatsToCome = $state(0);
	/** Which pass of the loop is heard since the last jump: 0 the first. */
	pass = $state(0);
	/** How loud it is; null while nobody looks ({@link meters}). */
	levels = $state.raw<Levels | null>(null);
	/** What is heard now. */
	position = $state.raw<Frames>(frames(0));
	/** Null until it is made, and where it cannot be. */
	mixer: Mixer | null = null;
	readonly #events: SoundEvents;
	#making: Promise<Mixer | null> | null = null;
	#metering = false;
	#ticking: number | null = null;
	#disposed = false;

	constructor(events: SoundEvents) {
		this.#events = events;
	}

	/** One, however many songs are asked for while it is being made; null where it cannot be. */
	ready(): Promise<Mixer | null> {
		return (this.#making ??= this.#make());
	}

	/** Whether {@link levels} are wanted: they cost something. */
	meters(on: boolean): void {
		this.#metering = on;
		this.mixer?.meters(on);
		if (!on) this.levels = null;
	}

	/** Nothing plays any more. */
	stopped(): void {
		this.playing = this.waiting = false;
	}

	dispose(): void {
		this.#disposed = true;
		if (this.#ticking !== null) cancelAnimationFrame(this.#ticking);
		void this.mixer?.dispose();
		this.mixer = null;
	}

	async #make(): Promise<Mixer | null> {
		// Not in what a page loads first: a song has to be opened before.
		const loaded = await import('../audio/mixer').catch((thrown: unknown) => reportError(thrown));
		if (loaded === undefined) {
			this.#making = null;
			this.#events.failed('room:broken');
			return null;
		}
		const made = await loaded.Mixer.create({
			state: (state) => this.#take(state),
			pass: () => this.#events.passed(),
			damaged: () => this.#events.failed('room:damaged'),
			unstretchable: () => this.#events.failed('room:unstretchable'),
			broken: () => this.#events.failed('room:broken')
		});
		if (!made.ok) {
			this.#making = null;
			this.#events.failed(keyed('room', made).reason);
			return null;
		}
		if (this.#disposed) {
			await made.value.dispose();
			return null;
		}
		made.value.meters(this.#metering);
		return (this.mixer = made.value);
	}

	#take(state: MixerState): void {
		this.#events.changed(state);
		({
			playing: this.playing,
			waiting: this.waiting,
			original: this.original,
			beatsToCome: this.beatsToCome,
			pass: this.pass,
			levels: this.levels
		} = state);
		this.#follow();
	}

	/** Shows the position heard, once per frame while it moves and once more when it has come to rest. */
	#follow(): void {
		if (this.#ticking !== null) return;
		const tick = () => {
			this.#ticking = null;
			if (this.mixer === null) return;
			const position = this.mixer.heardPosition();
			if (position !== this.position) this.#events.moved((this.position = position));
			if (this.playing) this.#ticking = requestAnimationFrame(tick);
		};
		this.#ticking = requestAnimationFrame(tick);
	}
}
