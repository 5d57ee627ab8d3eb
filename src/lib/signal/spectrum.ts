import { createRealFft, type RealFft } from './fft';

/** The spectrogram HTDemucs was trained on (`_spec` and `_ispec` in the official program's htdemucs.py). */
export const FFT_SIZE = 4096;
export const HOP = 1024;
/** Frequency bins kept: all but Nyquist. */
export const BINS = FFT_SIZE / 2;
/** Mirrored samples before a segment: its first hop is then covered by four frames, like every other. */
export const PADDING = (HOP / 2) * 3;
/** Real and imaginary part of the left channel, then of the right one. */
export const PLANES = 4;

/** Spectral frames of a segment. */
export const spectralFrames = (segmentFrames: number): number => Math.ceil(segmentFrames / HOP);

/** Values in a stereo segment's spectrum: `[4 planes][2048 bins][spectral frames]`. */
export const spectrumLength = (segmentFrames: number): number =>
	PLANES * BINS * spectralFrames(segmentFrames);

/** Samples under all spectral frames: the segment, and what is mirrored around it. */
export const paddedLength = (segmentFrames: number): number =>
	(spectralFrames(segmentFrames) - 1) * HOP + FFT_SIZE;

/**
 * Spectral frames transformed together. In the spectrum frames lie side by side and bins far apart, so each
 * bin's 16 frames are moved at once: one line of the cache.
 */
const TILE = 16;

/** The transform that {@link SegmentStft} and {@link SegmentIstft} share; each uses it up in one call. */
export const createSegmentFft = (): Promise<RealFft> => createRealFft(FFT_SIZE, TILE);
