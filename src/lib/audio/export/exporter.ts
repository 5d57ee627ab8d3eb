import { describe, failure, success, type Outcome } from '../../outcome/outcome';
import type { Bytes } from './encoder';
import type { ExportFailure } from './export-sound';
import { jobFrames, type ExportJob } from './job';
import type { FromExporter, ToExporter } from './protocol';

interface ExportTo {
	/** Answers `BlockRequest` with `BlockReply` for the song (transferred). */
	readonly blocks: MessagePort;
	/** Closed where all went well, else aborted. */
	readonly to: WritableStream<Bytes>;
	/** How far it is: from 0 to 1. */
	readonly onProgress: (share: number) => void;
}

/**
 * Exports in a worker of its own, which is gone in the end. `unwritable` is also a worker that does not load or dies.
 * Rejects at once with the signal's reason when aborted.
 */
export async function runExport(
	signal: AbortSignal,
	job: ExportJob,
	{ blocks, to, onProgress }: ExportTo
): Promise<Outcome<null, ExportFailure>> {
	const target = to.getWriter();
	// Each write and the closing tell it too.
	target.closed.catch(nothing);
	const stop = (reason: unknown) => void target.abort(reason).catch(nothing);
	if (signal.aborted) {
		blocks.close();
		stop(signal.reason);
		throw signal.reason;
	}
	const worker = new Worker(new URL('./export.worker.ts', import.meta.url), {
		type: 'module',
		name: 'riffroom export'
	});
	try {
		const outcome = await converse(signal, worker, { job, blocks, target, onProgress });
		if (outcome.ok) await target.close();
		else stop(new Error(outcome.detail));
		return outcome;
	} catch (thrown) {
		stop(thrown);
		signal.throwIfAborted();
		return failure('unwritable', describe(thrown));
	} finally {
		worker.terminate();
	}
}

interface Conversation {
	readonly job: ExportJob;
	readonly blocks: MessagePort;
	readonly target: WritableStreamDefaultWriter<Bytes>;
	readonly onProgress: (share: number) => void;
}

/** Resolves with what the worker says last; rejects where it dies, is cancelled, or the target refuses. */
function converse(
	signal: AbortSignal,
	worker: Worker,
	{ job, blocks, target, onProgress }: Conversation
): Promise<Outcome<null, ExportFailure>> {
	const { promise, resolve, reject } = Promise.withResolvers<Outcome<null, ExportFailure>>();
	const all = jobFrames(job);
	signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
	worker.onerror = (event) => {
		// It is dealt with here; without this the page would report it a second time.
		event.preventDefault();
		reject(new Error(event.message || 'The worker could not be started'));
	};
	worker.onmessage = ({ data }: MessageEvent<FromExporter>) => {
		switch (data.type) {
			case 'bytes':
				target.write(data.bytes).then(() => post(worker, { type: 'taken' }), reject);
				return;
			case 'progress':
				onProgress(data.frames / all);
				return;
			case 'end':
				resolve(data.outcome.ok ? success(null) : data.outcome);
		}
	};
	post(worker, { type: 'export', job, blocks }, [blocks]);
	return promise;
}

const post = (worker: Worker, message: ToExporter, transfer: Transferable[] = []) =>
	worker.postMessage(message, transfer);

const nothing = () => undefined;
