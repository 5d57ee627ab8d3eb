import { tinyMask, tinyTimeGain } from './tiny-gains';
import { STEMS } from '../../src/lib/music/stems';
import type { Network } from './official';
import type { Spectrogram } from './spectrogram';

/** The tiny model in double precision. */
export const tinyNetwork: Network = (mix, spectrograms) =>
	STEMS.map((stem) => {
		const scale = (channel: Float64Array) => channel.map((sample) => sample * tinyTimeGain(stem));
		const masks = Float64Array.from({ length: 2048 }, (_, bin) => tinyMask(stem, bin));
		const mask = ({ re, im }: Spectrogram): Spectrogram => {
			const masked = (frame: Float64Array) => frame.map((value, bin) => value * masks[bin]!);
			return { re: re.map(masked), im: im.map(masked) };
		};
		return {
			spectrograms: [mask(spectrograms[0]), mask(spectrograms[1])],
			wave: [scale(mix[0]), scale(mix[1])]
		};
	});
