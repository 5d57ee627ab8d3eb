import type { Frames } from '../units/units';
import type { View } from './view';

/** How a view lies on the screen. Counted in device pixels, so that what is drawn once stays crisp wherever it slides. */
export interface Scale {
	/** Song frames under one device pixel: the same for all views of one length. */
	readonly perPixel: number;
	/** Device pixels in one CSS pixel. */
	readonly density: number;
	/** Device pixels of song to the left of the view. */
	readonly offset: number;
	/** Device pixels of the view. */
	readonly width: number;
}

/** Width of a bar of the waveform and of the gap behind it, in CSS pixels. */
const BAR = 2;
const GAP = 1;
/** Bars in a tile: as wide as a narrow lane, so that scrolling draws little and seldom. */
export const TILE_BARS = 128;
/** Tiles that share an origin: what lies on the strip keeps small coordinates in the longest song. */
const TILES_PER_ORIGIN = 32;

export function scaleOf(view: View, width: number, density: number): Scale {
	const perPixel = Math.max(1, view.end - view.start) / Math.max(1, width);
	return { perPixel, density, offset: Math.round(view.start / perPixel), width };
}

/** A bar and the distance to the next one in whole device pixels. */
export const barPixels = (density: number): { readonly bar: number; readonly pitch: number } => {
	const bar = Math.max(1, Math.round(BAR * density));
	return { bar, pitch: bar + Math.max(1, Math.round(GAP * density)) };
};

/** A run of tiles of the song: tile `k` has the bars `[k · TILE_BARS, (k + 1) · TILE_BARS)`. */
export interface Tiles {
	readonly first: number;
	/** Not one of them. */
	readonly end: number;
}

export const tilePixels = (density: number): number => TILE_BARS * barPixels(density).pitch;

/** The tiles a window shows any part of: as many wherever it stands, so that canvases can be used again. */
export function tilesOf({ offset, width, density }: Scale): Tiles {
	const tile = tilePixels(density);
	const first = Math.floor(offset / tile);
	return { first, end: first + Math.ceil(width / tile) + 1 };
}

/** The song's device pixel from which positions on the strip are counted while these tiles are seen. */
export const originOf = ({ first }: Tiles, density: number): number =>
	Math.floor(first / TILES_PER_ORIGIN) * TILES_PER_ORIGIN * tilePixels(density);

/** The song's device pixel a frame lies on. */
export const pixelOf = (frame: Frames, perPixel: number): number => Math.round(frame / perPixel);
