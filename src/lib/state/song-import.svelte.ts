import { probe } from '../audio/probe';
import { songIdOf } from '../library/hash';
import { getSong, getSource } from '../library/songs';
import type { Song, SongId } from '../music/song';
import { failure, success } from '../outcome/outcome';
import { isActive, type FailureWords } from '../separation/job';
import { keyed, wordsFor } from './failures';
import { IdleTimer } from './idle-timer';
import { Job } from './job.svelte';
import { mark } from './marks';
import { separateSong } from './separate-song';
import type { Result, SongSource, Watcher, Workplace } from './workplace';

/** Songs under way or waiting at one time. */
export const QUEUE_LIMIT = 20;

/** After so long without a job the separator gives back its memory, which is most of what the app takes. */
const IDLE_MILLISECONDS = 60_000;

/** Held by whoever separates: one at a time on this device, whatever the number of tabs; others wait in order. */
const SEPARATION_LOCK = 'riffroom:separation';

export interface ImportEvents {
	/** A row was added, or blocks were stored with it. */
	readonly stored: Watcher['stored'];
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
			const job = new Job(file.name);
			void this.#bring(job, () => this.#sourceOfFile(job, file));
		}
	}

	/** Goes on with a song that is partly there, from the file kept with it. */
	resume(song: Song): void {
		const job = new Job(song.title);
		void this.#bring(job, () => this.#sourceOfSong(song));
	}

	/** The job that works on a song, or has failed at it. */
	jobOf = (id: SongId): Job | null => this.jobs.find(({ songId }) => songId === id) ?? null;

	cancel(job: Job): void {
		job.cancel();
		this.#leave(job);
	}

	dismiss(job: Job): void {
		if (!isActive(job.state)) this.#leave(job);
	}

	dispose(): void {
		this.#idle.dispose();
		for (const job of this.jobs) job.cancel();
		this.jobs = [];
	}

	async #bring(job: Job, sourceOf: () => Promise<Result<SongSource>>): Promise<void> {
		this.#idle.busy();
		this.jobs = [...this.jobs, job];
		job.enter({ phase: 'waiting' });
		try {
			const outcome = await this.#work(job, sourceOf);
			if (!outcome.ok) job.fail(wordsFor(outcome.reason, job.name, outcome.detail));
		} catch (thrown) {
			if (!job.signal.aborted) {
				job.fail(wordsFor('separation:crash', job.name));
				reportError(thrown);
			}
		} finally {
			if (job.state.phase !== 'failed') this.#leave(job);
			if (!this.jobs.some(({ state }) => isActive(state))) this.#idle.idle();
			this.#events.settled();
		}
	}

	async #work(job: Job, sourceOf: () => Promise<Result<SongSource>>): Promise<Result<SongId>> {
		const { signal } = job;
		const atTheDoor = this.#door.then(() => (signal.aborted ? null : sourceOf()));
		this.#door = atTheDoor.catch(() => null);
		const source = await atTheDoor;
		signal.throwIfAborted();
		if (source === null || !source.ok) return source ?? failure('file:unreadable', 'cancelled');
		const { id, tags } = source.value;
		job.name = tags.title;
		job.songId = id;

		const known = (await getSong(this.#place.database, id))?.state === 'complete';
		const outcome = known
			? success(id)
			: await navigator.locks.request(SEPARATION_LOCK, { signal }, () =>
					separateSong(signal, this.#place, source.value, {
						phase: (state) => job.enter(state),
						stored: this.#events.stored
					})
				);
		if (outcome.ok && !signal.aborted) {
			job.enter({ phase: 'ready', songId: id });
			this.#events.ready(id, known);
		}
		return outcome;
	}

	async #sourceOfFile(job: Job, file: File): Promise<Result<SongSource>> {
		const tags = await probe(job.signal, file);
		if (!tags.ok) return keyed('file', tags);
		const bytes = await file.arrayBuffer().catch(() => null);
		if (bytes === null) return failure('file:unreadable', `${file.name} can no longer be read`);
		const id = await songIdOf(job.signal, bytes);
		return success({ id, file, tags: tags.value });
	}

	async #sourceOfSong(song: Song): Promise<Result<SongSource>> {
		const source = await getSource(this.#place.database, song.id);
		if (source === undefined) return failure('library:gone', `no source of ${song.id}`);
		const file = new File([source.file], source.name, { type: source.file.type });
		return success({ id: song.id, file, tags: song });
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
