import type { TrainerPlan } from '../music/trainer-plan';
import { FASTEST, SLOWEST, speed, type Speed } from '../music/tuning';

/** Where a player is in a {@link TrainerPlan}. */
export interface Training {
	readonly speed: Speed;
	/** Whole passes until the speed changes, or at the goal until it is reached; 0 when it is. */
	readonly passesLeft: number;
	/** The passes at the goal are done too: the speed stays from now on. */
	readonly reached: boolean;
}

export interface NextStep {
	readonly inPasses: number;
	/** The speed then; null: the goal is reached then. */
	readonly speed: Speed | null;
}

export const MOST_PASSES = 99;
export const LARGEST_STEP = FASTEST - SLOWEST;

/** The nearest plan there is to four numbers that someone has typed. */
export const trainerPlan = (from: number, to: number, step: number, passes: number): TrainerPlan => ({
	from: speed(from),
	to: speed(to),
	step: wholeWithin(LARGEST_STEP, step),
	passes: wholeWithin(MOST_PASSES, passes)
});

export const begin = ({ from, passes }: TrainerPlan): Training => ({
	speed: from,
	passesLeft: passes,
	reached: false
});

/** After one more whole pass. */
export function afterPass(plan: TrainerPlan, training: Training): Training {
	if (training.reached) return training;
	if (training.passesLeft > 1) return { ...training, passesLeft: training.passesLeft - 1 };
	if (training.speed === plan.to) return { ...training, passesLeft: 0, reached: true };
	return { speed: speedAfter(plan, training.speed), passesLeft: plan.passes, reached: false };
}

/** What the player is told comes next; null: nothing, the goal is reached. */
export function nextStep(plan: TrainerPlan, { speed, passesLeft, reached }: Training): NextStep | null {
	if (reached) return null;
	return { inPasses: passesLeft, speed: speed === plan.to ? null : speedAfter(plan, speed) };
}

/** Up or down, whichever way the goal is; never beyond it. */
const speedAfter = ({ to, step }: TrainerPlan, from: Speed): Speed =>
	speed(from < to ? Math.min(from + step, to) : Math.max(from - step, to));

const wholeWithin = (most: number, value: number): number =>
	Math.min(most, Math.max(1, Math.round(value) || 1));
