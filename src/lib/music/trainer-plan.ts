import type { Speed } from './tuning';

/** How a loop's speed goes up (or down): by `step` per cent after every `passes` whole passes, from `from` to `to`. */
export interface TrainerPlan {
	readonly from: Speed;
	readonly to: Speed;
	/** Whole per cent, at least 1; the last step is as small as is left. */
	readonly step: number;
	readonly passes: number;
}
