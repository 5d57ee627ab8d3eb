/** Settles as `work` does, or rejects with the signal's reason as soon as that comes: for work that cannot be stopped. */
export function abortable<Value>(signal: AbortSignal, work: Promise<Value>): Promise<Value> {
	return new Promise((resolve, reject) => {
		const onAbort = () => reject(signal.reason as Error);
		if (signal.aborted) onAbort();
		signal.addEventListener('abort', onAbort, { once: true });
		work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
	});
}
