import { frames, SAMPLE_RATE } from '../src/lib/units/units';

/** What HTDemucs works on. */
export const SEGMENT = {
	sampleRate: SAMPLE_RATE,
	/** 7.8 s at 44.1 kHz: the one length the network works at. */
	frames: frames(343_980),
	/** Frequency bins of its spectrogram: half of the 4096-point transform, without the Nyquist bin. */
	bins: 2048,
	fftSize: 4096,
	/** Columns of its spectrogram, one per hop of 1024 frames. */
	columns: 336
} as const;

/** Shapes are fixed; spectrum channels are L.re, L.im, R.re, R.im, sources come in the order of `STEMS`. */
export const INPUTS = {
	mix: { name: 'mix', dims: [1, 2, SEGMENT.frames] },
	spectrum: { name: 'spectrum', dims: [1, 4, SEGMENT.bins, SEGMENT.columns] }
} as const;

/** A stem is the inverse transform of its part of `spectra` plus its part of `waves`. */
export const OUTPUTS = {
	spectra: { name: 'spectra', dims: [1, 4, 4, SEGMENT.bins, SEGMENT.columns] },
	waves: { name: 'waves', dims: [1, 4, 2, SEGMENT.frames] }
} as const;
