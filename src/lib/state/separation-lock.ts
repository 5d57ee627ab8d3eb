const SEPARATION = 'riffroom:separation';

/**
 * Does something while no other tab, and nothing else in this one, separates: one at a time on this device; others
 * wait in order. Rejects with the signal's reason when aborted before its turn.
 */
export const whenSeparationIsFree = <Value>(
	signal: AbortSignal,
	work: () => Promise<Value>
): Promise<Value> => navigator.locks.request(SEPARATION, { signal }, work);
