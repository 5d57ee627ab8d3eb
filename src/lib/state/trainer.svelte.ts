import type { TrainerPlan } from '../music/trainer-plan';
import type { Speed } from '../music/tuning';
import { afterPass, begin, trainerPlan, type Training } from '../practice/trainer';

export const USUAL_PLAN = trainerPlan(60, 100, 5, 2);

/** The speed trainer of the song on the stand. */
export class Trainer {
	plan = $state.raw<TrainerPlan>(USUAL_PLAN);
	/** Null: it does not run. */
	training = $state.raw<Training | null>(null);

	/** @returns the speed to play at */
	start(plan: TrainerPlan): Speed {
		this.plan = plan;
		this.training = begin(plan);
		return this.training.speed;
	}

	stop(): void {
		this.training = null;
	}

	/** The loop was heard whole once more. @returns the speed to play at; null: as before */
	passed(): Speed | null {
		if (this.training === null) return null;
		this.training = afterPass(this.plan, this.training);
		return this.training.speed;
	}
}
