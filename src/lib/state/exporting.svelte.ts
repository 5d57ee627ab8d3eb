import type { ExportFormat } from '../audio/export/format';
import type { Feeder } from '../library/feeder';
import type { Song } from '../music/song';
import { describe } from '../outcome/outcome';
import type { FailureWords } from '../separation/job';
import { exportJob, fileOf, jobBytes, type ExportChoice, type HeardSong } from './export-job';
import { keyed, wordsFor, type FailureKey } from './failures';
import { askForPlace, type SavePlace } from './save-file';

export type ExportState =
	| { readonly phase: 'idle' }
	/** `name` is the file's; `share` from 0 to 1. */
	| { readonly phase: 'running'; readonly name: string; readonly share: number }
	| { readonly phase: 'done'; readonly name: string }
	| { readonly phase: 'cancelled' }
	| { readonly phase: 'failed'; readonly words: FailureWords };

/** What {@link Exporting} exports from: what is heard at the moment; null: no song is on the stand. */
export type ExportSource = () => (HeardSong & { readonly song: Song }) | null;

/** Saves what is heard, or stems, as a file; one at a time. */
export class Exporting {
	state = $state.raw<ExportState>({ phase: 'idle' });
	readonly #feeder: Pick<Feeder, 'connect'>;
	readonly #source: ExportSource;
	#running: AbortController | null = null;

	constructor(feeder: Pick<Feeder, 'connect'>, source: ExportSource) {
		this.#feeder = feeder;
		this.#source = source;
	}

	/** What such a file would take, in bytes: see `jobBytes`. */
	bytesOf(choice: ExportChoice, format: ExportFormat): number {
		const heard = this.#source();
		return heard === null ? 0 : jobBytes(exportJob(heard, choice, format));
	}

	/**
	 * Saves a file; to be called at the player's press. Gives it where the page has to hand it to the browser. What the
	 * player changes meanwhile is not in it.
	 */
	async start(choice: ExportChoice, format: ExportFormat): Promise<File | null> {
		const heard = this.#source();
		if (heard === null || this.#running !== null) return null;
		const running = (this.#running = new AbortController());
		const job = exportJob(heard, choice, format);
		const target = fileOf(heard, job);
		let place: SavePlace | null = null;
		try {
			place = await askForPlace(target);
			if (place === null) return null;
			// The page may have been left while the player chose.
			running.signal.throwIfAborted();
			this.state = { phase: 'running', name: target.name, share: 0 };
			// Nobody needs it before: it is not in what the page loads first.
			const { runExport } = await import('../audio/export/exporter');
			const done = await runExport(running.signal, job, {
				blocks: this.#feeder.connect(heard.song),
				to: place.stream,
				onProgress: (share) => {
					if (!running.signal.aborted) this.state = { phase: 'running', name: target.name, share };
				}
			});
			if (!done.ok) {
				await place.discard();
				this.#fail(heard.song, keyed('export', done));
				return null;
			}
			const file = await place.finish();
			this.state = { phase: 'done', name: target.name };
			return file;
		} catch (thrown) {
			await place?.discard();
			if (running.signal.aborted) this.state = { phase: 'cancelled' };
			else {
				this.#fail(heard.song, { reason: 'export:unwritable', detail: describe(thrown) });
				reportError(thrown);
			}
			return null;
		} finally {
			this.#running = null;
		}
	}

	cancel(): void {
		this.#running?.abort();
	}

	/** Takes away how the last one went. */
	forget(): void {
		if (this.state.phase !== 'running') this.state = { phase: 'idle' };
	}

	dispose(): void {
		this.cancel();
	}

	#fail({ title }: Song, { reason, detail }: { reason: FailureKey; detail: string }): void {
		this.state = { phase: 'failed', words: wordsFor(reason, title, detail) };
	}
}
