import {
	AppendOnlyStreamTarget,
	AudioSample,
	AudioSampleSource,
	Output,
	type AudioEncodingConfig,
	type AudioSampleInit,
	type OutputFormat
} from 'mediabunny';
import type { Sound } from '../render-sound';
import { SAMPLE_RATE } from '../../units/units';
import type { Encoder, Tags, WriteBytes } from './encoder';

interface MediaEncoding {
	readonly output: OutputFormat;
	readonly config: AudioEncodingConfig;
	readonly sampleFormat: AudioSampleInit['format'];
	/** Interleaved, in the sample format. */
	readonly samples: (sound: Sound) => ArrayBuffer;
}

/** Encodes through mediabunny. Its encoders work in workers of their own. */
export async function encodeMedia(
	{ output: format, config, sampleFormat, samples }: MediaEncoding,
	{ title, artist, album }: Tags,
	write: WriteBytes
): Promise<Encoder> {
	const output = new Output({
		format,
		// What it writes is a view of a buffer that it uses again.
		target: new AppendOnlyStreamTarget(new WritableStream({ write: (bytes) => write(bytes.slice()) }))
	});
	const source = new AudioSampleSource(config);
	output.addAudioTrack(source);
	output.setMetadataTags({
		title,
		...(artist === null ? {} : { artist }),
		...(album === null ? {} : { album })
	});
	await output.start();
	let frame = 0;
	return {
		async write(sound) {
			const sample = new AudioSample({
				data: samples(sound),
				format: sampleFormat,
				numberOfChannels: 2,
				sampleRate: SAMPLE_RATE,
				timestamp: frame / SAMPLE_RATE
			});
			frame += sample.numberOfFrames;
			try {
				await source.add(sample);
			} finally {
				sample.close();
			}
		},
		finish: () => output.finalize(),
		cancel: () => output.cancel()
	};
}
