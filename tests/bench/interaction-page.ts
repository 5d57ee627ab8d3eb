/** One answer to a press of the player, as the browser timed it; milliseconds since the page was opened. */
export interface Interaction {
	readonly at: number;
	/** From the press until the next frame was shown, in steps of 8 ms. */
	readonly duration: number;
	/** Of it: until the first listener ran, and while listeners ran; the rest is the frame. */
	readonly delay: number;
	readonly listeners: number;
	readonly event: string;
}

/** A frame that took long, with what ran in it. */
export interface LongFrame {
	readonly at: number;
	readonly duration: number;
	readonly scripts: readonly string[];
}

declare global {
	/** By interaction; those that were answered within 16 ms are not told of. */
	var riffroomInteractions: Map<number, Interaction>;
	var riffroomLongFrames: LongFrame[];
}

interface ScriptTiming {
	readonly duration: number;
	readonly invoker: string;
	readonly sourceFunctionName: string;
	readonly sourceCharPosition: number;
	readonly forcedStyleAndLayoutDuration: number;
}

/** Runs in the page, before any script of the app: keeps what the browser says of interactions and of long frames. */
export function watchInteractions(): void {
	globalThis.riffroomInteractions = new Map();
	globalThis.riffroomLongFrames = [];
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries() as PerformanceEventTiming[]) {
			const { interactionId, startTime, duration, processingStart, processingEnd, name } = entry;
			// An interaction is several events; its worst one counts.
			if (interactionId === 0 || duration < (riffroomInteractions.get(interactionId)?.duration ?? 0))
				continue;
			riffroomInteractions.set(interactionId, {
				at: startTime,
				duration,
				delay: processingStart - startTime,
				listeners: processingEnd - processingStart,
				event: name
			});
		}
	}).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries()) {
			const { scripts } = entry as PerformanceEntry & { readonly scripts: readonly ScriptTiming[] };
			riffroomLongFrames.push({
				at: entry.startTime,
				duration: entry.duration,
				scripts: scripts.map(
					(script) =>
						`${Math.round(script.duration)} ms ${script.invoker} ${script.sourceFunctionName}:${script.sourceCharPosition}` +
						` (layout ${Math.round(script.forcedStyleAndLayoutDuration)} ms)`
				)
			});
		}
	}).observe({ type: 'long-animation-frame', buffered: true });
}
