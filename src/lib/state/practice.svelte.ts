import type { PracticeSound } from '../audio/protocol';
import type { LibraryDatabase } from '../library/database';
import { countPass } from '../library/loops';
import { NO_COUNT_IN, type CountIn } from '../music/count-in';
import type { RoomMemory } from '../music/room-memory';
import type { LoopId } from '../music/saved-loop';
import type { Song } from '../music/song';
import type { TrainerPlan } from '../music/trainer-plan';
import { OWN_PITCH, OWN_SPEED, toCents, type Pitch, type Speed } from '../music/tuning';
import type { Turn } from '../music/turn';
import { tapped, tempoOf, type Taps } from '../practice/tap';
import { seconds } from '../units/units';
import type { Instrument } from './instrument';
import { Looping } from './looping.svelte';
import { Markers } from './markers.svelte';
import type { Remembered } from './remembered';
import { Trainer, USUAL_PLAN } from './trainer.svelte';
import { Undo } from './undo.svelte';

/** What of a room is about practising. */
type PracticeMemory = Pick<RoomMemory, 'speed' | 'pitch' | 'loop' | 'loopId' | 'loopOn' | 'countIn' | 'turn'>;

/** What the mixer is told of it. */
export const soundOf = ({ speed, pitch, loop, loopOn, countIn, turn }: PracticeMemory): PracticeSound => ({
	rate: speed / 100,
	transposed: toCents(pitch),
	loop: loopOn ? loop : null,
	countIn,
	turn
});

/** How the song on the stand is practised: its speed and pitch, its loop, whose turn it is. */
export class Practice {
	speed = $state.raw<Speed>(OWN_SPEED);
	pitch = $state.raw<Pitch>(OWN_PITCH);
	countIn = $state.raw<CountIn>(NO_COUNT_IN);
	turn = $state.raw<Turn | null>(null);
	readonly trainer = new Trainer();
	readonly undo = new Undo();
	readonly looping: Looping;
	readonly markers: Markers;
	readonly #database: LibraryDatabase;
	readonly #instrument: Instrument;
	#song: Song | null = null;
	#taps: Taps = [];

	constructor(database: LibraryDatabase, instrument: Instrument) {
		this.#database = database;
		this.#instrument = instrument;
		this.looping = new Looping(database, instrument, this.undo, () => this.trainer.stop());
		this.markers = new Markers(database, instrument, this.undo);
	}

	/** Another song is on the stand: everything is as it was left there. */
	turnTo(song: Song, { memory, loops, markers }: Remembered): void {
		this.#song = song;
		const { speed, pitch, countIn, turn } = memory;
		Object.assign(this, { speed, pitch, countIn, turn });
		this.looping.turnTo(song, memory, loops);
		this.markers.turnTo(song, markers);
		this.trainer.stop();
		this.#planFor(this.looping.id);
		this.undo.forget();
		this.#taps = [];
	}

	/** What comes back with the song. */
	get memory(): PracticeMemory {
		const { speed, pitch, countIn, turn, looping } = this;
		return { speed, pitch, countIn, turn, loop: looping.loop, loopId: looping.id, loopOn: looping.on };
	}

	get sound(): PracticeSound {
		return soundOf(this.memory);
	}

	/** What the player sets himself ends the trainer: it would only take it back. */
	setSpeed(speed: Speed): void {
		this.trainer.stop();
		this.#setSpeed(speed);
	}

	setPitch(pitch: Pitch): void {
		this.pitch = pitch;
		this.#instrument.changed();
	}

	/** At its own speed and in its own key. */
	asItIs(): void {
		this.setSpeed(OWN_SPEED);
		this.setPitch(OWN_PITCH);
	}

	setCountIn(countIn: CountIn): void {
		this.countIn = countIn;
		this.#instrument.changed();
	}

	setTurn(turn: Turn | null): void {
		this.turn = turn;
		this.#instrument.changed();
	}

	/** One more tap of the tempo: of what is heard, which may be slower than the song. */
	tap(): void {
		this.#taps = tapped(this.#taps, seconds(performance.now() / 1000));
		const tempo = tempoOf(this.#taps, this.#instrument.playing() ? this.speed / 100 : 1);
		if (tempo !== null) this.setCountIn({ ...this.countIn, tempo: Math.round(tempo) });
	}

	/** Goes into a kept loop, with its plan. */
	openLoop(id: LoopId): void {
		const loop = this.looping.kept.find(id);
		if (loop === null) return;
		this.looping.open(loop);
		this.#planFor(id);
	}

	removeLoop(id: LoopId): void {
		const loop = this.looping.kept.find(id);
		if (loop !== null) this.looping.remove(loop);
	}

	/** Keeps the loop, so that what is reached in it has a place, and plays it from its start. */
	startTrainer(plan: TrainerPlan): void {
		const { looping } = this;
		if (looping.loop === null) return;
		looping.keep();
		looping.change(looping.id, { trainer: plan });
		this.#setSpeed(this.trainer.start(plan));
		looping.turnOn();
		looping.restart();
	}

	/** The loop was heard whole. */
	async passed(): Promise<void> {
		const { speed, looping } = this;
		const next = this.trainer.passed();
		if (next !== null && next !== speed) this.#setSpeed(next);
		if (looping.id === null || this.#song === null) return;
		const counted = await countPass(this.#database, this.#song.id, looping.id, speed, Date.now());
		if (counted.ok) looping.kept.renew(counted.value);
	}

	dispose(): void {
		this.undo.forget();
	}

	#setSpeed(speed: Speed): void {
		this.speed = speed;
		this.#instrument.changed();
	}

	#planFor(id: LoopId | null): void {
		this.trainer.plan = this.looping.kept.find(id)?.trainer ?? USUAL_PLAN;
	}
}
