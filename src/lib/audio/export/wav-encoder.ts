import { wavHeader, wavSamples, type WavFormat } from '../../signal/wav';
import { SAMPLE_RATE, type Frames } from '../../units/units';
import type { Encoder, WriteBytes } from './encoder';

/** @throws RangeError where a WAV file cannot be so long */
export async function encodeWav(format: WavFormat, length: Frames, write: WriteBytes): Promise<Encoder> {
	await write(new Uint8Array(wavHeader(format, length, SAMPLE_RATE)));
	return {
		write: ({ planar, scale }) => write(new Uint8Array(wavSamples(format, planar, scale))),
		finish: () => Promise.resolve(),
		cancel: () => Promise.resolve()
	};
}
