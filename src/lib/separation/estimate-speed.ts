import type { SpeedMessage } from './estimate-speed.worker';

const newWorker = (): Worker =>
	new Worker(new URL('./estimate-speed.worker.ts', import.meta.url), { type: 'module' });

/** A device that takes longer to begin is slow enough to be told so without a number. */
const PATIENCE = 5000;

/**
 * How fast this processor is with `threads` at work at once, in transforms of `MEASURED_SIZE` values a second: one
 * worker for each thread, so that slow cores, shared ones and a busy device count as they will later. Takes about a
 * third of a second; the workers are gone afterwards. Null where a worker cannot be had, or none has answered in time.
 *
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function measureSpeed(
	signal: AbortSignal,
	threads: number,
	makeWorker: () => Worker = newWorker
): Promise<number | null> {
	signal.throwIfAborted();
	const workers: Worker[] = [];
	const ended = new AbortController();
	const until = AbortSignal.any([signal, ended.signal, AbortSignal.timeout(PATIENCE)]);
	try {
		for (let i = 0; i < threads; i++) workers.push(makeWorker());
		await Promise.all(workers.map((worker) => next(worker, until)));
		const answers = workers.map((worker) => next(worker, until));
		for (const worker of workers) worker.postMessage('go');
		const speeds = await Promise.all(answers);
		return speeds.reduce((sum, { speed }) => sum + speed, 0);
	} catch {
		signal.throwIfAborted();
		return null;
	} finally {
		ended.abort();
		for (const worker of workers) worker.terminate();
	}
}

/** What a worker says next. Rejects where it fails, or when the signal is aborted. */
function next(worker: Worker, signal: AbortSignal): Promise<SpeedMessage> {
	return new Promise((resolve, reject) => {
		const fail = (event: Event) => {
			// It is dealt with here; without this the page would report it a second time.
			event.preventDefault();
			reject(new Error('The speed could not be measured'));
		};
		signal.addEventListener('abort', fail, { once: true });
		worker.addEventListener('error', fail, { once: true, signal });
		worker.addEventListener('message', ({ data }: MessageEvent<SpeedMessage>) => resolve(data), {
			once: true,
			signal
		});
	});
}
