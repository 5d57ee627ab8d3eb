/** Calls once the page has nothing to do; where the browser cannot tell, at the next turn. Returns what takes it back. */
export function whenIdle(act: () => void): () => void {
	// Safari has none.
	if (!('requestIdleCallback' in globalThis)) {
		const timer = setTimeout(act);
		return () => clearTimeout(timer);
	}
	const idle = requestIdleCallback(act);
	return () => cancelIdleCallback(idle);
}
