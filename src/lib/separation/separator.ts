import { transfer } from 'comlink';
import { failure, success, type Outcome } from '../outcome/outcome';
import { Connection, WorkerCrash } from './connection';
import type {
	ModelShape,
	ProviderWish,
	SegmentOutput,
	SeparationFailure,
	SeparationSong,
	SessionReport
} from './protocol';

const newWorker = (): Worker =>
	new Worker(new URL('./separator.worker.ts', import.meta.url), { type: 'module' });

/** The session at hand: which model, how it was wished for, and what came of it. */
export interface ReadySession {
	readonly model: ModelShape;
	readonly wish: ProviderWish;
	readonly report: SessionReport;
}

/**
 * Whether the worker is of no more use: memory once grown is never given back, a lost device does not come
 * back, and a runtime that failed to start refuses to start again.
 */
const isFatal = (reason: SeparationFailure): boolean => reason !== 'not-finite';

/**
 * The page's end of separation. The worker is made with the first call and kept, with its session, from song
 * to song. Every call takes an `AbortSignal`: abort terminates the worker at once, whatever it does, and
 * rejects what is pending with the signal's reason. After that, or after a crash (an outcome), the next call
 * makes a new worker, which needs `load` and `openSong` again.
 */
export class Separator {
	readonly #makeWorker: () => Worker;
	#connection: Connection | null = null;
	#session: ReadySession | null = null;
	#disposed = false;

	constructor(makeWorker: () => Worker = newWorker) {
		this.#makeWorker = makeWorker;
	}

	/** Null until `load` succeeded, and again once its worker has ended. */
	get ready(): ReadySession | null {
		return this.#connection?.ended === false ? this.#session : null;
	}

	/**
	 * Makes the session of `model` from its shards (transferred), unless it is there already: then no shard is
	 * taken. What `shards` throws passes through.
	 */
	async load(
		signal: AbortSignal,
		model: ModelShape,
		shards: AsyncIterable<ArrayBuffer>,
		wish: ProviderWish
	): Promise<Outcome<SessionReport, SeparationFailure>> {
		const ready = this.ready;
		if (ready && isSame(ready, model, wish)) {
			signal.throwIfAborted();
			return success(ready.report);
		}
		// The runtime keeps the threads it began with: another session wants another worker.
		if (ready) this.#connection?.end(new WorkerCrash('Another session was asked for'));
		return this.#run(signal, async (connection) => {
			const { name, version, bytes, sampleRate, segmentFrames } = model;
			await connection.ask((worker) =>
				worker.beginModel({ name, version, bytes, sampleRate, segmentFrames })
			);
			await this.#send(connection, shards);
			const choice = await connection.ask((worker) => worker.choose(wish));
			const report = await connection.ask((worker) => worker.openSession(choice));
			if (report.ok) this.#session = { model, wish, report: report.value };
			return report;
		});
	}

	/** Gives a song to the worker (its channels and its seam are transferred) in place of the one before. */
	openSong(signal: AbortSignal, song: SeparationSong): Promise<Outcome<null, SeparationFailure>> {
		const buffers = [song.left.buffer, song.right.buffer, ...(song.seam ? [song.seam.audio.buffer] : [])];
		return this.#run(signal, (connection) =>
			connection.ask((worker) => worker.openSong(transfer(song, buffers)))
		);
	}

	/** Separates one segment of the open song, any of them, in any order. */
	separate(signal: AbortSignal, segment: number): Promise<Outcome<SegmentOutput, SeparationFailure>> {
		return this.#run(signal, (connection) => connection.ask((worker) => worker.separate(segment)));
	}

	/** Lets the song go, keeps the session. */
	closeSong(): void {
		this.#connection?.tell((worker) => worker.closeSong());
	}

	/**
	 * Ends the worker, also one that idles with a song and a session in memory; what is pending rejects with
	 * `reason`. The next call makes a new worker.
	 */
	stop(reason: unknown): void {
		this.#connection?.end(reason);
	}

	/** Ends the worker for good; what is pending rejects with an `AbortError`. */
	dispose(): void {
		this.#disposed = true;
		this.stop(new DOMException('The separator was disposed of', 'AbortError'));
	}

	async #send(connection: Connection, shards: AsyncIterable<ArrayBuffer>): Promise<void> {
		const iterator = shards[Symbol.asyncIterator]();
		const next = () => connection.until(iterator.next());
		try {
			for (let step = await next(); !step.done; step = await next()) {
				const shard = step.value;
				await connection.ask((worker) => worker.addShard(transfer(shard, [shard])));
			}
		} finally {
			// Not awaited: where the source is stuck, so would be who aborted.
			void iterator.return?.();
		}
	}

	async #run<Value>(
		signal: AbortSignal,
		work: (connection: Connection) => Promise<Outcome<Value, SeparationFailure>>
	): Promise<Outcome<Value, SeparationFailure>> {
		signal.throwIfAborted();
		const connection = this.#connect();
		const abort = () => connection.end(signal.reason);
		signal.addEventListener('abort', abort, { once: true });
		try {
			const outcome = await work(connection);
			if (!outcome.ok && isFatal(outcome.reason)) connection.end(new WorkerCrash(outcome.detail));
			return outcome;
		} catch (thrown) {
			if (thrown instanceof WorkerCrash) return failure('crash', thrown.message);
			throw thrown;
		} finally {
			signal.removeEventListener('abort', abort);
		}
	}

	#connect(): Connection {
		if (this.#disposed) throw new DOMException('The separator was disposed of', 'InvalidStateError');
		if (this.#connection?.ended !== false) {
			this.#session = null;
			this.#connection = new Connection(this.#makeWorker());
		}
		return this.#connection;
	}
}

const isSame = (ready: ReadySession, model: ModelShape, wish: ProviderWish): boolean =>
	ready.model.name === model.name &&
	ready.model.version === model.version &&
	ready.wish.provider === wish.provider &&
	ready.wish.threads === wish.threads;
