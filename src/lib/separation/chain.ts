import type { InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { failure, success, type Outcome } from '../outcome/outcome';
import { BINS, PLANES } from '../signal/spectrum';
import { guarded } from './guarded';
import type { WholePart } from './model-files';
import type { ProviderChoice, SeparationFailure } from './protocol';
import { release } from '../signal/release';
import { loadRuntime, type Runtime } from './runtime';
import type { ModelInput, ModelOutput } from './segment';
import { sessionOptions } from './session-options';

/** The tensors that the app gives; a graph names those that it wants. */
const GIVEN = ['mix', 'spectrum', 'mix.mean', 'mix.std', 'spectrum.mean', 'spectrum.std'] as const;
/** The tensors that the app wants, of whichever part. */
const SPECTRA = 'spectra';
const WAVES = 'waves';

interface Part {
	readonly name: string;
	readonly session: InferenceSession;
}

/** Tensors by their names. */
type Pool = Map<string, Tensor>;

/**
 * The model, ready to run, or on its way there: a session for each of its parts. They run one after the other,
 * and hand tensors to one another by name. One chain at a time lives in a worker.
 */
export class Chain {
	readonly #choice: ProviderChoice;
	readonly #parts: Part[] = [];
	#runtime: Runtime | null = null;
	/** Set once the graphics device has gone away. What is under way then might never end, but for this. */
	#lost: Outcome<never, SeparationFailure> | null = null;
	#onLost: ((lost: Outcome<never, SeparationFailure>) => void) | null = null;

	constructor(choice: ProviderChoice) {
		this.#choice = choice;
	}

	/** Makes the session of the next part. Its files are copied into the runtime's memory, then released. */
	async add({ name, graph, weights }: WholePart): Promise<Outcome<null, SeparationFailure>> {
		const { provider } = this.#choice;
		return guarded('session', async () => {
			const runtime = (this.#runtime ??= await loadRuntime(this.#choice));
			const session = await runtime.InferenceSession.create(graph, sessionOptions(provider, weights));
			for (const { buffer } of [graph, ...weights.map(({ data }) => data)]) release(buffer);
			this.#parts.push({ name, session });
			if (provider === 'webgpu' && this.#parts.length === 1) await this.#watchDevice(runtime);
			return success(null);
		});
	}

	async #watchDevice(runtime: Runtime): Promise<void> {
		const device = await runtime.env.webgpu.device;
		void device.lost.then(({ message }) => {
			this.#lost = failure('device-lost', message);
			this.#onLost?.(this.#lost);
		});
	}

	/** What the parts want of one another and none gives; null where they are whole. */
	get complaint(): string | null {
		const there = new Set<string>(GIVEN);
		for (const { name, session } of this.#parts) {
			const missing = session.inputNames.find((input) => !there.has(input));
			if (missing !== undefined) return `The part ${name} takes ${missing}, which nobody gives`;
			for (const output of session.outputNames) there.add(output);
		}
		const missing = [SPECTRA, WAVES].find((result) => !there.has(result));
		return missing === undefined ? null : `No part of the model gives ${missing}`;
	}

	/** Input and output as `RunModel` says. One run at a time. */
	async run(input: ModelInput): Promise<Outcome<ModelOutput, SeparationFailure>> {
		if (this.#lost) return this.#lost;
		// Not Promise.race with the device's promise: that one outlives all runs, and would keep their results.
		return new Promise((resolve) => {
			this.#onLost = resolve;
			void guarded('crash', () => this.#run(input)).then((output) => {
				this.#onLost = null;
				resolve(output);
			});
		});
	}

	async #run(input: ModelInput): Promise<Outcome<ModelOutput, SeparationFailure>> {
		if (this.#runtime === null) return failure('crash', 'The model has no parts');
		const given = tensorsOf(this.#runtime, input);
		const made: Pool = new Map();
		try {
			for (const [index, { session }] of this.#parts.entries()) {
				const feeds = session.inputNames.map((name) => [name, made.get(name) ?? given[name]!] as const);
				const outputs = await session.run(Object.fromEntries(feeds));
				for (const name of session.outputNames) made.set(name, outputs[name]!);
				const wanted = this.#wantedAfter(index);
				letGo(made, (name) => !wanted.has(name));
			}
			const spectrum = await made.get(SPECTRA)?.getData(true);
			const wave = await made.get(WAVES)?.getData(true);
			if (!isFloats(spectrum) || !isFloats(wave))
				return failure('session', `${SPECTRA} and ${WAVES} are not 32-bit floats`);
			made.clear();
			return success({ spectrum, wave });
		} finally {
			letGo(made, () => true);
		}
	}

	/** Names of what is still to be read when this part has run. */
	#wantedAfter(part: number): ReadonlySet<string> {
		const later = this.#parts.slice(part + 1).flatMap(({ session }) => session.inputNames);
		return new Set([...later, SPECTRA, WAVES]);
	}
}

function tensorsOf({ Tensor }: Runtime, input: ModelInput): Readonly<Record<string, Tensor>> {
	const { mix, spectrum, mixLevel, spectrumLevel } = input;
	const scalar = (value: number) => new Tensor('float32', Float32Array.of(value), [1]);
	return {
		mix: new Tensor('float32', mix, [1, 2, mix.length / 2]),
		spectrum: new Tensor('float32', spectrum, [1, PLANES, BINS, spectrum.length / PLANES / BINS]),
		'mix.mean': scalar(mixLevel.mean),
		'mix.std': scalar(mixLevel.std),
		'spectrum.mean': scalar(spectrumLevel.mean),
		'spectrum.std': scalar(spectrumLevel.std)
	} satisfies Record<(typeof GIVEN)[number], Tensor>;
}

/** Removes tensors from the pool, and gives their memory back, wherever it is. */
function letGo(pool: Pool, which: (name: string) => boolean): void {
	for (const [name, tensor] of pool) {
		if (!which(name)) continue;
		pool.delete(name);
		if (tensor.location === 'cpu' && ArrayBuffer.isView(tensor.data))
			release(tensor.data.buffer as ArrayBuffer);
		tensor.dispose();
	}
}

const isFloats = (data: unknown): data is Float32Array<ArrayBuffer> => data instanceof Float32Array;
