import { frames, SAMPLE_RATE } from '../src/lib/units/units';

/** What HTDemucs takes and gives: its names and shapes are those of the published graph. */
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

/** Shapes are fixed; `spec` channels are L.re, L.im, R.re, R.im, sources come in the order of `STEMS`. */
export const INPUTS = {
	mix: { name: 'input', dims: [1, 2, SEGMENT.frames] },
	spec: { name: 'onnx::ReduceMean_1', dims: [1, 4, SEGMENT.bins, SEGMENT.columns] }
} as const;

/** A stem is the inverse transform of its part of `spec` plus its part of `wave`. */
export const OUTPUTS = {
	spec: { name: 'output', dims: [1, 4, 4, SEGMENT.bins, SEGMENT.columns] },
	wave: { name: '5073', dims: [1, 4, 2, SEGMENT.frames] }
} as const;
