import { registerMp3Encoder } from '@mediabunny/mp3-encoder';
import { Mp3OutputFormat, Quality } from 'mediabunny';
import { wavSamples } from '../../signal/wav';
import type { Encoder, Tags, WriteBytes } from './encoder';
import { MP3_BIT_RATE } from './format';
import { encodeMedia } from './media-encoder';

/** LAME at a constant rate, so that players know the length without the header that could only be written in the end. */
export function encodeMp3(tags: Tags, write: WriteBytes): Promise<Encoder> {
	registerMp3Encoder();
	return encodeMedia(
		{
			output: new Mp3OutputFormat({ xingHeader: false }),
			config: { codec: 'mp3', quality: new Quality({ bitrate: MP3_BIT_RATE }) },
			sampleFormat: 's16',
			samples: ({ planar, scale }) => wavSamples('pcm16', planar, scale)
		},
		tags,
		write
	);
}
