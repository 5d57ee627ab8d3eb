import { expose, transfer } from 'comlink';
import { STEMS } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';
import { seconds } from '../units/units';
import { ModelFile } from './model-file';
import { OpenSong } from './open-song';
import type {
	ModelShape,
	ProviderChoice,
	SegmentOutput,
	SeparationFailure,
	SeparationSong,
	SeparatorWorker,
	SessionReport
} from './protocol';
import { chooseProvider } from './provider';
import { SegmentRunner } from './segment';
import { ModelSession } from './session';

/** What can run a segment: the session, and the signal code around it. */
interface Engine {
	readonly model: ModelShape;
	readonly session: ModelSession;
	readonly runner: SegmentRunner;
}

/**
 * This end of the conversation. A call out of its order answers `crash`: the worker that was told what is
 * missing here is gone.
 */
class Separation implements SeparatorWorker {
	#file: ModelFile | null = null;
	#engine: Engine | null = null;
	#song: OpenSong | null = null;

	choose = chooseProvider;

	beginModel(model: ModelShape): void {
		this.#file = new ModelFile(model);
	}

	addShard(shard: ArrayBuffer): void {
		this.#file?.add(shard);
	}

	async openSession(choice: ProviderChoice): Promise<Outcome<SessionReport, SeparationFailure>> {
		const file = this.#file;
		if (!file) return failure('crash', 'No model was begun');
		this.#file = null;
		const bytes = file.whole();
		if (!bytes.ok) return bytes;
		const began = performance.now();
		const session = await ModelSession.open(choice, bytes.value, file.shape.segmentFrames);
		if (!session.ok) return session;
		const runner = await SegmentRunner.create(file.shape.segmentFrames);
		this.#engine = { model: file.shape, session: session.value, runner };
		return success({ choice, seconds: seconds((performance.now() - began) / 1000) });
	}

	openSong(song: SeparationSong): Outcome<null, SeparationFailure> {
		if (!this.#engine) return failure('crash', 'No session is open');
		this.#song = new OpenSong(song, this.#engine.model.segmentFrames);
		return success(null);
	}

	async separate(segment: number): Promise<Outcome<SegmentOutput, SeparationFailure>> {
		const { session, runner } = this.#engine ?? {};
		if (!session || !runner) return failure('crash', 'No session is open');
		if (!this.#song) return failure('crash', 'No song is open');
		const output = await this.#song.separate(segment, runner, (mix, spectrum) => session.run(mix, spectrum));
		return output.ok ? transfer(output, buffersOf(output.value)) : output;
	}

	closeSong(): void {
		this.#song = null;
	}
}

function buffersOf({ blocks, seam }: SegmentOutput): ArrayBuffer[] {
	const buffers = blocks.flatMap(({ block, peaks }) =>
		STEMS.flatMap((stem) => [block.stems[stem].pcm.buffer, peaks.stems[stem].buffer])
	);
	return seam ? [...buffers, seam.audio.buffer] : buffers;
}

/**
 * Bundlers put what several chunks share into this file, so that the runtime's threads, which run the runtime's
 * chunk, load this one too. They have to talk to the runtime only. The name is Emscripten's.
 */
const isRuntimeThread = self.name.startsWith('em-pthread');
if (!isRuntimeThread) expose(new Separation());
