import { Mixer } from '../audio/mixer';
import { readPeaks } from '../library/blocks';
import type { LibraryDatabase } from '../library/database';
import { exportStem } from '../library/export';
import type { Feeder } from '../library/feeder';
import { changeSong, getSong } from '../library/songs';
import { blockAt, type BlockPeaks } from '../music/block';
import { freshMix, sounds, withStrip, type Mix, type Strip } from '../music/mix';
import type { Song, SongId } from '../music/song';
import { STEMS, type StemName } from '../music/stems';
import type { FailureWords } from '../separation/job';
import type { WavFormat } from '../signal/wav';
import { frames, toFrames, type Frames, type Seconds } from '../units/units';
import type { PlayerAttention } from './attention';
import { keyed, wordsFor } from './failures';
import { mark } from './marks';
import { SoundNotes } from './sound-notes';
import { withBlocks, type Stand } from './stand';

/** The song on the stand: what is open, heard and shown. A song is swapped in whole or not at all. */
export class Room {
	#stand = $state.raw<Stand | null>(null);
	/** The song that is being opened. Blocks stored meanwhile are not missed. */
	#next: Stand | null = null;
	mix = $state.raw<Mix>(freshMix());
	playing = $state(false);
	/** Playing, but this part is not separated yet. */
	waiting = $state(false);
	/** What is heard is the song as it was: this part is not separated yet. */
	original = $state(false);
	/** The block in which the player wants stems apart where there are none yet; null: none, or left again. */
	#wanted = $state.raw<number | null>(null);
	/** What is heard now. */
	position = $state.raw<Frames>(frames(0));
	trouble = $state.raw<FailureWords | null>(null);
	readonly #database: LibraryDatabase;
	readonly #feeder: Feeder;
	#mixer: Mixer | null = null;
	#opening: AbortController | null = null;
	#ticking: number | null = null;

	readonly #attention: PlayerAttention;
	readonly #notes = new SoundNotes();

	constructor(database: LibraryDatabase, feeder: Feeder, attention: PlayerAttention) {
		this.#database = database;
		this.#feeder = feeder;
		this.#attention = attention;
	}

	/** Opens a song at its beginning, stopped. The latest call wins; where it fails, the song before stays. */
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
		const stored = await readPeaks(this.#database, id);
		signal.throwIfAborted();
		// What was stored since the row was read is newer than the row.
		const next = (this.#next = withBlocks(this.#next, this.#next.song, stored));
		const mixer = await this.#mixerFor();
		if (mixer === null) return;
		signal.throwIfAborted();
		const mix = freshMix();
		const feeder = this.#feeder.connect(song);
		const opened = await mixer.open(signal, { layout: song.layout, position: frames(0), mix, feeder });
		if (!opened.ok) {
			this.trouble = wordsFor(keyed('room', opened).reason, song.title);
			return;
		}
		// Where another song was asked for in the very instant this one took over, this one is heard, so it is shown.
		this.#stand = this.#takeNext(id) ?? next;
		this.mix = mix;
		this.position = frames(0);
		this.#wanted = null;
		this.trouble = null;
		this.#attention.turnTo(id);
		mark('open', { song: id });
		const touched = await changeSong(this.#database, id, { practisedAt: Date.now() });
		if (touched.ok) this.#renew(touched.value);
	}

	/** The song that is being opened, if it is still this one. */
	#takeNext(id: SongId): Stand | null {
		const next = this.#next;
		if (next?.song.id !== id) return null;
		this.#next = null;
		return next;
	}

	/** The row of the song on the stand has changed. */
	#renew(song: Song): void {
		if (this.#stand?.song.id === song.id) this.#stand = { ...this.#stand, song };
	}

	/** Blocks of a song were stored: if it is this one, they are shown, and played when their turn comes. */
	arrived(song: Song, arrivals: readonly BlockPeaks[]): void {
		if (this.#next?.song.id === song.id) this.#next = withBlocks(this.#next, song, arrivals);
		else if (this.#stand?.song.id === song.id) this.#stand = withBlocks(this.#stand, song, arrivals);
		else return;
		for (const { index } of arrivals) this.#mixer?.available(index);
	}

	/** The original sound under these blocks of a song can be played now. */
	originals(id: SongId, blocks: readonly number[]): void {
		if (id !== this.#next?.song.id && id !== this.song?.id) return;
		for (const index of blocks) this.#mixer?.available(index);
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
		return this.song !== null && this.#wanted === blockAt(this.song.layout, this.position);
	}

	get length(): Frames {
		return this.song?.layout.frames ?? frames(0);
	}

	/** Plays a song that was opened by itself, where the browser lets a page sound that nobody has touched. */
	async playUnasked(): Promise<void> {
		if (navigator.userActivation.hasBeenActive && !this.playing) await this.togglePlay();
	}

	async togglePlay(): Promise<void> {
		if (this.playing) this.#mixer?.pause();
		else await this.#mixer?.play();
	}

	pause(): void {
		this.#mixer?.pause();
	}

	seek(position: Frames): void {
		if (this.song === null) return;
		this.position = frames(Math.min(this.length, Math.max(0, position)));
		this.#attention.moveTo(this.position);
		this.#mixer?.seek(this.position);
	}

	seekBy(step: Seconds): void {
		this.seek(frames(this.position + toFrames(step)));
	}

	sounds = (stem: StemName): boolean => sounds(this.mix, stem);

	setStrip(stem: StemName, change: Partial<Strip>): void {
		this.#setMix(withStrip(this.mix, stem, change));
	}

	toggleMute(stem: StemName): void {
		this.setStrip(stem, { muted: !this.mix.stems[stem].muted });
		this.#want();
	}

	toggleSolo(stem: StemName): void {
		this.setStrip(stem, { soloed: !this.mix.stems[stem].soloed });
		this.#want();
	}

	noSolo(): void {
		this.#setMix(STEMS.reduce((mix, stem) => withStrip(mix, stem, { soloed: false }), this.mix));
	}

	setMaster(master: Mix['master']): void {
		this.#setMix({ ...this.mix, master });
	}

	/** One stem of the whole song as a WAV file; null where it could not be made (see {@link trouble}). */
	async exportStem(signal: AbortSignal, stem: StemName, format: WavFormat): Promise<File | null> {
		const { song } = this;
		if (song === null) return null;
		const wav = await exportStem(signal, this.#database, song, stem, format);
		if (wav.ok) return new File([wav.value], `${song.title} - ${stem}.wav`, { type: 'audio/wav' });
		this.trouble = wordsFor(keyed('room', wav).reason, song.title);
		return null;
	}

	/** What plays, or what feeds it, is gone for good. */
	broken(): void {
		this.playing = false;
		this.trouble = wordsFor('room:broken', '');
	}

	/** Empties the stand, for instance when the song is deleted. */
	close(id: SongId): void {
		if (this.song?.id !== id) return;
		this.#mixer?.close();
		this.playing = false;
		this.waiting = false;
		this.#wanted = null;
		this.#stand = null;
		this.#attention.turnTo(null);
		this.position = frames(0);
	}

	dispose(): void {
		this.#opening?.abort();
		if (this.#ticking !== null) cancelAnimationFrame(this.#ticking);
		void this.#mixer?.dispose();
		this.#mixer = null;
	}

	/** A stem was muted or soloed: where there are none yet, this part is separated next. */
	#want(): void {
		const { song } = this;
		const wants = song !== null && this.original && !STEMS.every((stem) => this.sounds(stem));
		this.#wanted = wants ? blockAt(song.layout, this.position) : null;
		if (wants) this.#attention.want(this.position);
	}

	#setMix(mix: Mix): void {
		this.mix = mix;
		this.#mixer?.setMix(mix);
	}

	async #mixerFor(): Promise<Mixer | null> {
		if (this.#mixer !== null) return this.#mixer;
		const made = await Mixer.create({
			state: ({ playing, waiting, original, underruns }) => {
				this.playing = playing;
				this.waiting = waiting;
				this.original = original;
				if (!original) this.#wanted = null;
				if (this.song !== null) this.#notes.take(this.song.id, playing && !waiting, underruns);
				this.#follow();
			},
			damaged: () => {
				this.trouble = wordsFor('room:damaged', this.song?.title ?? 'this song');
			},
			broken: () => this.broken()
		});
		if (made.ok) return (this.#mixer = made.value);
		this.trouble = wordsFor(keyed('room', made).reason, '');
		return null;
	}

	/** Shows the position heard, once per frame while it moves and once more when it has come to rest. */
	#follow(): void {
		if (this.#ticking !== null || this.#mixer === null) return;
		const tick = () => {
			this.#ticking = null;
			if (this.#mixer === null) return;
			this.position = this.#mixer.heardPosition();
			this.#attention.moveTo(this.position);
			if (this.playing) this.#ticking = requestAnimationFrame(tick);
		};
		this.#ticking = requestAnimationFrame(tick);
	}
}
