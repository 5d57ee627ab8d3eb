/** Waits; rejects with the signal's reason when aborted. */
export async function pause(signal: AbortSignal, milliseconds: number): Promise<void> {
	signal.throwIfAborted();
	return new Promise((resolve, reject) => {
		const timer = setTimeout(done, milliseconds);
		signal.addEventListener('abort', stop, { once: true });
		function done() {
			signal.removeEventListener('abort', stop);
			resolve();
		}
		function stop() {
			clearTimeout(timer);
			reject(signal.reason as Error);
		}
	});
}
