import { describe, failure, type Outcome } from '../outcome/outcome';
import type { SeparationFailure } from './protocol';

/** What `work` gives; what it throws is a failure: `memory` where that is what the device ran out of, else `reason`. */
export async function guarded<Value>(
	reason: SeparationFailure,
	work: () => Promise<Outcome<Value, SeparationFailure>>
): Promise<Outcome<Value, SeparationFailure>> {
	try {
		return await work();
	} catch (thrown) {
		return failure(isMemory(thrown) ? 'memory' : reason, describe(thrown));
	}
}

/** The runtime says it in many ways: as an error of the browser, as one of C++, or as a bare number. */
const isMemory = (thrown: unknown): boolean =>
	thrown instanceof RangeError || typeof thrown === 'number' || /memory|alloc/i.test(describe(thrown));
