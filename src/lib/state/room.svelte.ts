import { isSounding, type MixerState } from '../audio/protocol';
import { readPeaks } from '../library/blocks';
import type { LibraryDatabase } from '../library/database';
import type { Feeder } from '../library/feeder';
import { getSong } from '../library/songs';
import { blockAt, type BlockPeaks } from '../music/block';
import type { RoomMemory } from '../music/room-memory';
import type { Song, SongId } from '../music/song';
import { STEMS } from '../music/stems';
import type { FailureWords } from '../separation/job';
import { frames, toFrames, type Frames, type Seconds } from '../units/units';
import type { PlayerAttention } from './attention';
import { Exporting, type ExportSource } from './exporting.svelte';
import { keyed, wordsFor, type FailureKey } from './failures';
import { mark } from './marks';
import { Mixing } from './mixing.svelte';
import type { Player } from './player.svelte';
import { Practice, soundOf } from './practice.svelte';
import type { Recorder } from './recorder';
import { remember } from './remembered';
import { RoomKeeper } from './room-keeper';
import { Sound } from './sound.svelte';
import { SoundNotes } from './sound-notes';
import { withBlocks, type Stand } from './stand';

/** The song on the stand: what is open, heard and shown. A song is swapped in whole or not at all. */
export class Room {
	#stand = $state.raw<Stand | null>(null);
	/** The song that is being opened. Blocks stored meanwhile are not missed. */
	#next: Stand | null = null;
	/** The block in which the player wants stems apart where there are none yet; null: none, or left again. */
	#wanted = $state.raw<number | null>(null);
	trouble = $state.raw<FailureWords | null>(null);
	readonly #database: LibraryDatabase;
	readonly #feeder: Feeder;
	readonly practice: Practice;
	readonly mixing: Mixing;
	readonly exporting: Exporting;
	readonly #recorder: Recorder;
	readonly #keeper: RoomKeeper;
	readonly sound: Sound;
	#opening: AbortController | null = null;
	readonly #attention: PlayerAttention;
	readonly #notes = new SoundNotes();

	constructor(
		database: LibraryDatabase,
		feeder: Feeder,
		attention: PlayerAttention,
		player: Player,
		recorder: Recorder
	) {
		this.#database = database;
		this.#feeder = feeder;
		this.#attention = attention;
		this.#recorder = recorder;
		this.mixing = new Mixing(player, {
			changed: (heard) => {
				this.sound.mixer?.setMix(heard);
				this.#keeper.note();
			},
			apart: () => this.#want()
		});
		this.#keeper = new RoomKeeper(database, () => this.#memory());
		this.practice = new Practice(database, {
			position: () => this.sound.position,
			playing: () => this.sound.playing,
			seek: (position) => this.seek(position),
			changed: () => this.#practiceChanged(),
			refused: (reason) => this.#fail(reason)
		});
		this.exporting = new Exporting(feeder, () => this.#heard());
		this.sound = new Sound({
			moved: (position) => {
				this.#attention.moveTo(position);
				this.#keeper.note();
				if (!this.sound.playing) this.#keeper.flush();
			},
			changed: (state) => this.#soundChanged(state),
			passed: () => {
				const { looping, speed } = this.practice;
				this.#recorder.passed(looping.kept.find(looping.id), speed);
				void this.practice.passed();
			},
			failed: (reason) => {
				if (reason === 'room:broken') this.broken();
				else this.#fail(reason);
				// What is set is what is heard: a pass is counted at its own speed, and the trainer has nothing to raise.
				if (reason === 'room:unstretchable') this.practice.asItIs();
			}
		});
	}

	/** Opens a song as it was left, stopped. The latest call wins; where it fails, the song before stays. */
	async open(id: SongId): Promise<void> {
		this.#opening?.abort();
		this.#next = null;
		if (this.song?.id === id) return;
		const opening = new AbortController();
		this.#opening = opening;
		const { signal } = opening;
		try {
			await this.#swapIn(signal, id);
		} catch (thrown) {
			if (!signal.aborted) throw thrown;
		} finally {
			if (this.#opening === opening) this.#opening = null;
		}
	}

	async #swapIn(signal: AbortSignal, id: SongId): Promise<void> {
		const song = await getSong(this.#database, id);
		signal.throwIfAborted();
		if (song === undefined) {
			this.trouble = wordsFor('library:gone', 'The song');
			return;
		}
		this.#next = { song, peaks: [] };
		const [stored, remembered, mixer] = await Promise.all([
			readPeaks(this.#database, id),
			remember(this.#database, song),
			this.sound.ready()
		]);
		signal.throwIfAborted();
		// What was stored since the row was read is newer than the row.
		const next = (this.#next = withBlocks(this.#next, this.#next.song, stored));
		if (mixer === null) return;
		const { position, mix } = remembered.memory;
		const feeder = this.#feeder.connect(song);
		const opened = await mixer.open(signal, {
			layout: song.layout,
			position,
			mix: this.mixing.without(mix),
			practice: soundOf(remembered.memory),
			feeder
		});
		if (!opened.ok) {
			this.trouble = wordsFor(keyed('room', opened).reason, song.title, opened.detail);
			return;
		}
		this.#keeper.flush();
		// Where another song was asked for in the very instant this one took over, this one is heard, so it is shown.
		this.#stand = this.#takeNext(id) ?? next;
		this.mixing.mix = mix;
		this.sound.position = position;
		this.practice.turnTo(song, remembered);
		this.#wanted = null;
		this.trouble = null;
		this.#attention.turnTo(id);
		this.#attention.moveTo(position);
		this.#attention.goRound(this.practice.sound.loop);
		mark('open', { song: id });
	}

	/** The song that is being opened, if it is still this one. */
	#takeNext(id: SongId): Stand | null {
		const next = this.#next;
		if (next?.song.id !== id) return null;
		this.#next = null;
		return next;
	}

	/** Blocks of a song were stored: if it is this one, they are shown, and played when their turn comes. */
	arrived(song: Song, arrivals: readonly BlockPeaks[]): void {
		if (this.#next?.song.id === song.id) this.#next = withBlocks(this.#next, song, arrivals);
		else if (this.#stand?.song.id === song.id) this.#stand = withBlocks(this.#stand, song, arrivals);
		else return;
		for (const { index } of arrivals) this.sound.mixer?.available(index);
	}

	/** The original sound under these blocks of a song can be played now. */
	originals(id: SongId, blocks: readonly number[]): void {
		if (id !== this.#next?.song.id && id !== this.song?.id) return;
		for (const index of blocks) this.sound.mixer?.available(index);
	}

	get song(): Song | null {
		return this.#stand?.song ?? null;
	}

	/** By block; undefined where it is not separated yet. */
	get peaks(): Stand['peaks'] {
		return this.#stand?.peaks ?? [];
	}

	/** The player has muted or soloed a stem here, where there are none yet. */
	get wanting(): boolean {
		return this.song !== null && this.#wanted === blockAt(this.song.layout, this.sound.position);
	}

	get length(): Frames {
		return this.song?.layout.frames ?? frames(0);
	}

	/** Plays a song that was opened by itself, where the browser lets a page sound that nobody has touched. */
	async playUnasked(): Promise<void> {
		if (navigator.userActivation.hasBeenActive && !this.sound.playing) await this.togglePlay();
	}

	async togglePlay(): Promise<void> {
		if (this.sound.playing) this.sound.mixer?.pause();
		else await this.sound.mixer?.play();
	}

	pause(): void {
		this.sound.mixer?.pause();
	}

	seek(position: Frames): void {
		if (this.song === null) return;
		this.sound.position = frames(Math.min(this.length, Math.max(0, position)));
		this.#attention.moveTo(this.sound.position);
		this.sound.mixer?.seek(this.sound.position);
		this.#keeper.note();
	}

	seekBy(step: Seconds): void {
		this.seek(frames(this.sound.position + toFrames(step)));
	}

	/** What plays, or what feeds it, is gone for good. */
	broken(): void {
		// It would wait for blocks that never come.
		this.exporting.cancel();
		this.sound.stopped();
		this.#fail('room:broken');
	}

	/** Writes down how the room is, where that has changed. */
	flush(): void {
		this.#keeper.flush();
	}

	/** Empties the stand, for instance when the song is deleted. @param keeps whether its room is to come back */
	close(id: SongId, keeps = true): void {
		if (this.song?.id !== id) return;
		if (keeps) this.#keeper.flush();
		else this.#keeper.forget();
		this.exporting.cancel();
		this.sound.mixer?.close();
		this.sound.stopped();
		this.#wanted = null;
		this.#stand = null;
		this.#attention.turnTo(null);
		this.sound.position = frames(0);
	}

	dispose(): void {
		this.#opening?.abort();
		this.#keeper.dispose();
		this.exporting.dispose();
		this.practice.dispose();
		this.sound.dispose();
	}

	/** A stem was muted or soloed: where there are none yet, this part is separated next. */
	#want(): void {
		const { song } = this;
		const wants = song !== null && this.sound.original && !STEMS.every((stem) => this.mixing.sounds(stem));
		this.#wanted = wants ? blockAt(song.layout, this.sound.position) : null;
		if (wants) this.#attention.want(this.sound.position);
	}

	#practiceChanged(): void {
		this.sound.mixer?.practise(this.practice.sound);
		this.#attention.goRound(this.practice.sound.loop);
		this.#keeper.note();
	}

	#memory(): RoomMemory | null {
		if (this.song === null) return null;
		return {
			song: this.song.id,
			position: this.sound.position,
			mix: this.mixing.mix,
			...this.practice.memory,
			changedAt: Date.now()
		};
	}

	#heard(): ReturnType<ExportSource> {
		if (this.song === null) return null;
		const { speed, pitch, looping } = this.practice;
		const name = looping.kept.find(looping.id)?.name ?? '';
		const loop = looping.on && looping.loop !== null ? { ...looping.loop, name } : null;
		return { song: this.song, mix: this.mixing.heard, speed, pitch, loop };
	}

	#soundChanged(state: MixerState): void {
		if (!state.original) this.#wanted = null;
		if (this.song === null) return;
		const sounds = isSounding(state);
		this.#notes.take(this.song.id, sounds, state.underruns);
		this.#recorder.heard(this.song, this.mixing.heard, sounds, state.contextFrame);
	}

	#fail(reason: FailureKey): void {
		this.trouble = wordsFor(reason, this.song?.title ?? 'this song');
	}
}
