import type { InferenceSession } from 'onnxruntime-web/wasm';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { BINS, PLANES, spectralFrames } from '../signal/spectrum';
import type { Frames } from '../units/units';
import type { ProviderChoice, SeparationFailure } from './protocol';
import { loadRuntime, type Runtime } from './runtime';
import type { ModelOutput } from './segment';

/** How HTDemucs' graph names its inputs and outputs, and so every model of ours. */
const MIX = 'input';
const SPECTRUM = 'onnx::ReduceMean_1';
const SPECTRA = 'output';
const WAVES = '5073';

/** The model, ready to run. One at a time lives in a worker. */
export class ModelSession {
	readonly #runtime: Runtime;
	readonly #session: InferenceSession;
	readonly #segmentFrames: Frames;
	/** Settles when the graphics device goes away; runs under way might never do then. */
	readonly #lost: Promise<Outcome<never, SeparationFailure>> | null;

	/** `model` is the whole model file; it is copied into the runtime's memory. */
	static async open(
		choice: ProviderChoice,
		model: Uint8Array<ArrayBuffer>,
		segmentFrames: Frames
	): Promise<Outcome<ModelSession, SeparationFailure>> {
		try {
			const runtime = await loadRuntime(choice);
			const session = await runtime.InferenceSession.create(model, {
				executionProviders: [choice.provider],
				graphOptimizationLevel: 'all'
			});
			const device = choice.provider === 'webgpu' ? await runtime.env.webgpu.device : null;
			return success(new ModelSession(runtime, session, segmentFrames, device));
		} catch (thrown) {
			return failure(isMemory(thrown) ? 'memory' : 'session', describe(thrown));
		}
	}

	private constructor(
		runtime: Runtime,
		session: InferenceSession,
		segmentFrames: Frames,
		device: GPUDevice | null
	) {
		this.#runtime = runtime;
		this.#session = session;
		this.#segmentFrames = segmentFrames;
		this.#lost = device && device.lost.then(({ message }) => failure('device-lost', message));
	}

	/** Inputs as `RunModel` says; the outputs are copies that belong to the caller. */
	async run(
		mix: Float32Array<ArrayBuffer>,
		spectrum: Float32Array<ArrayBuffer>
	): Promise<Outcome<ModelOutput, SeparationFailure>> {
		const { Tensor } = this.#runtime;
		const columns = spectralFrames(this.#segmentFrames);
		const run = this.#session.run({
			[MIX]: new Tensor('float32', mix, [1, 2, this.#segmentFrames]),
			[SPECTRUM]: new Tensor('float32', spectrum, [1, PLANES, BINS, columns])
		});
		const output = run.then(takeOutput, (thrown: unknown) =>
			failure(isMemory(thrown) ? 'memory' : 'crash', describe(thrown))
		);
		return this.#lost ? Promise.race([output, this.#lost]) : output;
	}
}

function takeOutput(output: InferenceSession.ReturnType): Outcome<ModelOutput, SeparationFailure> {
	const spectrum = output[SPECTRA]?.data;
	const wave = output[WAVES]?.data;
	if (!(spectrum instanceof Float32Array) || !(wave instanceof Float32Array))
		return failure('session', `The model has no outputs ${SPECTRA} and ${WAVES} of 32-bit floats`);
	return success({ spectrum, wave });
}

/** The runtime says it in many ways: as an error of the browser, as one of C++, or as a bare number. */
const isMemory = (thrown: unknown): boolean =>
	thrown instanceof RangeError || typeof thrown === 'number' || /memory|alloc/i.test(describe(thrown));
