import { describe, failure } from '../../outcome/outcome';
import { blocksFrom } from './blocks-port';
import type { Bytes } from './encoder';
import { exportSound } from './export-sound';
import type { FromExporter, ToExporter } from './protocol';

/** Exports once. Whoever does not want it any more terminates the worker. */
const post = (message: FromExporter, transfer: Transferable[] = []) => postMessage(message, { transfer });

let taken: (() => void) | null = null;

/** Waits until the page has written them, so that nothing gathers on the way. */
const target = () =>
	new WritableStream<Bytes>({
		write: (bytes) => {
			const { promise, resolve } = Promise.withResolvers<void>();
			taken = resolve;
			// What is a view of something larger would take it along.
			const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
			post({ type: 'bytes', bytes: own }, [own.buffer]);
			return promise;
		}
	});

addEventListener('message', ({ data }: MessageEvent<ToExporter>) => {
	if (data.type === 'taken') return taken?.();
	const { job, blocks } = data;
	const never = new AbortController().signal;
	const onProgress = (frames: number) => post({ type: 'progress', frames });
	void exportSound(never, job, { readBlock: blocksFrom(blocks), onProgress }, target())
		.catch((thrown: unknown) => failure('unwritable', describe(thrown)))
		.then((outcome) => post({ type: 'end', outcome }));
});
