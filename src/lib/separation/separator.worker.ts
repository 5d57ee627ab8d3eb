import { expose, transfer } from 'comlink';
import { STEMS } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';
import { spectralFrames } from '../signal/spectrum';
import { seconds } from '../units/units';
import { assemble } from './assemble';
import { Chain } from './chain';
import { finishedBlock } from './finished-block';
import { guarded } from './guarded';
import { ModelFiles } from './model-files';
import { segmentAt } from './plan';
import type {
	ModelShape,
	ProviderChoice,
	SegmentOutput,
	SegmentWork,
	SeparationFailure,
	SeparatorWorker
} from './protocol';
import { chooseProvider } from './provider';
import { modelInput, SegmentRunner } from './segment';
import { complaintAbout, selfTestInput } from './self-test';

/** A model that comes in, file by file. */
interface Opening {
	readonly model: ModelShape;
	readonly files: ModelFiles;
	readonly chain: Chain;
}

/** What can run a segment: the session, and the signal code around it. */
interface Engine {
	readonly model: ModelShape;
	readonly chain: Chain;
	readonly runner: SegmentRunner;
}

/**
 * This end of the conversation. A call out of its order answers `crash`: the worker that was told what is
 * missing here is gone.
 */
class Separation implements SeparatorWorker {
	#opening: Opening | null = null;
	#engine: Engine | null = null;

	choose = chooseProvider;

	beginModel(model: ModelShape, choice: ProviderChoice): void {
		this.#opening = { model, files: new ModelFiles(model, choice.precision), chain: new Chain(choice) };
	}

	async addShard(shard: ArrayBuffer): Promise<Outcome<null, SeparationFailure>> {
		const { files, chain } = this.#opening ?? {};
		if (!files || !chain) return failure('crash', 'No model was begun');
		return guarded('session', async () => {
			const part = files.add(shard);
			if (!part.ok) return part;
			return part.value === null ? success(null) : chain.add(part.value);
		});
	}

	async openSession(): Promise<Outcome<null, SeparationFailure>> {
		const { model, files, chain } = this.#opening ?? {};
		if (!model || !files || !chain) return failure('crash', 'No model was begun');
		this.#opening = null;
		if (files.missing > 0) return failure('session', `${files.missing} files of the model did not come in`);
		const { complaint } = chain;
		if (complaint !== null) return failure('session', complaint);
		return guarded('session', async () => {
			const runner = await SegmentRunner.create(model.segmentFrames);
			this.#engine = { model, chain, runner };
			return success(null);
		});
	}

	async selfTest(): Promise<Outcome<string | null, SeparationFailure>> {
		const { model, chain } = this.#engine ?? {};
		if (!model || !chain) return failure('crash', 'No session is open');
		const { mix, spectrum } = selfTestInput(model.segmentFrames, spectralFrames(model.segmentFrames));
		const output = await chain.run(modelInput(mix, spectrum));
		return output.ok ? success(complaintAbout(output.value, model.selfTest)) : output;
	}

	async separate(work: SegmentWork): Promise<Outcome<SegmentOutput, SeparationFailure>> {
		const { model, chain, runner } = this.#engine ?? {};
		if (!model || !chain || !runner) return failure('crash', 'No session is open');
		const { segmentFrames } = model;
		const plan = segmentAt(work.layout, segmentFrames, work.segment);
		const separated = await runner.run([work.left, work.right], work.level, plan, (input) =>
			chain.run(input)
		);
		if (!separated.ok) return separated;
		const { modelSeconds, dspSeconds, ...audio } = separated.value;
		const began = performance.now();
		const { blocks, head, tail } = assemble(work, segmentFrames, audio);
		const output: SegmentOutput = {
			blocks: blocks.map(finishedBlock),
			head,
			tail,
			modelSeconds,
			dspSeconds: seconds(dspSeconds + (performance.now() - began) / 1000)
		};
		return transfer(success(output), buffersOf(output));
	}
}

function buffersOf({ blocks, head, tail }: SegmentOutput): ArrayBuffer[] {
	const sound = blocks.flatMap(({ block, peaks }) =>
		STEMS.flatMap((stem) => [block.stems[stem].pcm, peaks.stems[stem]])
	);
	return [...sound, head, tail].filter((part) => part !== null).map(({ buffer }) => buffer);
}

/**
 * Bundlers put what several chunks share into this file, so that the runtime's threads, which run the runtime's
 * chunk, load this one too. They have to talk to the runtime only. The name is Emscripten's.
 */
const isRuntimeThread = self.name.startsWith('em-pthread');
if (!isRuntimeThread) expose(new Separation());
