import { describe, failure, success, type Outcome } from '../../outcome/outcome';
import { renderMix } from '../render';
import type { ReadBlock, Rendered, RenderFailure, WriteSound } from '../render-sound';
import { renderStem } from '../render-stem';
import { makeEncoder, type Bytes } from './encoder';
import { fits } from './format';
import { Gatherer } from './gather';
import { contentFrames, type ExportFile, type ExportJob } from './job';
import { writeZip, type ZipEntry } from './zip';

/** `too-long`: it does not fit into a WAV file. `unwritable`: the target has refused it, or an encoder has failed. */
export type ExportFailure = RenderFailure | 'too-long' | 'unwritable';

interface Exporting {
	readonly readBlock: ReadBlock;
	/** Told after each piece how many frames there are so far, of `jobFrames`. */
	readonly onProgress: (frames: number) => void;
}

/**
 * Exports a job: renders, encodes and writes piece by piece, so that memory does not grow with the song.
 *
 * @param to Closed where all went well, else aborted. Rejects with the signal's reason when aborted.
 */
export async function exportSound(
	signal: AbortSignal,
	job: ExportJob,
	{ readBlock, onProgress }: Exporting,
	to: WritableStream<Bytes>
): Promise<Outcome<null, ExportFailure>> {
	const failed = new AbortController();
	const either = AbortSignal.any([signal, failed.signal]);
	const target = to.getWriter();
	// Each write and the closing tell it too.
	target.closed.catch(nothing);
	const gatherer = new Gatherer((bytes) => target.write(bytes));
	const whole = new WritableStream<Bytes>({
		write: (bytes) => gatherer.write(bytes),
		async close() {
			await gatherer.flush();
			await target.close();
		}
	});
	const failures: ReturnType<typeof failure<ExportFailure>>[] = [];
	let done = 0;
	const render = async (file: ExportFile, into: WritableStream<Bytes>) => {
		const rendered = await renderFile(either, job, file, readBlock, into, (frames) => {
			done += frames;
			onProgress(done);
		});
		if (rendered.ok) return;
		failures.push(rendered);
		throw new Error(rendered.detail);
	};
	try {
		const [only, ...others] = job.files;
		if (others.length === 0) await render(only, whole);
		else await writeZip(either, entriesOf(job.files, render), whole);
		return success(null);
	} catch (thrown) {
		// What is still rendered stops, whoever has failed.
		failed.abort(thrown);
		target.abort(thrown).catch(nothing);
		signal.throwIfAborted();
		return failures[0] ?? failure('unwritable', describe(thrown));
	}
}

/** One after the other: the next is rendered when the one before is in the zip. */
function* entriesOf(
	files: readonly ExportFile[],
	render: (file: ExportFile, into: WritableStream<Bytes>) => Promise<void>
): Iterable<ZipEntry> {
	for (const file of files) {
		const { readable, writable } = new TransformStream<Bytes, Bytes>();
		// What goes wrong comes out at the other end.
		render(file, writable).catch((thrown: unknown) => writable.abort(thrown).catch(nothing));
		yield { name: file.name, readable };
	}
}

async function renderFile(
	signal: AbortSignal,
	{ layout, format }: ExportJob,
	{ content, tags }: ExportFile,
	readBlock: ReadBlock,
	into: WritableStream<Bytes>,
	onFrames: (frames: number) => void
): Promise<Outcome<null, ExportFailure>> {
	const length = contentFrames(layout, content);
	if (!fits(format, length)) return failure('too-long', `${length} frames`);
	const writer = into.getWriter();
	writer.closed.catch(nothing);
	// A write may wait for a target that takes nothing any more.
	const stop = () => void writer.abort(signal.reason).catch(nothing);
	signal.addEventListener('abort', stop);
	try {
		const encoder = await makeEncoder(format, length, tags, (bytes) => writer.write(bytes));
		const write: WriteSound = async (sound) => {
			const frames = sound.planar.length / 2;
			await encoder.write(sound);
			onFrames(frames);
		};
		let finished = false;
		try {
			const rendered: Rendered =
				content.type === 'stem'
					? await renderStem(signal, { layout, stem: content.stem, readBlock }, write)
					: await renderMix(signal, { layout, mix: content.mix, sound: content.sound, readBlock }, write);
			if (!rendered.ok) return rendered;
			await encoder.finish();
			finished = true;
		} finally {
			if (!finished) await encoder.cancel();
		}
		await writer.close();
		return success(null);
	} finally {
		signal.removeEventListener('abort', stop);
		writer.releaseLock();
	}
}

const nothing = () => undefined;
