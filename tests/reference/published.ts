import { InferenceSession, Tensor } from 'onnxruntime-node';
import { decodeModel, encodeModel, floatValue } from '../../models/onnx';
import { withExactSums } from './exact-sums';
import { officialSeparation } from './official';
import { ispec } from './spectrogram';

const SEGMENT = 343980;
const BINS = 2048;
const COLUMNS = 336;

/** What the network is given for a segment. */
export interface SegmentInput {
	/** `[2, 343980]` */
	readonly mix: Float32Array;
	/** `[4, 2048, 336]`: L.re, L.im, R.re, R.im. */
	readonly spectrum: Float32Array;
}

/** What the official wrapper gives its network for the first segment of a track. */
export async function firstSegment(left: Float32Array, right: Float32Array): Promise<SegmentInput> {
	const mix = new Float32Array(2 * SEGMENT);
	const spectrum = new Float32Array(4 * BINS * COLUMNS);
	const write = (plane: number, columns: readonly Float64Array[]) =>
		columns.forEach((column, c) =>
			column.forEach((value, bin) => (spectrum[(plane * BINS + bin) * COLUMNS + c] = value))
		);
	const [one, other] = [left.subarray(0, SEGMENT), right.subarray(0, SEGMENT)];
	await officialSeparation(
		one,
		other,
		(channels, spectrograms) => {
			channels.forEach((channel, c) => mix.set(channel, c * SEGMENT));
			spectrograms.forEach(({ re, im }, c) => [re, im].forEach((part, p) => write(2 * c + p, part)));
			return [];
		},
		0
	);
	return { mix, spectrum };
}

/** Tensors inside the published graph, by the names under which the compiled model hands them from part to part. */
const INNER = {
	'skip.frequency.0': { name: '/Add_2_output_0', dims: [1, 48, 512, 336] },
	'skip.frequency.1': { name: '/encoder.1/Mul_2_output_0', dims: [1, 96, 128, 336] },
	'skip.frequency.2': { name: '/encoder.2/Mul_2_output_0', dims: [1, 192, 32, 336] },
	'skip.frequency.3': { name: '/encoder.3/Mul_2_output_0', dims: [1, 384, 8, 336] },
	'skip.time.0': { name: '/tencoder.0/Mul_2_output_0', dims: [1, 48, 85995] },
	'skip.time.1': { name: '/tencoder.1/Mul_2_output_0', dims: [1, 96, 21499] },
	'skip.time.2': { name: '/tencoder.2/Mul_2_output_0', dims: [1, 192, 5375] },
	'skip.time.3': { name: '/tencoder.3/Mul_2_output_0', dims: [1, 384, 1344] },
	'bottom.frequency': { name: '/Reshape_3_output_0', dims: [1, 384, 8, 336] },
	'bottom.time': { name: '/channel_downsampler_t/Conv_output_0', dims: [1, 384, 1344] }
} as const;
const OUTER = { spectra: 'output', waves: '5073' } as const;

export type PublishedTensors = Readonly<Record<keyof typeof INNER | keyof typeof OUTER, Float32Array>>;

/** Runs the published graph, with exact sums, on onnxruntime's native kernels. Takes about 3 GB meanwhile. */
export async function runPublished(
	file: Uint8Array,
	{ mix, spectrum }: SegmentInput
): Promise<PublishedTensors> {
	const model = withExactSums(decodeModel(file));
	model.graph.output.push(...Object.values(INNER).map(({ name, dims }) => floatValue(name, dims)));
	const session = await InferenceSession.create(encodeModel(model), {
		logSeverityLevel: 3,
		enableCpuMemArena: false
	});
	try {
		const given = await session.run({
			input: new Tensor('float32', mix, [1, 2, SEGMENT]),
			'onnx::ReduceMean_1': new Tensor('float32', spectrum, [1, 4, BINS, COLUMNS])
		});
		const names = {
			...Object.fromEntries(Object.entries(INNER).map(([key, { name }]) => [key, name])),
			...OUTER
		};
		const floats = Object.entries(names).map(([key, name]) => [key, given[name]!.data as Float32Array]);
		return Object.fromEntries(floats) as PublishedTensors;
	} finally {
		await session.release();
	}
}

/** A stem as it is heard, from the network's two outputs: two channels. */
export function stemOf(
	{ spectra, waves }: Readonly<Record<'spectra' | 'waves', Float32Array>>,
	place: number
): Float64Array[] {
	return [0, 1].map((channel) => {
		const part = (plane: number) => {
			const first = (4 * place + 2 * channel + plane) * BINS;
			return Array.from({ length: COLUMNS }, (_, column) =>
				Float64Array.from({ length: BINS }, (__, bin) => spectra[(first + bin) * COLUMNS + column]!)
			);
		};
		const start = (2 * place + channel) * SEGMENT;
		return ispec({ re: part(0), im: part(1) }, SEGMENT).map((value, i) => value + waves[start + i]!);
	});
}
