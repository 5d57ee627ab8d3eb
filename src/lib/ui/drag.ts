import type { Attachment } from 'svelte/attachments';

/** What dragging a handle does. Places are those of the pointer in the window, in CSS pixels. */
export interface Drag {
	/** Takes hold, unless it says false. */
	readonly hold: (event: PointerEvent) => boolean;
	readonly move: (clientX: number) => void;
	/** `clicked`: the pointer has not moved. */
	readonly release: (clicked: boolean) => void;
	/** Taken over by the browser. */
	readonly cancel: () => void;
}

/** CSS pixels a pointer may move and still be a click. */
export const STILL = 5;

/**
 * A handle that can be dragged: what lies under it is told nothing. Its listeners are its own, for those that Svelte
 * delegates come after the ones of elements around it.
 */
export const draggable =
	(drag: Drag): Attachment<HTMLElement> =>
	(element) => {
		let held: { id: number; x: number; moved: boolean } | null = null;
		const listening = new AbortController();
		const on = (type: string, act: (event: PointerEvent) => void) =>
			element.addEventListener(type, (event) => act(event as PointerEvent), { signal: listening.signal });

		on('pointerdown', (event) => {
			if (event.button !== 0 || held !== null || !drag.hold(event)) return;
			event.stopPropagation();
			element.setPointerCapture(event.pointerId);
			held = { id: event.pointerId, x: event.clientX, moved: false };
		});
		on('pointermove', (event) => {
			if (held?.id !== event.pointerId) return;
			held.moved ||= Math.abs(event.clientX - held.x) > STILL;
			if (held.moved) drag.move(event.clientX);
		});
		on('pointerup', (event) => {
			if (held?.id !== event.pointerId) return;
			const { moved } = held;
			held = null;
			drag.release(!moved);
		});
		on('pointercancel', (event) => {
			if (held?.id !== event.pointerId) return;
			held = null;
			drag.cancel();
		});
		return () => listening.abort();
	};
