import { releaseProxy, wrap, type Remote } from 'comlink';
import { describe } from '../outcome/outcome';
import type { SeparatorWorker } from './protocol';

/** The worker died, or broke in a way nobody foresaw. */
export class WorkerCrash extends Error {
	override readonly name = 'WorkerCrash';
}

/**
 * One worker's life. A worker that is gone answers nobody, so everything awaited of it is awaited through
 * {@link ask} or {@link until}: both reject as soon as the worker ends, with the reason of its end.
 */
export class Connection {
	readonly #worker: Worker;
	readonly #remote: Remote<SeparatorWorker>;
	readonly #listening = new AbortController();
	readonly #waiting = new Set<(reason: unknown) => void>();
	#end: { readonly reason: unknown } | null = null;

	constructor(worker: Worker) {
		this.#worker = worker;
		this.#remote = wrap<SeparatorWorker>(worker);
		const { signal } = this.#listening;
		worker.addEventListener(
			'error',
			(event) => {
				// It is dealt with here; without this the page would report it a second time.
				event.preventDefault();
				this.end(new WorkerCrash(event.message || 'The worker could not be started'));
			},
			{ signal }
		);
		worker.addEventListener('messageerror', () => this.end(new WorkerCrash('A message could not be read')), {
			signal
		});
	}

	get ended(): boolean {
		return this.#end !== null;
	}

	/** Calls the worker. Expected failures come as values, so that one it throws is a crash and ends it. */
	async ask<Answer extends Promise<unknown>>(
		call: (remote: Remote<SeparatorWorker>) => Answer
	): Promise<Awaited<Answer>> {
		if (this.#end) throw this.#end.reason;
		const answer = call(this.#remote).catch((thrown: unknown) => {
			this.end(new WorkerCrash(describe(thrown)));
			throw thrown;
		});
		return this.until(answer as Promise<Awaited<Answer>>);
	}

	/** What `promise` gives, unless the worker ends before. */
	until<Value>(promise: Promise<Value>): Promise<Value> {
		// Not Promise.race: a promise that outlives all calls would keep every one of their results.
		return new Promise((resolve, reject) => {
			this.#waiting.add(reject);
			void promise.then(resolve, reject).finally(() => this.#waiting.delete(reject));
			this.#rejectIfEnded();
		});
	}

	/** Terminates the worker, whatever it does, and settles all who wait for it. The first reason counts. */
	end(reason: unknown): void {
		if (this.#end) return;
		this.#end = { reason };
		this.#listening.abort();
		this.#worker.terminate();
		this.#remote[releaseProxy]();
		this.#rejectIfEnded();
	}

	#rejectIfEnded(): void {
		if (!this.#end) return;
		for (const reject of this.#waiting) reject(this.#end.reason);
		this.#waiting.clear();
	}
}
