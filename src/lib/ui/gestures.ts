import type { Attachment } from 'svelte/attachments';
import { loopBetween, type Loop } from '../music/loop';
import { frames, type Frames } from '../units/units';
import { STILL } from './drag';
import { frameIn, panned, viewFrames, zoomed, type View, type ViewChange } from './view';

/** What pointers and the wheel do to a picture of a song; read anew for each event. */
export interface Touched {
	/** What the element shows from edge to edge. */
	readonly shown: View;
	/** What zooming and panning change. */
	readonly view: View;
	readonly length: Frames;
	/** Whether a drag seeks all along, and not only when it ends. */
	readonly scrubs: boolean;
	/** Where the pointer is held; null: let go. */
	readonly onhold: (at: Frames | null) => void;
	readonly onseek: (position: Frames) => void;
	/** A loop in the making; null: no longer. */
	readonly ondraft: (loop: Loop | null) => void;
	readonly onloop?: ((loop: Loop) => void) | undefined;
	readonly onview?: ((view: View, how: ViewChange) => void) | undefined;
}

const LONG_PRESS_MS = 450;
/** Two fingers nearer than this, in CSS pixels, would zoom without measure. */
const NEAREST = 24;
/** A wheel's notch, in CSS pixels of scrolling, makes 1.3 times as much visible; a trackpad's pinch is finer. */
const NOTCH = 100;
const LINE = 16;

/** The frame of a view under a point of the window, where an element shows the view from edge to edge. */
export function frameUnder(element: Element, view: View, clientX: number): Frames {
	const { left, width } = element.getBoundingClientRect();
	return frameIn(view, width === 0 ? 0 : (clientX - left) / width);
}

/**
 * Click: seek. Drag: scrub. Shift and drag, or a long press of a finger and drag: a new loop. Two fingers: zoom and
 * pan. Wheel with Ctrl: zoom, which is what trackpads send for a pinch; sideways or with Shift: pan; up and down is
 * left to the page. A finger that scrolls the page is cancelled by the browser and has done nothing.
 */
export const songGestures =
	(touched: () => Touched): Attachment<HTMLElement> =>
	(element) => {
		const fingers = new Map<number, number>();
		let began = { x: 0, at: frames(0) };
		let doing: 'nothing' | 'press' | 'drag' | 'loop' | 'pinch' = 'nothing';
		let pressing: ReturnType<typeof setTimeout> | undefined;
		const listening = new AbortController();
		const under = (x: number) => frameUnder(element, touched().shown, x);

		function stop() {
			clearTimeout(pressing);
			doing = 'nothing';
			touched().onhold(null);
			touched().ondraft(null);
		}

		function down(event: PointerEvent) {
			if (event.button !== 0) return;
			element.setPointerCapture(event.pointerId);
			fingers.set(event.pointerId, event.clientX);
			stop();
			if (fingers.size > 1) {
				doing = 'pinch';
				return;
			}
			began = { x: event.clientX, at: under(event.clientX) };
			doing = event.shiftKey ? 'loop' : 'press';
			touched().onhold(began.at);
			if (event.pointerType === 'touch') pressing = setTimeout(beginLoop, LONG_PRESS_MS);
		}

		function beginLoop() {
			if (doing !== 'press' || touched().onloop === undefined) return;
			doing = 'loop';
			touched().ondraft(loopBetween(began.at, began.at, touched().length));
		}

		function move(event: PointerEvent) {
			const before = fingers.get(event.pointerId);
			if (before === undefined) return;
			fingers.set(event.pointerId, event.clientX);
			if (doing === 'pinch') {
				pinch(event.pointerId, before, event.clientX);
				return;
			}
			if (doing === 'nothing' || (doing === 'press' && !isMoved(event))) return;
			clearTimeout(pressing);
			const at = under(event.clientX);
			touched().onhold(at);
			if (doing === 'loop') {
				if (touched().onloop !== undefined) touched().ondraft(loopBetween(began.at, at, touched().length));
			} else {
				doing = 'drag';
				if (touched().scrubs) touched().onseek(at);
			}
		}

		function up(event: PointerEvent) {
			if (!fingers.delete(event.pointerId)) return;
			const done = doing;
			const at = under(event.clientX);
			// The finger that is left of a pinch does nothing more.
			if (done === 'pinch') doing = 'nothing';
			else stop();
			const { onloop, onseek, length } = touched();
			if (done === 'loop' && isMoved(event)) onloop?.(loopBetween(began.at, at, length));
			else if (done === 'drag' || done === 'press' || (done === 'loop' && event.shiftKey)) onseek(at);
		}

		function cancel(event: PointerEvent) {
			if (fingers.delete(event.pointerId)) stop();
		}

		const isMoved = ({ clientX }: PointerEvent) => Math.abs(clientX - began.x) > STILL;

		/** Step by step from the view as it is: it may be following the playhead meanwhile. */
		function pinch(finger: number, before: number, x: number) {
			const other = [...fingers].find(([id]) => id !== finger)?.[1];
			if (other === undefined) return;
			const { shown, view, length, onview } = touched();
			const by = Math.max(NEAREST, Math.abs(before - other)) / Math.max(NEAREST, Math.abs(x - other));
			const about = frameUnder(element, shown, (before + other) / 2);
			const near = frames(Math.min(view.end, Math.max(view.start, about)));
			const next = zoomed(view, by, near, length);
			const slid = shown === view ? ((before - x) / 2 / element.clientWidth) * viewFrames(next) : 0;
			onview?.(panned(next, slid, length), 'zoom');
		}

		function wheel(event: WheelEvent) {
			const { view, shown, length, onview } = touched();
			const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE;
			if (event.ctrlKey || event.metaKey) {
				event.preventDefault();
				const notches = Math.min(1, Math.max(-1, (event.deltaY * unit) / NOTCH));
				// Fingers on a trackpad send small steps, and expect the picture to stay under them.
				const by = Math.abs(event.deltaY) < NOTCH / 2 ? Math.exp(notches) : 1.3 ** notches;
				const about = frameUnder(element, shown, event.clientX);
				onview?.(zoomed(view, by, frames(Math.min(view.end, Math.max(view.start, about))), length), 'zoom');
			} else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
				if (viewFrames(view) === length) return;
				// Otherwise a swipe beyond the song's edge would leave the page.
				event.preventDefault();
				const pixels = (event.deltaX === 0 ? event.deltaY : event.deltaX) * unit;
				onview?.(panned(view, (pixels / element.clientWidth) * viewFrames(view), length), 'pan');
			}
		}

		/** Once a long press has begun a loop, a finger that strays up or down no longer scrolls the page. */
		function keepFromScrolling(event: TouchEvent) {
			if (doing === 'loop' && event.cancelable) event.preventDefault();
		}

		const { signal } = listening;
		element.addEventListener('pointerdown', down, { signal });
		element.addEventListener('pointermove', move, { signal });
		element.addEventListener('pointerup', up, { signal });
		element.addEventListener('pointercancel', cancel, { signal });
		element.addEventListener('wheel', wheel, { signal, passive: false });
		element.addEventListener('touchmove', keepFromScrolling, { signal, passive: false });
		return () => {
			clearTimeout(pressing);
			listening.abort();
		};
	};
