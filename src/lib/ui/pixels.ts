import type { Attachment } from 'svelte/attachments';

/** The size of an element's content. */
export interface PixelSize {
	/** In device pixels, whole. */
	readonly width: number;
	readonly height: number;
	/** Device pixels in one CSS pixel. */
	readonly density: number;
}

/**
 * Tells an element's size now and whenever it changes: in device pixels as the browser lays them out where it says
 * so (rounding the CSS size is off by one on fractional densities), else rounded (Safari).
 */
export const pixelSize =
	(tell: (size: PixelSize) => void): Attachment<HTMLElement> =>
	(element) => {
		const exact = 'devicePixelContentBoxSize' in ResizeObserverEntry.prototype;
		const observer = new ResizeObserver(([entry]) => {
			const density = devicePixelRatio;
			const box = exact ? entry?.devicePixelContentBoxSize[0] : undefined;
			const { width = 0, height = 0 } = entry?.contentRect ?? {};
			tell({
				width: laidOut(width * density, box?.inlineSize),
				height: laidOut(height * density, box?.blockSize),
				density
			});
		});
		observer.observe(element, { box: exact ? 'device-pixel-content-box' : 'content-box' });
		return () => observer.disconnect();
	};

/** Chromium tells the pixels of the real screen where it imitates a denser one: then rounding must do. */
const laidOut = (about: number, exactly: number | undefined): number =>
	exactly !== undefined && Math.abs(exactly - about) <= 1 ? exactly : Math.round(about);
