import { tinyMask, tinyTimeGain } from '../reference/tiny-gains';
import { STEMS } from '../../src/lib/music/stems';
import { success } from '../../src/lib/outcome/outcome';
import type { RunModel } from '../../src/lib/separation/segment';
import { BINS } from '../../src/lib/signal/spectrum';

/** The tiny model's arithmetic in single precision, without a runtime. */
export const tinyRun: RunModel = ({ mix, spectrum }) => {
	const wave = new Float32Array(STEMS.length * mix.length);
	const spectra = new Float32Array(STEMS.length * spectrum.length);
	const frames = spectrum.length / 4 / BINS;
	STEMS.forEach((stem, place) => {
		const gain = tinyTimeGain(stem);
		for (let i = 0; i < mix.length; i++) wave[place * mix.length + i] = mix[i]! * gain;
		for (let row = 0; row < 4 * BINS; row++) {
			const mask = tinyMask(stem, row % BINS);
			const from = row * frames;
			for (let i = from; i < from + frames; i++) spectra[place * spectrum.length + i] = spectrum[i]! * mask;
		}
	});
	return Promise.resolve(success({ wave, spectrum: spectra }));
};
