export type Stereo = [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>];

/** In the browser: a track of the practice song as the browser decodes it, 44.1 kHz. */
export async function decodeFixture(name: string): Promise<Stereo> {
	const address = new URL(`/tests/fixtures/practice-song/${name}.flac`, location.href);
	const bytes = await (await fetch(address)).arrayBuffer();
	const decoded = await new OfflineAudioContext(2, 1, 44100).decodeAudioData(bytes);
	return [decoded.getChannelData(0), decoded.getChannelData(1)];
}

/** The samples of a 16-bit track as everyone else reads them, x / 32768: Chromium divides what is positive by 32767. */
export const exactly16Bit = (stereo: Stereo): Stereo =>
	stereo.map((channel) =>
		channel.map((sample) => Math.round(sample * (sample > 0 ? 32767 : 32768)) / 32768)
	) as Stereo;
