import {
	ALL_FORMATS,
	BufferSource,
	BufferTarget,
	Conversion,
	Input,
	Output,
	WavOutputFormat
} from 'mediabunny';
import { writeFileSync } from 'node:fs';
import { temporaryPath } from '../tools/files';
import type { Channels } from '../tools/measure';
import { encodeWav } from '../tools/wav';

/** What is on a song's sleeve. */
export interface Sleeve {
	readonly title: string;
	readonly artist: string;
	/** A picture as SVG. */
	readonly cover?: string;
}

/** Writes a WAV file with tags, as a player's files have them. Gives its path. */
export async function writeSong(sleeve: Sleeve, channels: Channels, sampleRate = 44100): Promise<string> {
	const target = new BufferTarget();
	const { title, artist, cover } = sleeve;
	const images =
		cover === undefined
			? []
			: [{ data: Buffer.from(cover), mimeType: 'image/svg+xml', kind: 'coverFront' as const }];
	const conversion = await Conversion.init({
		input: new Input({
			formats: ALL_FORMATS,
			source: new BufferSource(encodeWav(channels, 'pcm16', sampleRate))
		}),
		output: new Output({ format: new WavOutputFormat({ metadataFormat: 'id3' }), target }),
		tags: { title, artist, images }
	});
	await conversion.execute();
	const path = temporaryPath(`${title}.wav`);
	writeFileSync(path, Buffer.from(target.buffer!));
	return path;
}
