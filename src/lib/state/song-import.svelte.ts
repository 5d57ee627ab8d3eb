import { probe } from '../audio/probe';
import { songIdOf } from '../library/hash';
import { songsToRemove } from '../library/quota';
import { getSong, getSource, listSongs } from '../library/songs';
import type { Song, SongId } from '../music/song';
import { describe, failure, success } from '../outcome/outcome';
import { isActive, type FailureWords, type JobState } from '../separation/job';
import { keyed, wordsFor, type FailureKey } from './failures';
import { IdleTimer } from './idle-timer';
import { Job } from './job.svelte';
import { mark } from './marks';
import { whenSeparationIsFree } from './separation-lock';
import { stopSong } from './song-row';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** Songs under way or waiting at one time. */
export const QUEUE_LIMIT = 20;

/** After so long without a job the separator gives back its memory, which is most of what the app takes. */
const IDLE_MILLISECONDS = 60_000;

export interface ImportEvents {
	readonly stored: Watcher['stored'];
	readonly originals: Watcher['originals'];
	/** A song that this tab works on has got further. */
	readonly progress: (id: SongId, job: JobState) => void;
	/** The only song under way, and dropped just now, can be heard: it is meant to be opened and played. */
	readonly audible: (id: SongId) => void;
	/** A song is complete; `known` where it was before its file was dropped. */
	readonly ready: (id: SongId, known: boolean) => void;
	/** A song may have gone from the library again. */
	readonly settled: () => void;
}

/** The door of the library: takes files, and brings each through its job, one after the other. */
export class SongImport {
	/** Oldest first. A job leaves when its song is ready, was cancelled, or its failure was dismissed. */
	jobs = $state.raw<readonly Job[]>([]);
	/** Files refused before they became jobs. */
	refusal = $state.raw<FailureWords | null>(null);
	readonly #place: Workplace;
	readonly #events: ImportEvents;
	readonly #idle: IdleTimer;
	/** The file being looked at: one after the other, so that only one is in memory. */
	#door: Promise<unknown> = Promise.resolve();
	/** Songs that the player has taken from this tab's queue: they are not waited for again. */
	#left: readonly SongId[] = [];

	constructor(place: Workplace, events: ImportEvents) {
		this.#place = place;
		this.#events = events;
		this.#idle = new IdleTimer(IDLE_MILLISECONDS, () =>
			place.separator.stop(new Error('Nothing to separate'))
		);
	}

	accept(files: readonly File[]): void {
		if (files.length === 0) return;
		mark('drop', { files: files.length });
		const places = Math.max(0, QUEUE_LIMIT - this.jobs.filter(({ state }) => isActive(state)).length);
		this.refusal = files.length > places ? tooMany(files.slice(places)) : null;
		for (const file of files.slice(0, places)) {
			const job = new Job(file.name, (of) => this.#sourceOfFile(of, file));
			job.opens = files.length === 1;
			void this.#bring(job);
		}
	}

	/** Goes on with a song that is partly there, from what is kept of it. */
	resume(song: Song): void {
		this.#left = this.#left.filter((id) => id !== song.id);
		void this.#bring(this.#jobFor(song));
	}

	/** Separates a song with the site's present model, instead of the one that its stems were made with. */
	renew(song: Song): void {
		void this.#bring(this.#jobFor(song, true));
	}

	/**
	 * Goes on with a song by itself, after a reload or behind another tab that is at it, unless the player has said
	 * otherwise or it is under way already.
	 */
	follow(song: Song): void {
		const isOpen = song.state === 'partial' && !song.stopped && !this.#left.includes(song.id);
		if (!isOpen || this.jobOf(song.id) !== null) return;
		const job = this.#jobFor(song);
		job.follows = true;
		void this.#bring(job);
	}

	/** Another tab has deleted a song: nothing is waited for any more. */
	unfollow(id: SongId): void {
		const job = this.jobOf(id);
		if (job?.follows === true && job.state.phase === 'waiting') this.#end(job);
	}

	/** Once more what has failed. */
	retry(job: Job): void {
		this.dismiss(job);
		void this.#bring(new Job(job.name, job.sourceOf));
	}

	/** The job that works on a song, or has failed at it. */
	jobOf = (id: SongId): Job | null => this.jobs.find(({ songId }) => songId === id) ?? null;

	/** Final. `elsewhere`: another tab separates the song, which goes on; this one does not wait for it any more. */
	cancel(job: Job, elsewhere = false): void {
		const { songId, state } = job;
		this.#end(job);
		if (songId === null) return;
		this.#left = [...this.#left, songId];
		// Whoever is at work has the lock, and sees to the song himself.
		if (state.phase === 'waiting' && !elsewhere) void stopSong(this.#place.database, songId);
	}

	dismiss(job: Job): void {
		if (!isActive(job.state)) this.#leave(job);
	}

	dispose(): void {
		this.#idle.dispose();
		for (const job of this.jobs) job.leave();
		this.jobs = [];
	}

	async #bring(job: Job): Promise<void> {
		this.#idle.busy();
		this.jobs = [...this.jobs, job];
		job.enter({ phase: 'waiting' });
		try {
			const outcome = await this.#work(job);
			if (!outcome.ok) await this.#fail(job, outcome.reason, outcome.detail);
		} catch (thrown) {
			if (!job.signal.aborted) {
				job.fail(wordsFor('separation:crash', job.name, describe(thrown)));
				reportError(thrown);
			}
		} finally {
			if (job.state.phase !== 'failed') this.#leave(job);
			if (!this.jobs.some(({ state }) => isActive(state))) this.#rest();
			this.#events.settled();
		}
	}

	async #work(job: Job): Promise<Result<SongId>> {
		const { signal } = job;
		const atTheDoor = this.#door.then(() => (signal.aborted ? null : job.sourceOf(job)));
		this.#door = atTheDoor.catch(() => null);
		const source = await atTheDoor;
		signal.throwIfAborted();
		if (source === null || !source.ok) return source ?? failure('file:unreadable', 'cancelled');
		const { id, tags, anew } = source.value;
		job.name = tags.title;
		job.songId = id;

		const known = !anew && (await getSong(this.#place.database, id))?.state === 'complete';
		const outcome = known
			? success(id)
			: await whenSeparationIsFree(signal, async () => {
					if (job.follows && (await this.#isGivenUp(id))) job.leave();
					// Not in what the page loads first: nobody needs it before a song.
					const { separateSong } = await import('./separate-song');
					return separateSong(signal, this.#place, source.value, this.#watcherOf(job, id));
				});
		if (outcome.ok && !signal.aborted) {
			job.enter({ phase: 'ready', songId: id });
			this.#events.progress(id, job.state);
			this.#events.ready(id, known);
		}
		return outcome;
	}

	/** Whether a song was cancelled or deleted, perhaps in another tab. */
	async #isGivenUp(id: SongId): Promise<boolean> {
		const song = await getSong(this.#place.database, id);
		return song === undefined || song.stopped;
	}

	#watcherOf(job: Job, id: SongId): Watcher {
		return {
			phase: (state) => {
				job.enter(state);
				this.#events.progress(id, job.state);
			},
			stored: this.#events.stored,
			originals: (song, blocks) => {
				this.#events.originals(song, blocks);
				if (!job.opens || this.jobs.length > 1) return;
				job.opens = false;
				this.#events.audible(song);
			},
			lacks: (bytes) => (job.lacks = bytes)
		};
	}

	async #fail(job: Job, reason: FailureKey, detail: string): Promise<void> {
		const { songId, lacks } = job;
		const offered =
			songId === null || lacks === 0
				? null
				: songsToRemove(await listSongs(this.#place.database), lacks, songId);
		job.fail(
			wordsFor(reason, job.name, detail),
			offered?.map(({ id }) => id)
		);
		if (songId !== null) this.#events.progress(songId, job.state);
	}

	async #sourceOfFile(job: Job, file: File): Promise<Result<SongSource>> {
		const tags = await probe(job.signal, file);
		if (!tags.ok) return keyed('file', tags);
		const bytes = await file.arrayBuffer().catch(() => null);
		if (bytes === null) return failure('file:unreadable', `${file.name} can no longer be read`);
		const id = await songIdOf(job.signal, bytes);
		return success({ id, file, tags: tags.value, seconds: tags.value.seconds, anew: false });
	}

	async #sourceOfSong(song: Song, anew: boolean): Promise<Result<SongSource>> {
		const source = await getSource(this.#place.database, song.id);
		if (source === undefined) return failure('library:gone', `no source of ${song.id}`);
		const file = new File([source.file], source.name, { type: source.file.type });
		return success({ id: song.id, file, tags: song, seconds: null, anew });
	}

	#rest(): void {
		this.#idle.idle();
		this.#place.pace.forgetPause();
	}

	#jobFor(song: Song, anew = false): Job {
		const job = new Job(song.title, () => this.#sourceOfSong(song, anew));
		job.songId = song.id;
		return job;
	}

	#end(job: Job): void {
		job.cancel();
		this.#leave(job);
	}

	#leave(job: Job): void {
		this.jobs = this.jobs.filter((other) => other !== job);
	}
}

function tooMany(files: readonly File[]): FailureWords {
	const named = files.slice(0, 3).map(({ name }) => name);
	const more = files.length - named.length;
	return {
		happened: `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''} did not fit: the queue holds ${QUEUE_LIMIT} songs.`,
		safe: 'The songs before them are in the queue.',
		remedy: 'Drop the others again when these are done.'
	};
}
