import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Branches, Network } from './official';
import type { Spectrogram } from './spectrogram';

const SEGMENT = 343980;
const BINS = 2048;
const FRAMES = 336;
const SOURCES = 4;
/** Values of one spectrogram's real or imaginary part. */
const PART = BINS * FRAMES;

/** HTDemucs, its graph as published, on onnxruntime's native kernels. Node only. */
export interface Htdemucs {
	readonly network: Network;
	readonly dispose: () => Promise<void>;
}

/** Takes about 3 GB until disposed. */
export async function openHtdemucs(model: Uint8Array): Promise<Htdemucs> {
	const session = await InferenceSession.create(model, {
		executionProviders: ['cpu'],
		intraOpNumThreads: 2,
		// The arena grows with every run, to 5 GB with the second.
		enableCpuMemArena: false
	});
	const network: Network = async (mix, spectrograms) => {
		const wave = new Float32Array(2 * SEGMENT);
		mix.forEach((channel, c) => wave.set(channel, c * SEGMENT));
		const spectrum = new Float32Array(4 * PART);
		spectrograms.forEach(({ re, im }, c) => {
			writePart(spectrum.subarray(2 * c * PART), re);
			writePart(spectrum.subarray((2 * c + 1) * PART), im);
		});
		const outputs = await session.run({
			input: new Tensor('float32', wave, [1, 2, SEGMENT]),
			'onnx::ReduceMean_1': new Tensor('float32', spectrum, [1, 4, BINS, FRAMES])
		});
		return branches(outputs['output']!.data as Float32Array, outputs['5073']!.data as Float32Array);
	};
	return { network, dispose: () => session.release() };
}

/** From frame after frame to bin after bin. */
function writePart(part: Float32Array, frames: readonly Float64Array[]): void {
	frames.forEach((frame, f) => frame.forEach((value, bin) => (part[bin * FRAMES + f] = value)));
}

const readPart = (part: Float32Array): Float64Array[] =>
	Array.from({ length: FRAMES }, (_, f) =>
		Float64Array.from({ length: BINS }, (_, bin) => part[bin * FRAMES + f]!)
	);

const branches = (spectra: Float32Array, waves: Float32Array): Branches[] =>
	Array.from({ length: SOURCES }, (_, source) => {
		const wave = (c: number) =>
			Float64Array.from(waves.subarray((2 * source + c) * SEGMENT, (2 * source + c + 1) * SEGMENT));
		const spectrogram = (c: number): Spectrogram => ({
			re: readPart(spectra.subarray((4 * source + 2 * c) * PART)),
			im: readPart(spectra.subarray((4 * source + 2 * c + 1) * PART))
		});
		return { spectrograms: [spectrogram(0), spectrogram(1)], wave: [wave(0), wave(1)] };
	});
