import { transfer } from 'comlink';
import { failure, success, type Outcome } from '../outcome/outcome';
import { Connection, WorkerCrash } from './connection';
import type {
	Distrust,
	ModelShape,
	Provider,
	ProviderChoice,
	ProviderWish,
	SegmentOutput,
	SegmentWork,
	SeparationFailure
} from './protocol';

const newWorker = (): Worker =>
	new Worker(new URL('./separator.worker.ts', import.meta.url), { type: 'module' });

/** The session at hand: which model, how it was wished for, and what came of it. */
export interface ReadySession {
	readonly model: ModelShape;
	readonly wish: ProviderWish;
	readonly choice: ProviderChoice;
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
 * makes a new worker, which needs `load` again.
 */
export class Separator {
	readonly #makeWorker: () => Worker;
	#connection: Connection | null = null;
	#session: ReadySession | null = null;
	/** What came of trying this device's graphics: tried once, for as long as the page lives. */
	#distrust: Distrust | null = null;
	#disposed = false;

	constructor(makeWorker: () => Worker = newWorker) {
		this.#makeWorker = makeWorker;
	}

	/** Null until `load` succeeded, and again once its worker has ended. */
	get ready(): ReadySession | null {
		return this.#connection?.ended === false ? this.#session : null;
	}

	/**
	 * Makes the session of `model` from its files (transferred), unless it is there already: then no file is taken.
	 * `shards` gives them from the first one on, each time it is called. A graphics device has to pass a self-test;
	 * where it does not, or cannot run the model, it is distrusted, and another worker begins anew on the processor:
	 * the choice that comes back says so. What `shards` throws passes through, and ends the worker.
	 */
	async load(
		signal: AbortSignal,
		model: ModelShape,
		shards: () => AsyncIterable<ArrayBuffer>,
		wish: ProviderWish
	): Promise<Outcome<ProviderChoice, SeparationFailure>> {
		const ready = this.ready;
		if (ready && isSame(ready, model, wish)) {
			signal.throwIfAborted();
			return success(ready.choice);
		}
		// The runtime keeps the threads it began with: another session wants another worker.
		if (ready) this.#connection?.end(new WorkerCrash('Another session was asked for'));

		const tried: { provider?: Provider } = {};
		const open = () =>
			this.#run(signal, async (connection) => {
				const choice = await connection.ask((worker) => worker.choose(wish, this.#distrust));
				tried.provider = choice.provider;
				const opened = await this.#open(connection, model, shards(), choice);
				if (!opened.ok) return opened;
				this.#session = { model, wish, choice };
				return success(choice);
			});
		const first = await open();
		if (first.ok || tried.provider !== 'webgpu') return first;
		this.#distrust ??= 'unable';
		const second = await open();
		// Where the processor fails as well, the graphics device may not have been to blame.
		if (!second.ok) this.#distrust = null;
		return second;
	}

	/** Separates one segment, any of a song, in any order. The buffers of `work` are transferred. */
	async separate(signal: AbortSignal, work: SegmentWork): Promise<Outcome<SegmentOutput, SeparationFailure>> {
		signal.throwIfAborted();
		// A worker that died at rest told nobody; a new one would have no session.
		if (this.ready === null && !this.#disposed)
			return failure('crash', 'The worker with the session has ended');
		return this.#run(signal, (connection) =>
			connection.ask((worker) => worker.separate(transfer(work, buffersOf(work))))
		);
	}

	/**
	 * Ends the worker, also one that idles with a session in memory; what is pending rejects with
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

	async #open(
		connection: Connection,
		model: ModelShape,
		files: AsyncIterable<ArrayBuffer>,
		choice: ProviderChoice
	): Promise<Outcome<null, SeparationFailure>> {
		const { name, version, sampleRate, segmentFrames, shards, parts, selfTest } = model;
		const shape = { name, version, sampleRate, segmentFrames, shards, parts, selfTest };
		await connection.ask((worker) => worker.beginModel(shape, choice));
		const sent = await this.#send(connection, files);
		if (!sent.ok) return sent;
		const opened = await connection.ask((worker) => worker.openSession());
		if (!opened.ok || choice.provider !== 'webgpu') return opened;

		const tested = await connection.ask((worker) => worker.selfTest());
		if (!tested.ok) return tested;
		if (tested.value === null) return success(null);
		this.#distrust = 'wrong';
		return failure('session', tested.value);
	}

	async #send(
		connection: Connection,
		files: AsyncIterable<ArrayBuffer>
	): Promise<Outcome<null, SeparationFailure>> {
		const iterator = files[Symbol.asyncIterator]();
		const next = () => connection.until(iterator.next());
		try {
			for (let step = await next(); !step.done; step = await next()) {
				const file = step.value;
				const added = await connection.ask((worker) => worker.addShard(transfer(file, [file])));
				if (!added.ok) return added;
			}
			return success(null);
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
			// Also where the files' source threw: what has been made of a model is in the way of the next one.
			connection.end(thrown);
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

/** Each once: the two channels of a mono song may be one. */
function buffersOf({ left, right, before, after }: SegmentWork): ArrayBuffer[] {
	const sound = [left, right, before, after].filter((part) => part !== null);
	return [...new Set(sound.map(({ buffer }) => buffer))];
}

const isSame = (ready: ReadySession, model: ModelShape, wish: ProviderWish): boolean =>
	ready.model.name === model.name &&
	ready.model.version === model.version &&
	ready.wish.provider === wish.provider &&
	ready.wish.threads === wish.threads;
