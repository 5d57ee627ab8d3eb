import { ispec, spec, type Spectrogram } from './spectrogram';

/*
 * What the official Demucs program does around its network (`separate.py`, `apply_model`, `TensorChunk`,
 * `center_trim`, with `shifts=0`), written out plainly in double precision. It shares no line with src/.
 */
type Stereo = readonly [left: Float64Array, right: Float64Array];

/** One source of the network's two outputs. */
export interface Branches {
	readonly spectrograms: readonly [left: Spectrogram, right: Spectrogram];
	readonly wave: Stereo;
}
/** The network: the mix of one segment and its spectrograms in, four sources out. */
export type Network = (
	mix: Stereo,
	spectrograms: readonly [left: Spectrogram, right: Spectrogram]
) => readonly Branches[] | Promise<readonly Branches[]>;

const SEGMENT = 343980;
const SOURCES = 4;

export async function officialSeparation(
	left: ArrayLike<number>,
	right: ArrayLike<number>,
	network: Network,
	overlap = 0.25
): Promise<Stereo[]> {
	const length = left.length;
	const mono = Float64Array.from({ length }, (_, i) => (left[i]! + right[i]!) / 2);
	const mean = mono.reduce((sum, value) => sum + value, 0) / length;
	const variance = mono.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (length - 1);
	// PyTorch gives NaN for the deviation of a single value, and with it NaN for the whole track.
	const std = length === 1 ? 0 : Math.sqrt(variance);
	const normalise = (channel: ArrayLike<number>) =>
		Float64Array.from({ length }, (_, i) => (channel[i]! - mean) / (std + 1e-8));
	const track: Stereo = [normalise(left), normalise(right)];

	const half = SEGMENT / 2;
	const weight = Float64Array.from({ length: SEGMENT }, (_, i) => (i < half ? i + 1 : SEGMENT - i) / half);
	const sums = Array.from({ length: SOURCES }, (): Stereo => [
		new Float64Array(length),
		new Float64Array(length)
	]);
	const weights = new Float64Array(length);
	const stride = Math.trunc((1 - overlap) * SEGMENT);
	for (let offset = 0; offset < length; offset += stride) {
		const chunk = Math.min(SEGMENT, length - offset);
		const sources = await separateChunk(track, offset, chunk, network);
		for (let i = 0; i < chunk; i++) weights[offset + i]! += weight[i]!;
		sources.forEach((source, s) =>
			source.forEach((channel, c) => {
				for (let i = 0; i < chunk; i++) sums[s]![c]![offset + i]! += weight[i]! * channel[i]!;
			})
		);
	}
	const finish = (channel: Float64Array) => channel.map((sum, i) => (sum / weights[i]!) * std + mean);
	return sums.map(([l, r]): Stereo => [finish(l), finish(r)]);
}

async function separateChunk(
	track: Stereo,
	offset: number,
	length: number,
	network: Network
): Promise<Stereo[]> {
	const delta = SEGMENT - length;
	const start = offset - Math.floor(delta / 2);
	const padded = (channel: Float64Array) =>
		Float64Array.from({ length: SEGMENT }, (_, i) => channel[start + i] ?? 0);
	const mix: Stereo = [padded(track[0]), padded(track[1])];
	const trim = Math.floor(delta / 2);
	const sources = await network(mix, [spec(mix[0]), spec(mix[1])]);
	return sources.map(({ spectrograms, wave }): Stereo => {
		const channel = (c: 0 | 1) => {
			const sound = ispec(spectrograms[c], SEGMENT);
			return sound.map((value, i) => value + wave[c][i]!).slice(trim, trim + length);
		};
		return [channel(0), channel(1)];
	});
}
