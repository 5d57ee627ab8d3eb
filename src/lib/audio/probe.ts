import type * as Mediabunny from 'mediabunny';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { seconds, type Seconds } from '../units/units';
import { abortable } from './abortable';
import { kindOfFile, titleFrom } from './file-name';

export const MAX_FILE_BYTES = 500_000_000;
export const MAX_SECONDS = seconds(30 * 60);

/** What a song is called: from the file's tags, the title else from its name. */
export interface Tags {
	readonly title: string;
	readonly artist: string | null;
	readonly album: string | null;
	readonly cover: Blob | null;
}

export interface Probed extends Tags {
	/** As the container tells it. */
	readonly seconds: Seconds;
}

export type ProbeFailure =
	/** More than {@link MAX_FILE_BYTES}; nothing of it was read. */
	| 'too-large'
	/** More than {@link MAX_SECONDS}. */
	| 'too-long'
	/** No bytes, or no sound in them. */
	| 'empty'
	/** Not a container or a codec that is known, or one without sound. */
	| 'unsupported'
	/** A known container that is damaged, or cut off before its table of contents. */
	| 'undecodable'
	/** The browser may not read the file (any more). */
	| 'unreadable';

/**
 * Looks at a file before anything is decoded: what it is (told by its content, whatever its name says), how
 * long, and what it is called. Reads only the parts of the file it needs.
 */
export async function probe(signal: AbortSignal, file: File): Promise<Outcome<Probed, ProbeFailure>> {
	signal.throwIfAborted();
	if (file.size === 0) return failure('empty', 'The file has no bytes');
	if (file.size > MAX_FILE_BYTES) return failure('too-large', `${file.size} bytes`);
	const mediabunny = await abortable(signal, import('mediabunny'));
	const { ALL_FORMATS, BlobSource, HLS, Input } = mediabunny;
	// A playlist holds no sound, only addresses.
	const formats = ALL_FORMATS.filter((format) => format !== HLS);
	const input = new Input({ formats, source: new BlobSource(file) });
	try {
		return await abortable(signal, read(mediabunny, input, file));
	} catch (thrown) {
		if (signal.aborted) throw signal.reason;
		if (thrown instanceof DOMException) return failure('unreadable', describe(thrown));
		return failure('undecodable', `${kindOfFile(file)}: ${describe(thrown)}`);
	} finally {
		input.dispose();
	}
}

async function read(
	{ EncodedPacketSink }: typeof Mediabunny,
	input: Mediabunny.Input,
	file: File
): Promise<Outcome<Probed, ProbeFailure>> {
	if (!(await input.canRead())) return failure('unsupported', kindOfFile(file));
	const container = (await input.getFormat()).name;
	if ((await input.getTracks()).length === 0) return failure('undecodable', `${container} without a track`);
	const track = await input.getPrimaryAudioTrack();
	if (track === null) return failure('unsupported', `${container} without sound`);
	if ((await track.getCodec()) === null)
		return failure('unsupported', `${container} with the codec ${String(await track.getInternalCodecId())}`);

	// Asked first: for a FLAC file cut off in its first packet, computeDuration() never ends (mediabunny 1.61).
	if ((await new EncodedPacketSink(track).getFirstPacket()) === null)
		return failure('empty', `${container} without a single packet of sound`);
	const length = (await track.getDurationFromMetadata()) || (await track.computeDuration());
	if (!(length > 0)) return failure('empty', `${container} of no length`);
	if (length > MAX_SECONDS) return failure('too-long', `${length.toFixed(1)} s`);

	const { title, artist, album, images } = await input.getMetadataTags();
	const image = images?.find(({ kind }) => kind === 'coverFront') ?? images?.[0];
	return success({
		title: title?.trim() || titleFrom(file.name),
		artist: artist?.trim() || null,
		album: album?.trim() || null,
		cover: image ? new Blob([new Uint8Array(image.data)], { type: image.mimeType }) : null,
		seconds: seconds(length)
	});
}
