import type { Streak } from '../practice/streak';
import { plural } from './format';

/** A streak in words: what it is, and what today can do for it. A streak that ended is no one's fault. */
export interface StreakWords {
	readonly stands: string;
	readonly today: string;
	/** Empty where it says nothing new. */
	readonly longest: string;
}

export function streakWords({ current, longest, today }: Streak): StreakWords {
	return {
		stands: stands(current),
		today: today
			? 'Today counts already.'
			: current === 0
				? 'Play for a minute and a streak begins.'
				: `Play today to make it ${current + 1}.`,
		longest:
			longest > current
				? `Your longest: ${plural(longest, 'day')}.`
				: longest > 1
					? 'Your longest so far.'
					: ''
	};
}

function stands(current: number): string {
	if (current === 0) return 'Today can be day 1';
	return current === 1 ? '1 day so far' : `${current} days in a row`;
}
